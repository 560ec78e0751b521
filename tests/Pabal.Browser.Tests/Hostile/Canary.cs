using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Pabal.Browser.Tests.Hostile;

/// <summary>A server that stands for all that is elsewhere: it notes whoever comes, and answers with a script.</summary>
internal sealed class Canary : IAsyncDisposable
{
    private static readonly byte[] Answer = "HTTP/1.1 200 OK\r\nContent-Type: text/javascript\r\nAccess-Control-Allow-Origin: *\r\nContent-Length: 31\r\nConnection: close\r\n\r\ntop.told?.(0);self.told?.(0);/**/"u8.ToArray();

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopping = new();
    private readonly Task serving;

    public Canary()
    {
        listener.Start();
        serving = Task.Run(ServeAsync);
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>The first line and the host of every request.</summary>
    public ConcurrentQueue<string> Heard { get; } = [];

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        listener.Stop();
        await serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stopping.Dispose();
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            using var client = await listener.AcceptTcpClientAsync(stopping.Token);
            var buffer = new byte[4096];
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(stopping.Token);
            patience.CancelAfter(TimeSpan.FromSeconds(1));
            try
            {
                var length = await client.GetStream().ReadAsync(buffer, patience.Token);
                Heard.Enqueue(Encoding.ASCII.GetString(buffer, 0, length));
                await client.GetStream().WriteAsync(Answer, patience.Token);
            }
            catch (Exception e) when (e is IOException or OperationCanceledException)
            {
                // Who says nothing can't be told from Chromium's own errands; the log of the network knows.
            }
        }
    }
}
