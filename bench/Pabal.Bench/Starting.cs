using System.Diagnostics;

namespace Pabal.Bench;

/// <summary>One mail from the shell, from the start of the program to its end: what a script that sends a mail waits for.</summary>
internal static class Starting
{
    private const int Rounds = 20;

    public static async Task PrintAsync(string pabal)
    {
        await using var sink = await Sink.StartAsync();
        Console.WriteLine($"| {"program",-16} | {"start to end",12} | {"CPU",6} |");
        Console.WriteLine($"|{new string('-', 18)}|{new string('-', 13)}:|{new string('-', 7)}:|");
        await RowAsync("pabal", $"{pabal} send --server 'smtp://127.0.0.1:{sink.Port}?tls=none' --from ann@example.com --to gil@example.com --subject hi --text hello");
        await RowAsync("msmtp", $"printf 'Subject: hi\\n\\nhello\\n' | msmtp --host=127.0.0.1 --port={sink.Port} --tls=off --from=ann@example.com gil@example.com");
        await RowAsync("swaks", $"swaks --server 127.0.0.1:{sink.Port} --from ann@example.com --to gil@example.com --body hello");
        await RowAsync("Python smtplib", $"python3 {Path.Combine(AppContext.BaseDirectory, "starting.py")} {sink.Port}");
    }

    private static async Task RowAsync(string title, string command)
    {
        var (elapsed, cpu) = (double.MaxValue, double.MaxValue);
        for (var round = 0; round < Rounds; round++)
        {
            var start = Stopwatch.GetTimestamp();
            using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", $"{command} >/dev/null || exit 1; times"]) { RedirectStandardOutput = true })!;
            var output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            if (process.ExitCode != 0)
                throw new InvalidOperationException($"{title} could not send");
            elapsed = Math.Min(elapsed, Stopwatch.GetElapsedTime(start).TotalSeconds);
            cpu = Math.Min(cpu, ShellTimes.Sum(output));
        }
        Console.WriteLine($"| {title,-16} | {elapsed * 1e3,9:N0} ms | {cpu * 1e3,3:N0} ms |");
    }
}
