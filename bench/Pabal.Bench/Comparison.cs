using System.Diagnostics;
using System.Text.Json;

namespace Pabal.Bench;

/// <summary>The same work by Pabal and by Python's email package, each in a process of its own.</summary>
internal static class Comparison
{
    private const int Rounds = 5;
    private const int SmallMails = 2000;

    public static async Task PrintAsync()
    {
        var file = Mails.WriteLargeFile();
        try
        {
            var pabal = await ChildAsync(Environment.ProcessPath!, "measure", file);
            var python = await ChildAsync("python3", Path.Combine(AppContext.BaseDirectory, "measure.py"), file);
            Console.WriteLine($"{"",-32}{"Pabal",10}{"Python",10}{"ratio",8}");
            Row("small mail, µs", pabal.SmallSeconds * 1e6, python.SmallSeconds * 1e6);
            Row("100 MB attached, ms", pabal.LargeSeconds * 1e3, python.LargeSeconds * 1e3);
            Row("peak memory of the process, MB", pabal.PeakBytes / 1e6, python.PeakBytes / 1e6);
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>Prints the figures of this process, as measure.py does.</summary>
    public static async Task MeasureAsync(string file)
    {
        var small = await BestAsync(() =>
        {
            for (var i = 0; i < SmallMails; i++)
                Mails.Small().ToMessage().ToArray();
            return Task.CompletedTask;
        });
        var large = await BestAsync(() => Mails.Large(file).ToMessage().WriteToAsync(Stream.Null));
        using var self = Process.GetCurrentProcess();
        Console.WriteLine(JsonSerializer.Serialize(new Figures(small / SmallMails, large, self.PeakWorkingSet64), JsonSerializerOptions.Web));
    }

    // The best of some rounds: what else the machine does only ever makes them worse.
    private static async Task<double> BestAsync(Func<Task> work)
    {
        var best = double.MaxValue;
        for (var i = 0; i < Rounds; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await work();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
        return best;
    }

    private static async Task<Figures> ChildAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? JsonSerializer.Deserialize<Figures>(output, JsonSerializerOptions.Web)!
            : throw new InvalidOperationException($"{program} ended with {process.ExitCode}");
    }

    private static void Row(string what, double pabal, double python) =>
        Console.WriteLine($"{what,-32}{pabal,10:N1}{python,10:N1}{python / pabal,8:N1}");

    private sealed record Figures(double SmallSeconds, double LargeSeconds, long PeakBytes);
}
