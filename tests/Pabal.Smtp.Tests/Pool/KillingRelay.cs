using System.Net;
using System.Net.Sockets;

namespace Pabal.Smtp.Tests.Pool;

/// <summary>Stands between client and server and cuts some of the connections, at a random octet of either direction.</summary>
internal sealed class KillingRelay : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource over = new();
    private readonly Random random;
    private readonly int server;
    private readonly int meanLife;
    private readonly Task serving;
    private int cut;

    /// <param name="server">The server's port.</param>
    /// <param name="seed">What is random follows from it.</param>
    /// <param name="meanLife">The octets that a direction lives through, at the mean.</param>
    public KillingRelay(int server, int seed, int meanLife)
    {
        this.server = server;
        this.meanLife = meanLife;
        random = new Random(seed);
        listener.Start();
        serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public int Cut => cut;

    public async ValueTask DisposeAsync()
    {
        await over.CancelAsync();
        listener.Stop();
        await serving;
        over.Dispose();
    }

    private async Task ServeAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
                connections.Add(RelayAsync(await listener.AcceptTcpClientAsync(over.Token), random.Next(2 * meanLife), random.Next(2 * meanLife)));
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task RelayAsync(TcpClient client, int forth, int back)
    {
        using var near = client;
        using var far = new TcpClient { NoDelay = true };
        near.NoDelay = true;
        await far.ConnectAsync(IPAddress.Loopback, server, over.Token);
        await Task.WhenAny(PumpAsync(near, far, forth), PumpAsync(far, near, back));
    }

    private async Task PumpAsync(TcpClient from, TcpClient to, int life)
    {
        var buffer = new byte[4096];
        try
        {
            while (await from.GetStream().ReadAsync(buffer.AsMemory(0, Math.Min(buffer.Length, life)), over.Token) is var read and > 0)
            {
                await to.GetStream().WriteAsync(buffer.AsMemory(0, read), over.Token);
                if ((life -= read) > 0)
                    continue;
                Interlocked.Increment(ref cut);
                return;
            }
        }
        catch (Exception error) when (error is IOException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // The other direction was cut.
        }
    }
}
