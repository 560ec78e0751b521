using System.Diagnostics;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using Pabal.Smtp;

namespace Pabal.Bench;

/// <summary>Mails of 500 octets from 20 clients of Postfix's smtp-source, discarded by the server and by smtp-sink; and what a connection costs that does nothing.</summary>
internal static class Serving
{
    private const int Rounds = 3;
    private const int Mails = 40_000;
    private const int IdleConnections = 10_000;

    public static async Task PrintAsync()
    {
        Console.WriteLine($"| {"receiver",-10} | {"connections",-16} | {"mails/s",8} | {"CPU each",9} |");
        Console.WriteLine($"|{new string('-', 12)}|{new string('-', 18)}|{new string('-', 9)}:|{new string('-', 10)}:|");
        foreach (var isReused in new[] { false, true })
        {
            await RowAsync("Pabal", isReused);
            await RowAsync("smtp-sink", isReused);
        }
        await IdleAsync();
    }

    /// <summary>A server that discards, in this process, until standard input ends; prints its port.</summary>
    public static async Task ServeAsync(string listen)
    {
        await using var server = new SmtpServer(new SmtpServerOptions { Listen = [listen], Limits = new SmtpLimits { Connections = 2 * IdleConnections } }, new Discarding());
        await server.StartAsync();
        Console.WriteLine(server.EndPoints[0].Port);
        await Console.In.ReadToEndAsync();
    }

    private static async Task RowAsync(string title, bool isReused)
    {
        var (receiver, port) = title == "Pabal" ? await StartAsync() : await StartSinkAsync();
        using (receiver)
        {
            var best = (Seconds: double.MaxValue, Cpu: 0.0);
            for (var round = 0; round <= Rounds; round++)
            {
                receiver.Refresh();
                var (start, cpu) = (Stopwatch.GetTimestamp(), receiver.TotalProcessorTime);
                using var source = Process.Start("smtp-source", [.. isReused ? ["-d"] : Array.Empty<string>(), "-s", "20", "-m", $"{Mails}", "-l", "500", "-f", "ann@example.com", "-t", "gil@example.com", $"127.0.0.1:{port}"]);
                await source.WaitForExitAsync();
                receiver.Refresh();
                var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds / Mails;
                // The first round makes the code fast.
                if (round > 0 && seconds < best.Seconds)
                    best = (seconds, (receiver.TotalProcessorTime - cpu).TotalSeconds / Mails);
            }
            Console.WriteLine($"| {title,-10} | {(isReused ? "20" : "one for each"),-16} | {1 / best.Seconds,8:N0} | {best.Cpu * 1e6,6:N0} µs |");
            receiver.Kill();
        }
    }

    private static async Task IdleAsync()
    {
        var (receiver, port) = await StartAsync();
        using (receiver)
        {
            var clients = new List<Socket>();
            for (var i = 0; i < IdleConnections; i++)
            {
                var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                await client.ConnectAsync(IPAddress.Loopback, port);
                await client.ReceiveAsync(new byte[200]);
                await client.SendAsync("EHLO client.example.com\r\n"u8.ToArray());
                await client.ReceiveAsync(new byte[1000]);
                clients.Add(client);
            }
            receiver.Refresh();
            Console.WriteLine($"{IdleConnections:N0} idle connections: {receiver.WorkingSet64 / 1e6:N0} MB");
            clients.ForEach(client => client.Dispose());
            receiver.Kill();
        }
    }

    private static async Task<(Process Process, int Port)> StartAsync()
    {
        var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["serving", "smtp://127.0.0.1:0"]) { RedirectStandardOutput = true, RedirectStandardInput = true })!;
        return (process, int.Parse((await process.StandardOutput.ReadLineAsync())!, null));
    }

    private static async Task<(Process Process, int Port)> StartSinkAsync()
    {
        int port;
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            port = ((IPEndPoint)listener.LocalEndpoint).Port;
        }
        var process = Process.Start(new ProcessStartInfo("smtp-sink", ["-u", Environment.UserName, $"127.0.0.1:{port}", "1000"]) { RedirectStandardError = true })!;
        await Task.Delay(500);
        return (process, port);
    }

    private sealed class Discarding : SmtpHandler
    {
        public override async ValueTask<SmtpReply> OnMessageAsync(SmtpSessionInfo session, Envelope envelope, PipeReader content, CancellationToken cancellationToken)
        {
            while (await content.ReadAsync(cancellationToken) is var result)
            {
                content.AdvanceTo(result.Buffer.End);
                if (result.IsCompleted)
                    break;
            }
            return new SmtpReply(250, "2.0.0", "discarded");
        }
    }
}
