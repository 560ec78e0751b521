using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Pabal.Smtp.Tests.Scripted;

/// <summary>
/// A long way to a server on loopback: what either side sends arrives a time later. It counts round trips by cause, not by the clock: whatever one side sends
/// counts one more than the deepest of what had reached it from the other side.
/// </summary>
internal sealed class DelayingRelay : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource over = new();
    private readonly Task relaying;
    private readonly int server;
    private readonly TimeSpan delay;
    private int atClient;
    private int atServer;

    public DelayingRelay(int server, TimeSpan delay)
    {
        (this.server, this.delay) = (server, delay);
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        relaying = RelayAsync();
    }

    public int Port { get; }

    /// <summary>How many round trips were needed so far, one after the other.</summary>
    public int RoundTrips => Volatile.Read(ref atClient);

    public async ValueTask DisposeAsync()
    {
        await over.CancelAsync();
        listener.Stop();
        await relaying;
        over.Dispose();
    }

    private async Task RelayAsync()
    {
        try
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync(over.Token);
                using var target = new TcpClient { NoDelay = true };
                client.NoDelay = true;
                await target.ConnectAsync(IPAddress.Loopback, server, over.Token);
                await Task.WhenAll(
                    CarryAsync(client.GetStream(), target, () => Volatile.Read(ref atClient) + 1, depth => atServer = Math.Max(atServer, depth)),
                    CarryAsync(target.GetStream(), client, () => Volatile.Read(ref atServer), depth => atClient = Math.Max(atClient, depth)));
            }
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            // Over.
        }
    }

    private async Task CarryAsync(NetworkStream from, TcpClient to, Func<int> depthOfSent, Action<int> arrived)
    {
        var way = System.Threading.Channels.Channel.CreateUnbounded<(byte[] Octets, int Depth, long Due)>();
        var arriving = ArriveAsync();
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.ReadAsync(buffer, over.Token) is > 0 and var read)
                way.Writer.TryWrite((buffer[..read], depthOfSent(), Stopwatch.GetTimestamp() + (long)(delay.TotalSeconds * Stopwatch.Frequency)));
        }
        finally
        {
            way.Writer.Complete();
            await arriving;
        }

        async Task ArriveAsync()
        {
            await foreach (var (octets, depth, due) in way.Reader.ReadAllAsync(over.Token))
            {
                var rest = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due);
                if (rest > TimeSpan.Zero)
                    await Task.Delay(rest, over.Token);
                arrived(depth);
                await to.GetStream().WriteAsync(octets, over.Token);
            }
            to.Client.Shutdown(SocketShutdown.Send);
        }
    }
}
