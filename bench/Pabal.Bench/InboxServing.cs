using System.Diagnostics;
using Pabal.Inbox;

namespace Pabal.Bench;

/// <summary>Mails of 500 octets from 20 clients of Postfix's smtp-source into the development inbox, beside smtp-sink, which keeps nothing.</summary>
internal static class InboxServing
{
    private const int Rounds = 3;
    private const int Mails = 40_000;
    // Each is flushed to the disk before it is answered for.
    private const int MailsToFolder = 2_000;

    public static async Task PrintAsync()
    {
        Console.WriteLine($"| {"receiver",-17} | {"connections",-12} | {"mails/s",8} | {"of smtp-sink's",14} |");
        Console.WriteLine($"|{new string('-', 19)}|{new string('-', 14)}|{new string('-', 9)}:|{new string('-', 15)}:|");
        foreach (var isReused in new[] { false, true })
        {
            await using var sink = await Sink.StartAsync();
            using var memory = await InboxAsync();
            var folder = Directory.CreateTempSubdirectory("pabal-bench-");
            using var disk = await InboxAsync(folder.FullName);
            var (sinkRate, memoryRate, diskRate) = (0.0, 0.0, 0.0);
            // In turns, so that what else the machine does strikes all alike; the first round makes the code fast.
            for (var round = 0; round <= Rounds; round++)
            {
                sinkRate = Math.Max(sinkRate, await RateAsync(sink.Port, Mails, isReused));
                memoryRate = Math.Max(memoryRate, await RateAsync(memory.Port, Mails, isReused));
                diskRate = Math.Max(diskRate, await RateAsync(disk.Port, MailsToFolder, isReused));
            }
            Print("smtp-sink", sinkRate);
            Print("inbox in memory", memoryRate);
            Print("inbox in a folder", diskRate);
            disk.Dispose();
            folder.Delete(recursive: true);

            void Print(string title, double rate) => Console.WriteLine($"| {title,-17} | {(isReused ? "20" : "one for each"),-12} | {rate,8:N0} | {rate / sinkRate,14:P0} |");
        }
    }

    /// <summary>An inbox in this process until standard input ends; prints its port.</summary>
    public static async Task ServeAsync(string? folder)
    {
        await using var store = await InboxStore.OpenAsync(new InboxStoreOptions { Folder = folder });
        await using var server = await InboxServer.StartAsync(new InboxServerOptions { Smtp = "127.0.0.1:0", Http = "127.0.0.1:0" }, store);
        Console.WriteLine(server.Smtp.Port);
        await Console.In.ReadToEndAsync();
    }

    private static async Task<double> RateAsync(int port, int mails, bool isReused)
    {
        var start = Stopwatch.GetTimestamp();
        using var source = Process.Start("smtp-source", [.. isReused ? ["-d"] : Array.Empty<string>(), "-s", "20", "-m", $"{mails}", "-l", "500", "-f", "ann@example.com", "-t", "gil@example.com", $"127.0.0.1:{port}"]);
        await source.WaitForExitAsync();
        return source.ExitCode == 0 ? mails / Stopwatch.GetElapsedTime(start).TotalSeconds : throw new InvalidOperationException("smtp-source failed");
    }

    private static async Task<Inbox> InboxAsync(params string[] folder)
    {
        var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["inbox-serving", .. folder]) { RedirectStandardOutput = true, RedirectStandardInput = true })!;
        return new Inbox(process, int.Parse((await process.StandardOutput.ReadLineAsync())!, null));
    }

    private sealed class Inbox(Process process, int port) : IDisposable
    {
        public int Port => port;

        public void Dispose()
        {
            process.Kill();
            process.WaitForExit();
        }
    }
}
