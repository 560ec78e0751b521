using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Pabal.Cli.Checking;

/// <summary>A server's certificate. <c>pin</c> is what <c>--pin</c> takes; <c>objection</c> says why it is not believed, null when it is.</summary>
internal sealed record CertificateDocument(
    string Subject, IReadOnlyList<string> Names, string Issuer, string NotBefore, string NotAfter, string Pin, string? Objection)
{
    private const int MaxNames = 100;

    public static CertificateDocument From(X509Certificate2 certificate, string? objection) => new(
        certificate.Subject,
        NamesOf(certificate),
        certificate.Issuer,
        Time(certificate.NotBefore),
        Time(certificate.NotAfter),
        $"sha256:{Convert.ToHexStringLower(SHA256.HashData(certificate.RawDataMemory.Span))}",
        objection);

    // The server wrote the extension; it may be nonsense.
    private static string[] NamesOf(X509Certificate2 certificate)
    {
        try
        {
            return [.. certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>()
                .SelectMany(names => names.EnumerateDnsNames().Concat(names.EnumerateIPAddresses().Select(address => address.ToString())))
                .Take(MaxNames)];
        }
        catch (CryptographicException)
        {
            return [];
        }
    }

    private static string Time(DateTime time) => time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
