using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Pabal.Inbox.Web;
using static Pabal.Localized;

namespace Pabal.Inbox.Pop3;

/// <summary>A POP3 server (RFC 1939) with CAPA, UIDL, TOP, STLS and SASL PLAIN, for programs that read mail rather than ask an API.</summary>
internal sealed class Pop3Server : IAsyncDisposable
{
    private const int MostConnections = 50;

    private readonly Socket listener;
    private readonly InboxStore store;
    private readonly Login login;
    private readonly Metrics metrics;
    private readonly SslServerAuthenticationOptions tls;
    private readonly CancellationTokenSource stopping = new();
    private readonly ConcurrentDictionary<Task, bool> sessions = [];
    private readonly IPEndPoint address;
    private Task accepting = Task.CompletedTask;
    private int connections;

    public Pop3Server(IPEndPoint address, InboxStore store, Login login, Metrics metrics, X509Certificate2 certificate, X509Certificate2Collection? intermediates)
    {
        (this.address, this.store, this.login, this.metrics) = (address, store, login, metrics);
        tls = new SslServerAuthenticationOptions
        {
            ServerCertificateContext = SslStreamCertificateContext.Create(certificate, intermediates, offline: true),
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            AllowRenegotiation = false,
        };
        listener = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (address.Address.Equals(IPAddress.IPv6Any))
            listener.DualMode = true;
    }

    public IPEndPoint EndPoint => (IPEndPoint)listener.LocalEndPoint!;

    /// <summary>Opens the listener. Throws <see cref="IOException"/> if the address can't be had.</summary>
    public void Start()
    {
        try
        {
            listener.Bind(address);
            listener.Listen();
        }
        catch (SocketException e)
        {
            throw new IOException(Say($"can't listen on {address}: {e.Message}", $"{address}을(를) 열 수 없습니다: {e.Message}"), e);
        }
        accepting = AcceptAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync().ConfigureAwait(false);
        listener.Dispose();
        await accepting.ConfigureAwait(false);
        await Task.WhenAll(sessions.Keys).ConfigureAwait(false);
        stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                var socket = await listener.AcceptAsync(stopping.Token).ConfigureAwait(false);
                var session = Task.Run(() => ServeAsync(socket));
                sessions[session] = true;
                _ = session.ContinueWith(done => sessions.TryRemove(done, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException)
            {
                // A connection that was gone before it was accepted, or the end.
            }
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using var owned = socket;
        try
        {
            if (Interlocked.Increment(ref connections) > MostConnections)
                return;
            socket.NoDelay = true;
            var line = new Pop3Line(new NetworkStream(socket, ownsSocket: false), IPAddress.IsLoopback(((IPEndPoint)socket.RemoteEndPoint!).Address));
            await using (line.ConfigureAwait(false))
                await new Pop3Session(line, store, login, metrics, tls).RunAsync(stopping.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or SocketException or AuthenticationException or ObjectDisposedException)
        {
            // The client went away, was too slow, or broke the protocol.
        }
        finally
        {
            Interlocked.Decrement(ref connections);
        }
    }
}
