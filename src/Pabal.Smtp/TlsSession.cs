using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Pabal.Smtp;

/// <summary>What protects a connection.</summary>
/// <param name="Version">The protocol's version: <c>1.2</c> or <c>1.3</c>.</param>
/// <param name="CipherSuite">By its registered name: <c>TLS_AES_256_GCM_SHA384</c>.</param>
/// <param name="Certificate">The server's certificate.</param>
/// <param name="Objection">Why the certificate is not believed; null when it is. Only <see cref="TlsMode.Opportunistic"/> goes on with one that is not.</param>
public sealed record TlsSession(string Version, string CipherSuite, X509Certificate2 Certificate, string? Objection)
{
    private const int MaxNames = 100;

    /// <summary>True if the client has shown a certificate as well.</summary>
    public bool IsMutual { get; init; }

    /// <summary>Whose certificate it is, as a distinguished name.</summary>
    public string Subject => Certificate.Subject;

    /// <summary>Who issued it, as a distinguished name.</summary>
    public string Issuer => Certificate.Issuer;

    /// <summary>The host names and IP addresses it is for, the first 100 of them.</summary>
    public ImmutableArray<string> Names => NamesOf(Certificate);

    /// <summary>From when it is valid.</summary>
    public DateTimeOffset NotBefore => Certificate.NotBefore;

    /// <summary>Until when it is valid.</summary>
    public DateTimeOffset NotAfter => Certificate.NotAfter;

    /// <summary>The SHA-256 of the certificate, in lower-case hexadecimal: what <see cref="SmtpClientOptions.PinnedCertificate"/> pins.</summary>
    public string Sha256 => Convert.ToHexStringLower(SHA256.HashData(Certificate.RawDataMemory.Span));

    internal static ImmutableArray<string> NamesOf(X509Certificate2 certificate)
    {
        try
        {
            var names = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>()
                .SelectMany(extension => extension.EnumerateDnsNames().Concat(extension.EnumerateIPAddresses().Select(address => address.ToString()))).Take(MaxNames).ToImmutableArray();
            return !names.IsEmpty ? names : [certificate.GetNameInfo(X509NameType.DnsName, forIssuer: false)];
        }
        catch (CryptographicException)
        {
            return [certificate.Subject];
        }
    }
}
