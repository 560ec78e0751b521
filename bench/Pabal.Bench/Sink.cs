using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Pabal.Bench;

/// <summary>Postfix's smtp-sink, which takes everything and keeps nothing.</summary>
internal sealed class Sink : IAsyncDisposable
{
    private readonly Process process;

    private Sink(int port)
    {
        Port = port;
        process = Process.Start(new ProcessStartInfo("smtp-sink", ["-u", Environment.UserName, $"127.0.0.1:{port}", "1000"]) { RedirectStandardError = true })!;
    }

    public int Port { get; }

    public static async Task<Sink> StartAsync()
    {
        var sink = new Sink(FreePort());
        while (true)
        {
            try
            {
                using var probe = new TcpClient();
                await probe.ConnectAsync(IPAddress.Loopback, sink.Port);
                return sink;
            }
            catch (SocketException)
            {
                await Task.Delay(50);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
