using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using static Pabal.Localized;

namespace Pabal.Smtp.Client;

/// <summary>The change to TLS, and its failures in words. After a failure the connection is closed: nothing falls back to clear text on it.</summary>
internal static class Handshake
{
    public static Task<TlsSession> RunAsync(Dialogue dialogue, CancellationToken cancellationToken)
    {
        var options = dialogue.Options;
        var trust = new ServerTrust(options);
        return dialogue.WithinAsync(SmtpStage.Tls, options.Timeouts.Greeting, async token =>
        {
            try
            {
                await dialogue.Wire.StartTlsAsync(trust.ToSslOptions(), token).ConfigureAwait(false);
            }
            catch (AuthenticationException error)
            {
                throw dialogue.Break(SmtpStage.Tls, SmtpFailure.Tls, Explain(dialogue, trust, error), inner: trust.Distrust ?? error);
            }
            var session = Describe(dialogue.Wire.Tls!, trust.Objection);
            dialogue.Transcript.Note($"TLS {session.Version}, {session.CipherSuite}");
            if (session.Objection is not null)
                dialogue.Transcript.Note(Say($"encrypted, but nobody knows to whom: {session.Objection}", $"암호화했지만 상대가 누구인지 알 수 없습니다. {session.Objection}"));
            return session;
        }, cancellationToken);
    }

    private static TlsSession Describe(SslStream tls, string? objection)
    {
        var version = tls.SslProtocol == SslProtocols.Tls13 ? "1.3" : "1.2";
        var certificate = X509CertificateLoader.LoadCertificate(tls.RemoteCertificate!.GetRawCertData());
        return new(version, tls.NegotiatedCipherSuite.ToString(), certificate, objection) { IsMutual = tls.IsMutuallyAuthenticated };
    }

    private static string Explain(Dialogue dialogue, ServerTrust trust, AuthenticationException error)
    {
        var (host, port) = (dialogue.Options.Host, dialogue.Options.Port);
        if (trust.Objection is not null)
            return trust.Objection;
        if (dialogue.Options.Tls == TlsMode.Implicit && dialogue.Socket.StartsWithReply)
            return Say($"{host} speaks in clear on port {port} before TLS; use smtp://{host}:{port} (STARTTLS), or port 465 for smtps://",
                       $"{host}의 {port}번 포트는 TLS 전에 평문으로 말합니다. smtp://{host}:{port}(STARTTLS)를 쓰거나 smtps://에는 465번 포트를 쓰십시오");
        return Say($"no TLS with {host}: {error.InnerException?.Message ?? error.Message}", $"{host}와(과) TLS를 맺지 못했습니다: {error.InnerException?.Message ?? error.Message}");
    }
}
