using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Pabal.Smtp.Tests.Scripted;

/// <summary>A server on loopback that serves each connection by a function, as many at once as there are; connections are numbered from 0.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly Socket listener;
    private readonly CancellationTokenSource over = new();
    private readonly Func<NetworkStream, int, CancellationToken, Task> serve;
    private readonly ConcurrentQueue<Task> connections = new();
    private readonly Task accepting;

    public LoopbackServer(Func<NetworkStream, int, CancellationToken, Task> serve, EndPoint? endPoint = null)
    {
        this.serve = serve;
        endPoint ??= new IPEndPoint(IPAddress.Loopback, 0);
        listener = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(endPoint);
        listener.Listen();
        Port = (listener.LocalEndPoint as IPEndPoint)?.Port ?? 0;
        accepting = AcceptAsync();
    }

    public int Port { get; }

    public int Connections => connections.Count;

    /// <summary>Reads so many octets.</summary>
    public static async Task<byte[]> ReadAsync(Stream stream, int count, CancellationToken cancellationToken)
    {
        var octets = new byte[count];
        await stream.ReadExactlyAsync(octets, cancellationToken);
        return octets;
    }

    /// <summary>Reads a line, octet by octet, and returns it without its end.</summary>
    public static async Task<string> ReadLineAsync(Stream stream, CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        while ((await ReadAsync(stream, 1, cancellationToken))[0] is var octet and not (byte)'\n')
            line.Append((char)octet);
        return line.ToString().TrimEnd('\r');
    }

    public static ValueTask SayAsync(Stream stream, string text, CancellationToken cancellationToken) =>
        stream.WriteAsync(Encoding.Latin1.GetBytes(text), cancellationToken);

    /// <summary>Waits until the client has gone.</summary>
    public static async Task UntilClosedAsync(Stream stream, CancellationToken cancellationToken)
    {
        var buffer = new byte[4096];
        while (await stream.ReadAsync(buffer, cancellationToken) > 0)
        {
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (over.IsCancellationRequested)
            return;
        await over.CancelAsync();
        listener.Dispose();
        await accepting;
        foreach (var connection in connections)
            await connection;
    }

    private async Task AcceptAsync()
    {
        try
        {
            for (var number = 0; ; number++)
                connections.Enqueue(ServeAsync(await listener.AcceptAsync(over.Token), number));
        }
        catch (Exception error) when (error is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(Socket socket, int number)
    {
        await using var stream = new NetworkStream(socket, ownsSocket: true);
        try
        {
            await serve(stream, number, over.Token);
        }
        catch (Exception error) when (error is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The client has gone, or the test is over; what it should have done is what the test asserts.
        }
    }
}
