using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Pabal.Smtp.Tests.Scripted;

namespace Pabal.Smtp.Tests.Diagnostics;

/// <summary>What a real session on loopback makes of failures below SMTP.</summary>
public sealed class SessionDiagnosisTests
{
    private const string Hello = """
        S: 220 mx.test ESMTP
        C: EHLO client.test
        S: 250-mx.test
        S: 250-AUTH XOAUTH2
        S: 250 STARTTLS

        """;

    private const string StartTls = Hello + """
        C: STARTTLS
        S: 220 go ahead
        TLS
        """;

    /// <summary>The rules met here and nowhere else.</summary>
    public static string[] Ids { get; } =
    [
        "tls-certificate-expired", "tls-name-mismatch", "tls-unknown-ca", "tls-pin-mismatch", "tls-on-clear-port", "tls-from-first-byte", "tls-handshake-cut-off", "tls-not-offered", "oauth-token-refused",
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_expired_certificate_is_named() => Assert.Equal("tls-certificate-expired", await DistrustAsync(TestCertificates.Expired));

    [Fact]
    public async Task A_certificate_for_another_name_is_named() => Assert.Equal("tls-name-mismatch", await DistrustAsync(TestCertificates.WrongName));

    [Fact]
    public async Task A_self_made_certificate_is_named() => Assert.Equal("tls-unknown-ca", await DistrustAsync(TestCertificates.SelfSigned));

    [Fact]
    public async Task A_certificate_that_is_not_believed_can_be_looked_at()
    {
        await using var server = new ScriptedServer(StartTls) { Certificate = TestCertificates.Expired };
        var failure = await Assert.ThrowsAsync<SmtpException>(() => SmtpConnection.OpenAsync(server.Options with { Tls = TlsMode.Required }, Cancel));
        Assert.Equal(TestCertificates.Expired.Thumbprint, failure.Certificate?.Thumbprint);
    }

    [Fact]
    public async Task A_certificate_that_is_not_the_pinned_one_is_named() =>
        Assert.Equal("tls-pin-mismatch", await DistrustAsync(TestCertificates.Server, options => options with { PinnedCertificate = [.. SHA256.HashData("another"u8)] }));

    [Fact]
    public async Task Tls_on_a_port_that_begins_in_clear_is_named()
    {
        await using var server = new ScriptedServer("S: 220 mx.test ESMTP\nSILENCE");
        Assert.Equal("tls-on-clear-port", await FailAsync(server.Options with { Tls = TlsMode.Implicit }));
    }

    [Fact]
    public async Task Clear_text_on_a_port_that_begins_with_tls_is_named()
    {
        await using var server = new ScriptedServer(@"S~ \x15\x03\x03\x00\x02\x02\x46" + "\nSILENCE");
        Assert.Equal("tls-from-first-byte", await FailAsync(server.Options));
    }

    [Fact]
    public async Task A_handshake_that_is_cut_off_is_named()
    {
        await using var server = new ScriptedServer(Hello + "C: STARTTLS\nS: 220 go ahead\nCLOSE");
        Assert.Equal("tls-handshake-cut-off", await FailAsync(server.Options with { Tls = TlsMode.Required }));
    }

    [Fact]
    public async Task Missing_starttls_is_named()
    {
        await using var server = new ScriptedServer("S: 220 mx.test ESMTP\nC: EHLO client.test\nS: 250 mx.test\nCLOSE");
        Assert.Equal("tls-not-offered", await FailAsync(server.Options with { Tls = TlsMode.Required }));
    }

    [Fact]
    public async Task Refused_starttls_is_named()
    {
        await using var server = new ScriptedServer(Hello + "C: STARTTLS\nS: 454 4.7.0 no certificate here\nCLOSE");
        Assert.Equal("starttls-unavailable", await FailAsync(server.Options with { Tls = TlsMode.Required }));
    }

    [Fact]
    public async Task A_token_that_the_server_calls_stale_is_named()
    {
        await using var server = new ScriptedServer(Hello + """
            C: AUTH XOAUTH2 *
            S: 334 eyJzdGF0dXMiOiI0MDAiLCJzY2hlbWVzIjoiQmVhcmVyIn0=
            C: 
            S: 535 5.7.8 Username and Password not accepted
            CLOSE
            """);
        Assert.Equal("oauth-token-refused", await FailAsync(server.Options with { Credentials = SmtpCredentials.OAuthToken("ann@a.test", "stale") }));
    }

    [Fact]
    public async Task A_port_where_nobody_listens_is_named()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        Assert.Equal("connection-refused", await FailAsync(new SmtpClientOptions { Host = "127.0.0.1", Port = port }));
    }

    private static async Task<string?> DistrustAsync(X509Certificate2 certificate, Func<SmtpClientOptions, SmtpClientOptions>? change = null)
    {
        await using var server = new ScriptedServer(StartTls) { Certificate = certificate };
        var options = server.Options with { Tls = TlsMode.Required, TrustedRoots = TestCertificates.Roots };
        return await FailAsync(change?.Invoke(options) ?? options);
    }

    private static async Task<string?> FailAsync(SmtpClientOptions options)
    {
        var failure = await Assert.ThrowsAsync<SmtpException>(() => SmtpConnection.OpenAsync(options, Cancel));
        return failure.Diagnosis?.Id;
    }
}
