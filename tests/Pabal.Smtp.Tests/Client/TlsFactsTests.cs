using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Pabal.Smtp.Tests.Scripted;
using static Pabal.Smtp.Tests.Scripted.LoopbackServer;

namespace Pabal.Smtp.Tests.Client;

/// <summary>What TLS is asked for, and what is told of it.</summary>
public sealed class TlsFactsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_facts_of_a_session_can_be_read()
    {
        await using var server = Serve(SslProtocols.None, wantsCertificate: false);
        await using var connection = await SmtpConnection.ConnectAsync(Options(server), Cancel);
        var tls = connection.Tls!;
        Assert.Equal(("CN=localhost", "CN=Pabal test CA", false), (tls.Subject, tls.Issuer, tls.IsMutual));
        Assert.Equal(["localhost", "127.0.0.1"], tls.Names);
        Assert.Equal((new DateTimeOffset(TestCertificates.Server.NotBefore), new DateTimeOffset(TestCertificates.Server.NotAfter)), (tls.NotBefore, tls.NotAfter));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(TestCertificates.Server.RawData)), tls.Sha256);
    }

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task A_client_certificate_is_shown_to_a_server_that_asks(SslProtocols version)
    {
        var shown = new TaskCompletionSource<string?>();
        await using var server = Serve(version, wantsCertificate: true, shown);
        var options = Options(server) with { ClientCertificates = [.. TestCertificates.Roots, TestCertificates.SelfSigned] };
        await using var connection = await SmtpConnection.ConnectAsync(options, Cancel);
        Assert.True(connection.Tls?.IsMutual);
        Assert.Equal(TestCertificates.SelfSigned.Thumbprint, await shown.Task);
    }

    [Fact]
    public async Task Without_one_nothing_is_shown()
    {
        var shown = new TaskCompletionSource<string?>();
        await using var server = Serve(SslProtocols.None, wantsCertificate: true, shown);
        await using var connection = await SmtpConnection.ConnectAsync(Options(server), Cancel);
        Assert.False(connection.Tls?.IsMutual);
        Assert.Null(await shown.Task);
    }

    [Fact]
    public async Task A_server_that_is_older_than_the_minimum_is_refused()
    {
        await using var server = Serve(SslProtocols.Tls12, wantsCertificate: false);
        var failure = await Assert.ThrowsAsync<SmtpException>(() => SmtpConnection.ConnectAsync(Options(server) with { MinimumTlsVersion = SslProtocols.Tls13 }, Cancel));
        Assert.Equal((SmtpStage.Tls, SmtpFailure.Tls, "tls-no-common-version"), (failure.Stage, failure.Failure, failure.Diagnosis?.Id));
    }

    [Fact]
    public void A_certificate_without_its_key_and_a_version_that_is_broken_are_refused()
    {
        var options = new SmtpClientOptions { Host = "mx.test" };
        Assert.Throws<ArgumentException>(() => options with { ClientCertificates = TestCertificates.Roots });
        foreach (var version in new[] { SslProtocols.None, SslProtocols.Tls12 | SslProtocols.Tls13, (SslProtocols)0x300 })
            Assert.Throws<ArgumentException>(() => options with { MinimumTlsVersion = version });
    }

    private static SmtpClientOptions Options(LoopbackServer server) => new() { Host = "127.0.0.1", Port = server.Port, Tls = TlsMode.Implicit, TrustedRoots = TestCertificates.Roots };

    private static LoopbackServer Serve(SslProtocols version, bool wantsCertificate, TaskCompletionSource<string?>? shown = null) => new(async (stream, _, cancel) =>
    {
        await using var tls = new SslStream(stream);
        try
        {
            await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions
            {
                ServerCertificate = TestCertificates.Server,
                EnabledSslProtocols = version,
                ClientCertificateRequired = wantsCertificate,
                RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is null || certificate.Subject == TestCertificates.SelfSigned.Subject,
            }, cancel);
        }
        catch (AuthenticationException)
        {
            return;
        }
        shown?.SetResult((tls.RemoteCertificate as X509Certificate2)?.Thumbprint);
        await SayAsync(tls, "220 mx.test ESMTP\r\n", cancel);
        Assert.Equal("QUIT", await ReadLineAsync(tls, cancel));
        await SayAsync(tls, "221 bye\r\n", cancel);
    });
}
