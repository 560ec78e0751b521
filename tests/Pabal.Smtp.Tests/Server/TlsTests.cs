using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Pabal.Smtp.Tests.Server;

public sealed class TlsTests
{
    [Fact]
    public async Task After_STARTTLS_nothing_said_in_clear_is_remembered()
    {
        var handler = new RecordingHandler();
        await using var server = await TestServer.StartAsync(handler);
        await using var client = await RawClient.HelloAsync(server);
        await client.SayAsync("MAIL FROM:<a@b>", "250");
        await client.SayAsync("RCPT TO:<b@c>", "250");
        await client.SayAsync("STARTTLS", "220 2.0.0");
        await client.StartTlsAsync(server.Certificate);
        await client.SayAsync("RCPT TO:<b@c>", "503 5.5.1");
        await client.SayAsync("DATA", "503 5.5.1");
        await client.SayAsync("MAIL FROM:<a@b>", "503 5.5.1");
        var extensions = await client.SayAsync("EHLO again.test", "250");
        Assert.DoesNotContain("STARTTLS", extensions, StringComparison.Ordinal);
        Assert.Contains("AUTH PLAIN LOGIN", extensions, StringComparison.Ordinal);
        await client.SayAsync("STARTTLS", "503 5.5.1");
        await client.SayAsync("MAIL FROM:<>", "250");
        await client.SayAsync("RCPT TO:<b@c>", "250");
        await client.SayAsync("DATA", "354");
        await client.SayAsync(".", "250");
        var session = Assert.Single(handler.Messages).Session;
        Assert.Equal("1.3", session.TlsVersion);
        Assert.StartsWith("TLS_", session.TlsCipher, StringComparison.Ordinal);
        Assert.Equal("again.test", session.HelloName);
    }

    [Theory]
    [InlineData("STARTTLS\r\nNOOP\r\n")]
    [InlineData("STARTTLS\r\nN")]
    [InlineData("STARTTLS\r\n\x16\x03\x01")]
    public async Task Anything_smuggled_in_behind_STARTTLS_ends_the_session(string smuggled)
    {
        await using var server = await TestServer.StartAsync(new RecordingHandler());
        await using var client = await RawClient.HelloAsync(server);
        await client.SendAsync(smuggled);
        await client.ExpectAsync("554 5.5.1");
        await client.ExpectEndAsync();
    }

    [Fact]
    public async Task STARTTLS_takes_no_argument_and_can_be_switched_off()
    {
        await using var server = await TestServer.StartAsync(new RecordingHandler(), TestServer.Options with { Tls = TlsMode.None });
        await using var client = await RawClient.ConnectAsync(server);
        await client.ExpectAsync("220");
        Assert.DoesNotContain("STARTTLS", await client.SayAsync("EHLO x", "250"), StringComparison.Ordinal);
        await client.SayAsync("STARTTLS now", "501 5.5.4");
        await client.SayAsync("STARTTLS", "502 5.5.1");
    }

    [Fact]
    public async Task Where_TLS_is_demanded_nothing_moves_without_it()
    {
        var handler = new RecordingHandler { Authenticate = RecordingHandler.Accepts };
        await using var server = await TestServer.StartAsync(handler, TestServer.Options with { Tls = TlsMode.Required });
        await using var client = await RawClient.ConnectAsync(server);
        await client.ExpectAsync("220");
        Assert.DoesNotContain("AUTH", await client.SayAsync("EHLO x", "250"), StringComparison.Ordinal);
        foreach (var command in new[] { "MAIL FROM:<>", "RCPT TO:<b@c>", "DATA", "AUTH PLAIN AGFubgBzM2NyZXQh" })
            await client.SayAsync(command, "530 5.7.0");
        await client.SayAsync("NOOP", "250");
        await client.SayAsync("STARTTLS", "220");
        await client.StartTlsAsync(server.Certificate);
        await client.SayAsync("EHLO x", "250");
        await client.SayAsync("AUTH PLAIN AGFubgBzM2NyZXQh", "235");
        await client.SayAsync("MAIL FROM:<>", "250");
    }

