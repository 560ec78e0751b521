using System.Diagnostics.CodeAnalysis;
using System.Net.Security;
using System.Security.Authentication;

namespace Pabal.Smtp.Client;

/// <summary>A connection beside one that is silent, to see whether the server waits there for TLS to begin. Nothing else is said over it.</summary>
internal static class TlsProbe
{
    /// <summary>True if the server answers a ClientHello in TLS, be it to refuse it.</summary>
    public static async Task<bool> IsAnsweredAsync(SmtpClientOptions options, CancellationToken cancellationToken)
    {
        try
        {
            var socket = await new Dialer(options, new Transcript(options with { Transcript = null })).DialAsync(cancellationToken).ConfigureAwait(false);
            var tls = new SslStream(socket);
            await using (tls.ConfigureAwait(false))
                await ShakeHandsAsync(tls, options.Host, cancellationToken).ConfigureAwait(false);
            return socket.StartsWithTls;
        }
        catch (Exception error) when (error is IOException or OperationCanceledException)
        {
            return false;
        }
    }

    [SuppressMessage("Security", "CA5359:Do Not Disable Certificate Validation", Justification = "Who answers is not asked, only how.")]
    private static async Task ShakeHandsAsync(SslStream tls, string host, CancellationToken cancellationToken)
    {
        try
        {
            var hello = new SslClientAuthenticationOptions { TargetHost = host, RemoteCertificateValidationCallback = (_, _, _, _) => true };
            await tls.AuthenticateAsClientAsync(hello, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is AuthenticationException or IOException)
        {
            // Declined; in what way, the octets tell.
        }
    }
}
