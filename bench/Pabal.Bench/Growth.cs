using System.Diagnostics;
using Pabal.Mime;
using Pabal.Mime.Tests.Reading;

namespace Pabal.Bench;

/// <summary>How the time grows with the size of messages that are made to cost more than they weigh, here and in Python; 1 is linear, 2 quadratic.</summary>
internal static class Growth
{
    private const int Small = 1 << 16;
    private const int Factor = 8;
    private const int Rounds = 20;

    public static async Task PrintAsync()
    {
        Console.WriteLine($"| {"family",-34} | Pabal, {Small * Factor / 1024} KB | slope | Python, {Small * Factor / 1024} KB | slope |");
        Console.WriteLine($"|{new string('-', 36)}|--------------:|------:|---------------:|------:|");
        foreach (var family in Bombs.Families.Keys)
        {
            var (small, large) = (Bombs.Make(family, Small), Bombs.Make(family, Small * Factor));
            var (ours, oursLarge) = (Read(small), Read(large));
            var (pythons, pythonsLarge) = (await PythonAsync(small), await PythonAsync(large));
            Console.WriteLine($"| {family,-34} | {oursLarge * 1e3,10:N1} ms | {Slope(ours, oursLarge, small, large),5} | {Time(pythonsLarge),14} | {Slope(pythons, pythonsLarge, small, large),5} |");
        }
    }

    /// <summary>Reads a message whole, as growth.py does.</summary>
    private static double Read(byte[] message)
    {
        var best = double.MaxValue;
        for (var i = 0; i <= Rounds; i++)
        {
            var start = Stopwatch.GetTimestamp();
            var parsed = MimeMessage.Parse(message);
            _ = (parsed.Subject, parsed.From, parsed.To, parsed.References, parsed.TextBody, parsed.Attachments.Length, parsed.Root.FileName, parsed.Defects.Count);
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
        return best;
    }

    private static async Task<string> PythonAsync(byte[] message)
    {
        var start = new ProcessStartInfo("python3", [Path.Combine(AppContext.BaseDirectory, "growth.py")]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        await process.StandardInput.BaseStream.WriteAsync(message);
        process.StandardInput.Close();
        return (await process.StandardOutput.ReadToEndAsync()).Trim();
    }

    private static string Slope(double small, double large, byte[] smaller, byte[] larger) =>
        $"{Math.Log(large / small) / Math.Log((double)larger.Length / smaller.Length):F2}";

    private static string Slope(string small, string large, byte[] smaller, byte[] larger) =>
        double.TryParse(small, out var first) && double.TryParse(large, out var second) ? Slope(first, second, smaller, larger) : "";

    private static string Time(string seconds) => double.TryParse(seconds, out var number) ? $"{number * 1e3:N0} ms" : seconds;
}