    [Fact]
    public async Task An_smtps_listener_begins_with_TLS_and_lives_beside_another()
    {
        await using var server = await TestServer.StartAsync(new RecordingHandler(), TestServer.Options with { Listen = ["smtp://127.0.0.1:0", "smtps://localhost:0"] });
        Assert.Equal(["smtp", "smtps"], server.EndPoints.Select(endPoint => endPoint.Scheme));
        await using var client = await RawClient.ConnectAsync(server, listener: 1);
        await client.StartTlsAsync(server.Certificate);
        await client.ExpectAsync("220");
        Assert.DoesNotContain("STARTTLS", await client.SayAsync("EHLO x", "250"), StringComparison.Ordinal);
        await client.SayAsync("QUIT", "221");
        await client.ExpectEndAsync();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Clients_that_never_finish_their_handshake_stand_in_nobodys_way_and_are_let_go(int listener)
    {
        var time = new ManualTime();
        await using var server = await TestServer.StartAsync(new RecordingHandler(), TestServer.Options with
        {
            Listen = ["smtp://127.0.0.1:0", "smtps://127.0.0.1:0"],
            TimeProvider = time,
        });
        await using var stalled = await RawClient.ConnectAsync(server, listener: listener);
        if (listener == 0)
        {
            await stalled.ExpectAsync("220");
            await stalled.SayAsync("EHLO x", "250");
            await stalled.SayAsync("STARTTLS", "220");
        }
        await stalled.SendAsync("\x16\x03\x01");
        await using var other = await RawClient.ConnectAsync(server, listener: 1);
        await other.StartTlsAsync(server.Certificate);
        await other.ExpectAsync("220");
        await time.AdvanceUntilAsync(stalled.ExpectEndAsync(), TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task A_plain_command_in_place_of_a_handshake_gets_no_reply()
    {
        await using var server = await TestServer.StartAsync(new RecordingHandler(), TestServer.Options with { Listen = ["smtps://127.0.0.1:0"] });
        await using var client = await RawClient.ConnectAsync(server);
        await client.SendAsync("EHLO client.test\r\n");
        await client.ExpectEndAsync();
    }

    [Theory]
    [InlineData("http/1.1", false)]
    [InlineData("smtp", true)]
    public async Task A_client_that_wants_to_speak_another_protocol_gets_no_TLS(string protocol, bool isWelcome)
    {
        await using var server = await TestServer.StartAsync(new RecordingHandler(), TestServer.Options with { Listen = ["smtps://127.0.0.1:0"] });
        using var tcp = new TcpClient();
        await tcp.ConnectAsync("127.0.0.1", server.EndPoints[0].Port, TestContext.Current.CancellationToken);
        await using var tls = new SslStream(tcp.GetStream());
        var handshake = tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "localhost",
            ApplicationProtocols = [new SslApplicationProtocol(protocol)],
            RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate!.GetRawCertData().AsSpan().SequenceEqual(server.Certificate.RawData),
        }, TestContext.Current.CancellationToken);
        if (isWelcome)
            await handshake;
        else
            await Assert.ThrowsAsync<AuthenticationException>(() => handshake);
    }

    [Fact]
    public async Task The_self_made_certificate_names_the_host_and_a_given_one_is_used_as_it_is()
    {
        await using var own = new SmtpServer(TestServer.Options, new RecordingHandler());
        Assert.True(own.Certificate.HasPrivateKey);
        Assert.True(own.Certificate.MatchesHostname("mx.example.com"));
        Assert.True(own.Certificate.MatchesHostname("localhost"));
        Assert.True(own.Certificate.MatchesHostname("127.0.0.1"));
        var given = X509CertificateLoader.LoadPkcs12(own.Certificate.Export(X509ContentType.Pkcs12), null);
        await using (var server = new SmtpServer(TestServer.Options with { Certificate = given }, new RecordingHandler()))
            Assert.Same(given, server.Certificate);
        Assert.NotEqual(0, given.Handle);
    }
}
