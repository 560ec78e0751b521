using System.Collections.Immutable;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Pabal.Smtp.Server;
using static Pabal.Localized;

namespace Pabal.Smtp;

/// <summary>
/// An SMTP server (RFC 5321) or LMTP server (RFC 2033) with PIPELINING, SIZE, 8BITMIME, SMTPUTF8, CHUNKING, DSN, LIMITS, STARTTLS and AUTH. It keeps to the protocol and its limits and leaves
/// everything else to its <see cref="SmtpHandler"/>. Disposing it ends all sessions at once; <see cref="StopAsync"/> lets messages that are on their way come in first.
/// </summary>
public sealed class SmtpServer : IAsyncDisposable
{
    private static readonly TimeSpan AcceptPause = TimeSpan.FromMilliseconds(200);

    private readonly SmtpServerOptions options;
    private readonly ServerContext context;
    private readonly CancellationTokenSource stopping = new();
    private readonly CancellationTokenSource aborting = new();
    private readonly List<Task> accepting = [];
    private readonly Doorman doorman;
    private readonly List<Socket> listeners = [];
    private Task? departure;
    private bool isStarted;

    /// <summary>A server that does nothing before <see cref="StartAsync"/>.</summary>
    public SmtpServer(SmtpServerOptions options, SmtpHandler handler)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(handler);
        this.options = options;
        Certificate = options.Certificate ?? SelfMadeCertificate.Create(options.HostName, options.TimeProvider.GetUtcNow());
        var tls = new SslServerAuthenticationOptions
        {
            ServerCertificateContext = SslStreamCertificateContext.Create(Certificate, options.Intermediates, offline: true),
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            AllowRenegotiation = false,
            // A browser talked into speaking to this port asks for another protocol, and gets none.
            ApplicationProtocols = [new SslApplicationProtocol("smtp"), new SslApplicationProtocol("esmtp")],
        };
        context = new ServerContext(options, handler, tls, new ConnectionGate(options.Limits, options.TrustedProxies), stopping.Token, aborting.Token);
        doorman = new Doorman(context);
    }

    /// <summary>The certificate that clients see: the one of the options, or a self-made one that clients can pin.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>Where the server listens, in the order of <see cref="SmtpServerOptions.Listen"/> and with the real ports: <c>smtp://127.0.0.1:43210</c>. Empty before it was started.</summary>
    public ImmutableArray<Uri> EndPoints { get; private set; } = [];

    /// <summary>Opens all listeners, or none: throws <see cref="IOException"/> naming the address that can't be had.</summary>
    public Task StartAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (isStarted)
            throw new InvalidOperationException(Say("the server was started before", "서버를 이미 시작했습니다"));
        isStarted = true;
        var addresses = options.Listen.Select(ListenAddress.Parse).ToArray();
        try
        {
            foreach (var address in addresses)
                listeners.Add(Listener.Open(address, options.SocketMode));
        }
        catch (IOException)
        {
            listeners.ForEach(opened => opened.Dispose());
            throw;
        }
        EndPoints = [.. addresses.Zip(listeners, (address, listener) => address.ToUri(listener.LocalEndPoint!))];
        for (var i = 0; i < addresses.Length; i++)
        {
            options.Logger.Listening(EndPoints[i]);
            accepting.Add(AcceptAsync(listeners[i], addresses[i], EndPoints[i]));
        }
        return Task.CompletedTask;
    }

    /// <summary>Closes the listeners and waits for the sessions: an idle one hears 421, one that is sending a message may finish it. When the token fires, the rest is cut off.</summary>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        await stopping.CancelAsync().ConfigureAwait(false);
        listeners.ForEach(listener => listener.Dispose());
        await using var abort = cancellationToken.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), aborting).ConfigureAwait(false);
        await Task.WhenAll(accepting).ConfigureAwait(false);
        lock (stopping)
            departure ??= doorman.CloseAsync();
        await departure.ConfigureAwait(false);
    }

    /// <summary>Stops at once: handlers are told to cancel, clients that are sending hear 421.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync(new CancellationToken(canceled: true)).ConfigureAwait(false);
        if (options.Certificate is null)
            Certificate.Dispose();
    }

    private async Task AcceptAsync(Socket listener, ListenAddress address, Uri endPoint)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                doorman.Admit(await listener.AcceptAsync().ConfigureAwait(false), address);
            }
            catch (Exception) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                // Out of handles, most likely: those that are open will close some day.
                options.Logger.AcceptFailed(endPoint, error);
                await Task.Delay(AcceptPause, options.TimeProvider, stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
