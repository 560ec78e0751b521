using System.Globalization;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Pabal.Smtp.Diagnostics;
using Pabal.Smtp.Wire;
using static Pabal.Localized;

namespace Pabal.Smtp.Client;

/// <summary>
/// Decides whether a server's certificate is believed, and says why not. A revocation list that can't be had is no reason; a certificate
/// that is revoked is one. A pin, where there is one, decides alone.
/// </summary>
internal sealed class ServerTrust(SmtpClientOptions options)
{
    private const int MaxNamesShown = 10;
    private const X509ChainStatusFlags Forgiven = X509ChainStatusFlags.RevocationStatusUnknown | X509ChainStatusFlags.OfflineRevocation;

    /// <summary>Why the certificate is not believed; null when it is.</summary>
    public CertificateException? Distrust { get; private set; }

    /// <summary>The same, for a person.</summary>
    public string? Objection => Distrust?.Message;

    /// <summary>True when a certificate that is not believed ends the session. Only opportunistic TLS goes on, for it would go on in clear as well.</summary>
    public bool IsStrict => options.Tls != TlsMode.Opportunistic;

    public SslClientAuthenticationOptions ToSslOptions() => new()
    {
        TargetHost = options.Host.TrimEnd('.'),
        EnabledSslProtocols = options.MinimumTlsVersion == SslProtocols.Tls13 ? SslProtocols.Tls13 : SslProtocols.Tls12 | SslProtocols.Tls13,
        ClientCertificateContext = Identity(),
        AllowRenegotiation = false,
        CertificateChainPolicy = Policy(),
        RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
        {
            Distrust = ObjectionTo((X509Certificate2?)certificate, chain, errors);
            // A copy: this one ends with the handshake.
            Distrust?.Certificate = certificate is null ? null : X509CertificateLoader.LoadCertificate(certificate.GetRawCertData());
            return Distrust is null || !IsStrict;
        },
    };

    private CertificateException? ObjectionTo(X509Certificate2? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is null || chain is null)
            return new(Symptom.CertificateInvalid, Say("the server showed no certificate", "서버가 인증서를 보내지 않았습니다"));
        if (options.PinnedCertificate is { } pin)
            return CryptographicOperations.FixedTimeEquals(SHA256.HashData(certificate.RawDataMemory.Span), pin.AsSpan())
                ? null
                : new(Symptom.CertificateNotPinned,
                    Say($"the certificate is not the pinned one: {Describe(certificate)}", $"인증서가 고정해 둔 것과 다릅니다: {Describe(certificate)}"));
        var chainObjection = ObjectionTo(chain, certificate);
        if (chainObjection is not null)
            return chainObjection;
        return errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch)
            ? new(Symptom.CertificateName, Say($"the certificate is for {NamesOf(certificate)}, not for {options.Host}: {Describe(certificate)}",
                  $"인증서가 {options.Host}이(가) 아니라 {NamesOf(certificate)}의 것입니다: {Describe(certificate)}"))
            : null;
    }

    private CertificateException? ObjectionTo(X509Chain chain, X509Certificate2 certificate)
    {
        var status = StatusOf(chain);
        if (status == 0)
            return null;
        if (options.TrustedRoots is { Count: > 0 } roots)
        {
            using var own = new X509Chain { ChainPolicy = Policy() };
            own.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            own.ChainPolicy.CustomTrustStore.AddRange(roots);
            own.ChainPolicy.ExtraStore.AddRange(chain.ChainPolicy.ExtraStore);
            own.Build(certificate);
            status = StatusOf(own);
        }
        var now = options.TimeProvider.GetUtcNow();
        return status switch
        {
            0 => null,
            _ when status.HasFlag(X509ChainStatusFlags.Revoked) => new(Symptom.CertificateRevoked,
                Say($"the certificate was revoked: {Describe(certificate)}", $"인증서가 폐기되었습니다: {Describe(certificate)}")),
            _ when now > certificate.NotAfter => new(Symptom.CertificateExpired,
                Say($"the certificate has expired: {Describe(certificate)}", $"인증서가 만료되었습니다: {Describe(certificate)}")),
            _ when now < certificate.NotBefore => new(Symptom.CertificateNotYetValid,
                Say($"the certificate is not valid yet: {Describe(certificate)}", $"인증서가 아직 유효하지 않습니다: {Describe(certificate)}")),
            _ when (status & (X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain)) != 0 => new(Symptom.CertificateIssuer,
                Say($"the certificate comes from no CA that is trusted here: {Describe(certificate)}", $"신뢰하는 인증 기관이 발급한 인증서가 아닙니다: {Describe(certificate)}")),
            _ => new(Symptom.CertificateInvalid, Say($"the certificate is not valid ({status}): {Describe(certificate)}", $"인증서가 올바르지 않습니다 ({status}): {Describe(certificate)}")),
        };
    }

    private static X509ChainStatusFlags StatusOf(X509Chain chain) =>
        chain.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, one) => all | one.Status) & ~Forgiven;

    // The first certificate that has its key, with the rest as its chain; nothing is fetched for it.
    private SslStreamCertificateContext? Identity()
    {
        var certificate = options.ClientCertificates?.FirstOrDefault(one => one.HasPrivateKey);
        return certificate is null ? null : SslStreamCertificateContext.Create(certificate, options.ClientCertificates, offline: true);
    }

    // A pin decides alone: then nobody need be asked.
    private X509ChainPolicy Policy() => new()
    {
        RevocationMode = options is { CheckRevocation: true, PinnedCertificate: null } ? X509RevocationMode.Online : X509RevocationMode.NoCheck,
        UrlRetrievalTimeout = TimeSpan.FromSeconds(5),
        ApplicationPolicy = { new Oid("1.3.6.1.5.5.7.3.1") },
    };

    private static string Describe(X509Certificate2 certificate)
    {
        var subject = Printable.Spaced(certificate.Subject);
        var issuer = certificate.Subject == certificate.Issuer ? Say("itself", "자기 자신") : Printable.Spaced(certificate.Issuer);
        var (from, to) = (Day(certificate.NotBefore), Day(certificate.NotAfter));
        var print = Convert.ToHexStringLower(SHA256.HashData(certificate.RawDataMemory.Span));
        return Say($"subject {subject}; issuer {issuer}; valid {from} to {to}; sha256:{print}", $"대상 {subject}, 발급자 {issuer}, 유효 기간 {from}~{to}, sha256:{print}");
    }

    private static string Day(DateTime date) => date.ToUniversalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string NamesOf(X509Certificate2 certificate) => Printable.Spaced(string.Join(", ", TlsSession.NamesOf(certificate).Take(MaxNamesShown)));
}
