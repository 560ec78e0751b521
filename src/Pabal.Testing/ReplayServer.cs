using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Pabal.Smtp;
using Pabal.Testing.Replaying;

namespace Pabal.Testing;

/// <summary>A server that says what another one said: it plays a <see cref="Conversation"/> to each client, TLS included, on a free port of this machine.</summary>
/// <remarks>A client that says something else than the recorded one hears 421 and is in <see cref="Deviations"/>. Names after EHLO, secrets, content and its size may differ.
/// SCRAM can't be played again, for its replies follow from its secrets.</remarks>
public sealed class ReplayServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopping = new();
    private readonly X509Certificate2 certificate = SelfMadeCertificate.Create("localhost", DateTimeOffset.UtcNow);
    private readonly Script script;
    private readonly Task serving;
    private readonly Lock gate = new();
    private ImmutableList<string> deviations = [];

    private ReplayServer(Conversation conversation)
    {
        script = Script.Of(conversation);
        listener.Start();
        serving = ServeAsync();
    }

    /// <summary>How a client reaches it, its certificate pinned.</summary>
    public SmtpClientOptions Client => new()
    {
        Host = "127.0.0.1",
        Port = ((IPEndPoint)listener.LocalEndpoint).Port,
        Tls = script.IsImplicitTls ? TlsMode.Implicit : script.HasStartTls ? TlsMode.Required : TlsMode.None,
        PinnedCertificate = [.. SHA256.HashData(certificate.RawData)],
    };

    /// <summary>Where clients left the script, in words.</summary>
    public IReadOnlyList<string> Deviations => deviations;

    /// <summary>Starts one.</summary>
    public static ReplayServer Start(Conversation conversation)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        return new ReplayServer(conversation);
    }

    /// <summary>Ends all sessions.</summary>
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync().ConfigureAwait(false);
        listener.Dispose();
        await serving.ConfigureAwait(false);
        certificate.Dispose();
        stopping.Dispose();
    }

    private async Task ServeAsync()
    {
        List<Task> sessions = [];
        try
        {
            while (true)
                sessions.Add(PlayAsync(await listener.AcceptTcpClientAsync(stopping.Token).ConfigureAwait(false)));
        }
        catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            await Task.WhenAll(sessions).ConfigureAwait(false);
        }
    }

    private async Task PlayAsync(TcpClient client)
    {
        using var _ = client;
        using var player = new Player(client.GetStream(), certificate);
        try
        {
            try
            {
                await player.PlayAsync(script, stopping.Token).ConfigureAwait(false);
            }
            catch (DeviationException deviation)
            {
                lock (gate)
                    deviations = deviations.Add(deviation.Message);
                await player.DismissAsync(stopping.Token).ConfigureAwait(false);
            }
        }
        catch (Exception error) when (error is OperationCanceledException or IOException or System.Security.Authentication.AuthenticationException)
        {
            // The client is gone, or the server stops: nobody is left to play to.
        }
    }
}
