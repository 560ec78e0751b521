using System.Diagnostics;
using System.Text.Json;
using Pabal.Smtp;

namespace Pabal.Bench;

/// <summary>Small Korean mails, composed and sent over one connection to Postfix's smtp-sink: how many in a second, and what each costs the sender.</summary>
internal static class Sending
{
    private const int Rounds = 3;

    public static async Task PrintAsync()
    {
        Console.WriteLine($"| {"sender",-28} | {"mails/s",8} | {"ratio",6} | {"CPU each",9} | {"allocated",9} |");
        Console.WriteLine($"|{new string('-', 30)}|{new string('-', 9)}:|{new string('-', 7)}:|{new string('-', 10)}:|{new string('-', 10)}:|");
        var ours = await RowAsync("Pabal", null, 40_000);
        await RowAsync("Python smtplib", ours, 2_000, "python3", Path.Combine(AppContext.BaseDirectory, "sending.py"));
        await RowAsync("System.Net.Mail", ours, 200, Environment.ProcessPath!, "sending.net");
        await RowAsync("smtp-source (C, not composed)", ours, 40_000, "smtp-source");
    }

    /// <summary>One sender in this process; prints its figures.</summary>
    public static async Task MeasureAsync(string name, int port, int count)
    {
        using var self = Process.GetCurrentProcess();
        var best = new Figures(double.MaxValue, 0, 0);
        for (var round = 0; round <= Rounds; round++)
        {
            var (start, cpu, allocated) = (Stopwatch.GetTimestamp(), self.TotalProcessorTime, GC.GetTotalAllocatedBytes(precise: true));
            await (name == "sending.net" ? FrameworkAsync(port, count) : PabalAsync(port, count));
            self.Refresh();
            var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds / count;
            // The first round makes the code fast.
            if (round > 0 && seconds < best.Seconds)
                best = new Figures(seconds, (self.TotalProcessorTime - cpu).TotalSeconds / count, (GC.GetTotalAllocatedBytes(precise: true) - allocated) / count);
        }
        Console.WriteLine(JsonSerializer.Serialize(best, JsonSerializerOptions.Web));
    }

    private static async Task PabalAsync(int port, int count)
    {
        await using var client = new Pabal.Smtp.SmtpClient(new SmtpClientOptions { Host = "127.0.0.1", Port = port, Tls = TlsMode.None, Pool = new() { MaxConnections = 1, MailsPerConnection = int.MaxValue } });
        await foreach (var outcome in client.SendManyAsync(Enumerable.Range(0, count).Select(_ => Mails.Small())))
        {
            if (!outcome.IsAccepted)
                throw outcome.Error!;
        }
    }

    private static async Task FrameworkAsync(int port, int count)
    {
        using var client = new System.Net.Mail.SmtpClient("127.0.0.1", port);
        for (var i = 0; i < count; i++)
        {
            using var mail = FrameworkMails.Small();
            await client.SendMailAsync(mail);
        }
    }

    private static async Task<Figures> RowAsync(string title, Figures? ours, int count, params string[] program)
    {
        await using var sink = await Sink.StartAsync();
        var figures = program is ["smtp-source"] ? await SourceAsync(sink.Port, count) : await ChildAsync(program is [] ? [Environment.ProcessPath!, "sending"] : program, sink.Port, count);
        ours ??= figures;
        Console.WriteLine($"| {title,-28} | {1 / figures.Seconds,8:N0} | {figures.Seconds / ours.Seconds,6:N1} | {figures.Cpu * 1e6,6:N0} µs | {(figures.Allocated is { } octets ? $"{octets / 1e3:N1} KB" : ""),9} |");
        return figures;
    }

    private static async Task<Figures> ChildAsync(string[] program, int port, int count)
    {
        using var process = Process.Start(new ProcessStartInfo(program[0], [.. program[1..], $"{port}", $"{count}"]) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return JsonSerializer.Deserialize<Figures>(output, JsonSerializerOptions.Web)!;
    }

    // It prints nothing: what it costs is what the system says of it.
    private static async Task<Figures> SourceAsync(int port, int count)
    {
        var best = new Figures(double.MaxValue, 0, null);
        for (var round = 0; round < Rounds; round++)
        {
            var start = Stopwatch.GetTimestamp();
            using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", $"smtp-source -d -s 1 -m {count} -l 600 -f ann@example.com -t gil@example.com 127.0.0.1:{port}; times"]) { RedirectStandardOutput = true })!;
            var times = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds / count;
            if (seconds < best.Seconds)
                best = new Figures(seconds, ShellTimes.Sum(times) / count, null);
        }
        return best;
    }

    private sealed record Figures(double Seconds, double Cpu, long? Allocated);
}
