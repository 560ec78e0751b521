using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Pabal.Smtp.Tests.Scripted;
using static Pabal.Smtp.Tests.Scripted.LoopbackServer;

namespace Pabal.Smtp.Tests.Client;

/// <summary>A CA of our own with a revocation list on loopback.</summary>
public sealed class RevocationTests : IAsyncDisposable
{
    private static readonly byte[] Revoked = [0x12, 0x34, 0x56, 0x78];
    private static readonly byte[] Good = [0x12, 0x34, 0x56, 0x79];

    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 root;
    private readonly LoopbackServer lists;

    public RevocationTests()
    {
        // A name of its own each time: the platform keeps lists that it has seen.
        var request = new CertificateRequest($"CN=Pabal revoking CA {Guid.NewGuid()}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        root = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-10), DateTimeOffset.UtcNow.AddDays(10));
        var builder = new CertificateRevocationListBuilder();
        builder.AddEntry(Revoked, DateTimeOffset.UtcNow.AddDays(-1));
        var list = builder.Build(root, 1, DateTimeOffset.UtcNow.AddDays(5), HashAlgorithmName.SHA256, thisUpdate: DateTimeOffset.UtcNow.AddDays(-1));
        lists = new LoopbackServer(async (stream, _, cancel) =>
        {
            while ((await ReadLineAsync(stream, cancel)).Length > 0)
            {
            }
            var head = $"HTTP/1.1 200 OK\r\nContent-Type: application/pkix-crl\r\nContent-Length: {list.Length}\r\nConnection: close\r\n\r\n";
            await stream.WriteAsync((byte[])[.. Encoding.ASCII.GetBytes(head), .. list], cancel);
        });
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await lists.DisposeAsync();
        root.Dispose();
        key.Dispose();
    }

    [Fact]
    public async Task A_certificate_that_was_revoked_is_refused_as_that()
    {
        await using var server = new ScriptedServer("TLS\nSILENCE") { Certificate = Make(Revoked, lists.Port) };
        var failure = await Assert.ThrowsAsync<SmtpException>(() => SmtpConnection.OpenAsync(Options(server), Cancel));
        Assert.Equal((SmtpStage.Tls, SmtpFailure.Tls, "tls-certificate-revoked"), (failure.Stage, failure.Failure, failure.Diagnosis?.Id));
        Assert.Contains("was revoked", failure.Message, StringComparison.Ordinal);
        Assert.NotEqual(0, lists.Connections);
    }

    [Fact]
    public async Task A_certificate_that_is_not_on_the_list_is_believed()
    {
        await IsBelievedAsync(Make(Good, lists.Port), options => options);
        Assert.NotEqual(0, lists.Connections);
    }

    [Fact]
    public async Task A_list_that_is_out_of_reach_stops_no_mail()
    {
        await lists.DisposeAsync();
        await IsBelievedAsync(Make(Revoked, lists.Port), options => options);
    }

    [Fact]
    public async Task Who_does_not_ask_is_not_told_and_who_pins_need_not_ask()
    {
        var certificate = Make(Revoked, lists.Port);
        await IsBelievedAsync(certificate, options => options with { CheckRevocation = false });
        await IsBelievedAsync(certificate, options => options with { PinnedCertificate = [.. SHA256.HashData(certificate.RawData)] });
        Assert.Equal(0, lists.Connections);
    }

    private async Task IsBelievedAsync(X509Certificate2 certificate, Func<SmtpClientOptions, SmtpClientOptions> change)
    {
        await using var server = new ScriptedServer("TLS\n" + Scripts.Hello()) { Certificate = certificate };
        await using var connection = await SmtpConnection.OpenAsync(change(Options(server)), Cancel);
        Assert.Null(connection.Tls?.Objection);
    }

    private SmtpClientOptions Options(ScriptedServer server) => server.Options with { Tls = TlsMode.Implicit, TrustedRoots = [X509CertificateLoader.LoadCertificate(root.RawData)] };

    private X509Certificate2 Make(byte[] serial, int listPort)
    {
        using var own = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", own, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        request.CertificateExtensions.Add(CertificateRevocationListBuilder.BuildCrlDistributionPointExtension([$"http://127.0.0.1:{listPort}/list.crl"]));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(root, true, false));
        using var certificate = request.Create(root, DateTimeOffset.UtcNow.AddDays(-5), DateTimeOffset.UtcNow.AddDays(5), serial).CopyWithPrivateKey(own);
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
    }
}
