using System.Diagnostics;
using System.Globalization;
using Pabal.Mime;
using Pabal.Mime.Tests.Reading;

namespace Pabal.Bench;

/// <summary>How time and memory grow with the size of messages that are made to cost more than they weigh, here and in Python; 1 is linear, 2 quadratic.</summary>
internal static class Growth
{
    // Those of the first half lie below every limit of ours, the last beyond most.
    private static readonly int[] Sizes = [.. Enumerable.Range(13, 7).Select(power => 1 << power)];

    private static int Middle => Sizes.Length / 2;

    private const int Rounds = 15;

    private static readonly TimeSpan Warmth = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Batch = TimeSpan.FromMilliseconds(5);

    public static async Task PrintAsync(string[] families)
    {
        Console.WriteLine($"| {"family",-37} | {"Pabal",10} | slope | of memory | {"Python",14} | slope |");
        Console.WriteLine($"|{new string('-', 39)}|-----------:|------:|----------:|---------------:|------:|");
        foreach (var family in Bombs.Families.Keys.Where(one => families is [] || families.Any(one.StartsWith)))
        {
            byte[][] messages = [.. Sizes.Select(size => Bombs.Make(family, size))];
            var ours = Read(messages);
            var pythons = await PythonAsync(messages);
            Console.WriteLine($"| {family,-37} | {ours[^1] * 1e3,7:N1} ms | {Slope(ours, messages),5:F2} | {Slope([.. messages.Select(Allocated)], messages),9:F2} | {Time(pythons[^1]),14} | {Slope([.. pythons.Select(Seconds)], messages),5:F2} |");
        }
    }

    /// <summary>Reads all in turn, so that whatever else the machine does meets them alike; the best round of each counts.</summary>
    private static double?[] Read(byte[][] messages)
    {
        // Warm means compiled for good: until then the small one, read first, would pay for the large one.
        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < Warmth;)
            Array.ForEach(messages, Read);
        var best = new double?[messages.Length];
        for (var i = 0; i < Rounds * messages.Length; i++)
        {
            ref var one = ref best[i % messages.Length];
            one = Math.Min(one ?? double.MaxValue, Seconds(messages[i % messages.Length]));
        }
        return best;
    }

    /// <summary>The processor's time for one reading. The clock on the wall would count what others do on the same machine.</summary>
    private static double Seconds(byte[] message)
    {
        GC.Collect();
        var (before, times) = (Environment.CpuUsage.TotalTime, 0);
        TimeSpan spent;
        do
        {
            Read(message);
            times++;
            spent = Environment.CpuUsage.TotalTime - before;
        }
        while (spent < Batch);
        return spent.TotalSeconds / times;
    }

    /// <summary>What one reading allocates: the same whatever else the machine does.</summary>
    private static double? Allocated(byte[] message)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        Read(message);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    /// <summary>Reads a message whole, as growth.py does.</summary>
    private static void Read(byte[] message)
    {
        var parsed = MimeMessage.Parse(message);
        _ = (parsed.Subject, parsed.From, parsed.To, parsed.References, parsed.TextBody, parsed.Attachments.Length, parsed.Root.FileName, parsed.Defects.Count);
    }

    private static async Task<List<string>> PythonAsync(byte[][] messages)
    {
        List<string> results = [];
        foreach (var message in messages)   // what it can't read small, it can't read large
            results.Add(results is [.., var last] && Seconds(last) is null ? last : await PythonAsync(message));
        return results;
    }

    private static async Task<string> PythonAsync(byte[] message)
    {
        var start = new ProcessStartInfo("python3", [Path.Combine(AppContext.BaseDirectory, "growth.py")]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        process.BeginErrorReadLine();
        await process.StandardInput.BaseStream.WriteAsync(message);
        process.StandardInput.Close();
        return (await process.StandardOutput.ReadToEndAsync()).Trim();
    }

    /// <summary>The exponent of growth, of the smaller sizes or of the larger ones, whichever is steeper; null if too few were read.</summary>
    private static double? Slope(double?[] costs, byte[][] messages)
    {
        var points = messages.Zip(costs, (message, cost) => (X: Math.Log(message.Length), Y: cost is { } known ? Math.Log(known) : (double?)null)).ToArray();
        return Slope(points[..(Middle + 1)]) is var small && Slope(points[Middle..]) is var large && !(large < small) ? large ?? small : small;
    }

    /// <summary>The line through the logarithms that fits best.</summary>
    private static double? Slope((double X, double? Y)[] points)
    {
        var known = points.Where(one => one.Y is not null).ToArray();
        if (known.Length < 3)
            return null;
        var (x, y) = (known.Average(one => one.X), known.Average(one => one.Y));
        return known.Sum(one => (one.X - x) * (one.Y - y)) / known.Sum(one => (one.X - x) * (one.X - x));
    }

    private static double? Seconds(string seconds) => double.TryParse(seconds, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string Time(string seconds) => Seconds(seconds) is { } number ? $"{number * 1e3:N0} ms" : seconds;
}
