using System.Diagnostics;
using System.Text.Json;

namespace Pabal.Bench;

/// <summary>One piece of work, timed in this process as measure.py times it in its own.</summary>
internal static class Measurement
{
    private const int Rounds = 5;

    private static readonly TimeSpan Warmth = TimeSpan.FromSeconds(1);

    public static async Task PrintAsync(string name, string file)
    {
        var work = Work.Of(name, file);
        // The first rounds make the code fast; the best of the others counts: what else the machine does only ever makes them worse.
        var times = 0;
        for (var warming = Stopwatch.StartNew(); warming.Elapsed < Warmth;)
            times = await work();
        var best = double.MaxValue;
        var allocated = long.MaxValue;
        for (var i = 0; i < Rounds; i++)
        {
            var (start, before) = (Stopwatch.GetTimestamp(), GC.GetTotalAllocatedBytes(precise: true));
            times = await work();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds / times);
            allocated = Math.Min(allocated, (GC.GetTotalAllocatedBytes(precise: true) - before) / times);
        }
        using var self = Process.GetCurrentProcess();
        Console.WriteLine(JsonSerializer.Serialize(new Figures(best, allocated, self.PeakWorkingSet64), JsonSerializerOptions.Web));
    }
}

/// <summary>What one piece of work costs, done once.</summary>
/// <param name="Seconds">The best time.</param>
/// <param name="Allocated">Octets allocated; null where nobody counts them.</param>
/// <param name="Peak">The most memory the process ever had, in octets.</param>
internal sealed record Figures(double Seconds, long? Allocated, long Peak);
