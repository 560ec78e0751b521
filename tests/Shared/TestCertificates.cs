using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Pabal.Tests;

/// <summary>A private CA and the certificates it gave out, all made for this run.</summary>
internal static class TestCertificates
{
    private static readonly X509Certificate2 Root = MakeRoot();

    public static X509Certificate2Collection Roots { get; } = [X509CertificateLoader.LoadCertificate(Root.RawData)];

    /// <summary>For localhost and 127.0.0.1.</summary>
    public static X509Certificate2 Server { get; } = Make("CN=localhost", "localhost", IPAddress.Loopback, DateTimeOffset.UtcNow.AddDays(30), Root);

    /// <summary>A client's own, for ann.</summary>
    public static X509Certificate2 Client { get; } = Make("CN=ann", "ann.test", null, DateTimeOffset.UtcNow.AddDays(30), Root, "1.3.6.1.5.5.7.3.2");

    public static X509Certificate2 WrongName { get; } = Make("CN=other.test", "other.test", null, DateTimeOffset.UtcNow.AddDays(30), Root);

    public static X509Certificate2 Expired { get; } = Make("CN=localhost", "localhost", IPAddress.Loopback, DateTimeOffset.UtcNow.AddDays(-1), Root);

    public static X509Certificate2 SelfSigned { get; } = Make("CN=localhost", "localhost", IPAddress.Loopback, DateTimeOffset.UtcNow.AddDays(30), null);

    private static X509Certificate2 MakeRoot()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Pabal test CA", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-60), DateTimeOffset.UtcNow.AddDays(60));
    }

    private static X509Certificate2 Make(string subject, string name, IPAddress? address, DateTimeOffset until, X509Certificate2? issuer, string usage = "1.3.6.1.5.5.7.3.1")
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        if (address is not null)
            names.AddIpAddress(address);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], false));
        var from = DateTimeOffset.UtcNow.AddDays(-30);
        using var certificate = issuer is null
            ? request.CreateSelfSigned(from, until)
            : request.Create(issuer, from, until, RandomNumberGenerator.GetBytes(8)).CopyWithPrivateKey(key);
        // Windows' TLS wants the key in a store, which a round through PKCS #12 gives it.
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
    }
}
