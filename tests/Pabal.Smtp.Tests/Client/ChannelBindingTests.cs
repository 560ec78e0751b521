using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using Pabal.Smtp.Sasl;
using Pabal.Smtp.Tests.Sasl;
using Pabal.Smtp.Tests.Scripted;
using static Pabal.Smtp.Tests.Scripted.LoopbackServer;

namespace Pabal.Smtp.Tests.Client;

public sealed class ChannelBindingTests
{
    private static readonly SmtpCredentials Ann = SmtpCredentials.Password("ann", "pencil");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(SslProtocols.Tls12, "tls-unique")]
    [InlineData(SslProtocols.Tls13, "tls-server-end-point")]
    public async Task SCRAM_PLUS_logs_in_bound_to_the_connection(SslProtocols version, string type)
    {
        await using var server = Serve(version, "SCRAM-SHA-1 SCRAM-SHA-256 SCRAM-SHA-256-PLUS PLAIN", tls => new ScramServer(HashAlgorithmName.SHA256, "ann", "pencil")
        {
            Header = $"p={type},,",
            Binding = type == "tls-unique" ? TlsBinding.Of(tls)!.Data : SHA256.HashData(TestCertificates.Server.RawData),
        });
        await using var connection = await SmtpConnection.OpenAsync(Options(server), Cancel);
        Assert.Equal(version == SslProtocols.Tls12 ? "1.2" : "1.3", connection.Tls?.Version);
    }

    [Fact]
    public async Task Under_TLS_1_2_each_connection_has_a_binding_of_its_own()
    {
        var seen = new List<string>();
        await using var server = Serve(SslProtocols.Tls12, "SCRAM-SHA-256-PLUS", tls =>
        {
            seen.Add(Convert.ToHexString(TlsBinding.Of(tls)!.Data));
            return new ScramServer(HashAlgorithmName.SHA256, "ann", "pencil") { Header = "p=tls-unique,,", Binding = Convert.FromHexString(seen[^1]) };
        });
        for (var i = 0; i < 2; i++)
        {
            await using var connection = await SmtpConnection.OpenAsync(Options(server), Cancel);
        }
        Assert.Equal(2, seen.Distinct().Count());
    }

    [Fact]
    public async Task A_server_that_does_not_offer_binding_hears_that_the_client_could()
    {
        await using var server = Serve(SslProtocols.Tls13, "SCRAM-SHA-256", _ => new ScramServer(HashAlgorithmName.SHA256, "ann", "pencil") { Header = "y,," });
        await using var connection = await SmtpConnection.OpenAsync(Options(server), Cancel);
        Assert.True(connection.IsOpen);
    }

    [Fact]
    public async Task A_server_that_offers_binding_hears_nothing_of_it_from_who_asked_for_none()
    {
        await using var server = Serve(SslProtocols.Tls13, "SCRAM-SHA-256 SCRAM-SHA-256-PLUS", _ => new ScramServer(HashAlgorithmName.SHA256, "ann", "pencil"));
        await using var connection = await SmtpConnection.OpenAsync(Options(server) with { Mechanism = "SCRAM-SHA-256" }, Cancel);
        Assert.True(connection.IsOpen);
    }

    [Fact]
    public async Task Without_TLS_there_is_nothing_to_bind_to()
    {
        await using var server = new ScriptedServer(Scripts.Hello("AUTH SCRAM-SHA-256-PLUS SCRAM-SHA-256") + "C: AUTH SCRAM-SHA-256 biws*\nS: 535 no");
        await Assert.ThrowsAsync<SmtpException>(() => SmtpConnection.OpenAsync(server.Options with { Credentials = Ann }, Cancel));
        Assert.StartsWith("AUTH SCRAM-SHA-256 biwsbj1hbm4s", server.Heard.ElementAt(1), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_binding_that_the_server_may_not_know_is_named_when_it_refuses()
    {
        await using var server = new ScriptedServer("TLS\n" + Scripts.Hello("AUTH SCRAM-SHA-256-PLUS PLAIN") + "C: AUTH SCRAM-SHA-256-PLUS *\nS: 535 5.7.8 no\n");
        var options = server.Options with { Tls = TlsMode.Implicit, TrustedRoots = TestCertificates.Roots, Credentials = Ann };
        var failure = await Assert.ThrowsAsync<SmtpException>(() => SmtpConnection.OpenAsync(options, Cancel));
        Assert.Contains("channel binding", failure.Message, StringComparison.Ordinal);
    }

    private static SmtpClientOptions Options(LoopbackServer server) => new()
    {
        Host = "127.0.0.1",
        Port = server.Port,
        Tls = TlsMode.Implicit,
        TrustedRoots = TestCertificates.Roots,
        Credentials = Ann,
    };

    private static LoopbackServer Serve(SslProtocols version, string mechanisms, Func<SslStream, ScramServer> makeServer) => new(async (stream, _, cancel) =>
    {
        await using var tls = new SslStream(stream);
        await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = TestCertificates.Server, EnabledSslProtocols = version }, cancel);
        var scram = makeServer(tls);
        await SayAsync(tls, "220 mx.test ESMTP\r\n", cancel);
        await ReadLineAsync(tls, cancel);
        await SayAsync(tls, $"250-mx.test\r\n250 AUTH {mechanisms}\r\n", cancel);
        var first = (await ReadLineAsync(tls, cancel)).Split(' ')[^1];
        await SayAsync(tls, $"334 {Convert.ToBase64String(scram.Challenge(Convert.FromBase64String(first)))}\r\n", cancel);
        var final = await ReadLineAsync(tls, cancel);
        await SayAsync(tls, $"334 {Convert.ToBase64String(scram.Conclude(Convert.FromBase64String(final)))}\r\n", cancel);
        Assert.Equal("", await ReadLineAsync(tls, cancel));
        await SayAsync(tls, "235 ok\r\n", cancel);
        Assert.Equal("QUIT", await ReadLineAsync(tls, cancel));
        await SayAsync(tls, "221 bye\r\n", cancel);
    });
}
