using System.Security.Authentication;
using System.Text;
using Pabal.Smtp.Tests.Scripted;

namespace Pabal.Smtp.Tests.Client;

public sealed class LoginTests
{
    private const string Canary = "canary-Tr0ub4dor";
    private static readonly SmtpCredentials Ann = SmtpCredentials.Password("ann", Canary);
    private static readonly string Plain = Base64($"\0ann\0{Canary}");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task PLAIN_logs_in_with_an_initial_response()
    {
        await using var server = new ScriptedServer(Scripts.Hello("AUTH PLAIN LOGIN") + $"C: AUTH PLAIN {Plain}\nS: 235 2.7.0 welcome\n" + Scripts.Mail);
        await using var connection = await SmtpConnection.OpenAsync(server.Options with { Credentials = Ann }, Cancel);
        await connection.SendAsync(Scripts.Envelope, Scripts.Content, cancellationToken: Cancel);
    }

    [Fact]
    public async Task The_mechanism_asked_for_is_used()
    {
        await using var server = new ScriptedServer(Scripts.Hello("AUTH=PLAIN LOGIN") +
            $"C: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: {Base64("ann")}\nS: 334 UGFzc3dvcmQ6\nC: {Base64(Canary)}\nS: 235 ok\n");
        await using var connection = await SmtpConnection.OpenAsync(server.Options with { Credentials = Ann, Mechanism = "LOGIN" }, Cancel);
        Assert.True(connection.IsOpen);
    }

    [Theory]
    [InlineData("AUTHX PLAIN")]
    [InlineData("AUTH GSSAPI")]
    [InlineData("AUTH XOAUTH2")]
    public async Task Without_a_mechanism_in_common_nothing_is_sent(string offer)
    {
        await using var server = new ScriptedServer(Scripts.Hello(offer));
        var failure = await FailureAsync(server.Options with { Credentials = Ann });
        Assert.Equal((SmtpStage.Auth, SmtpFailure.Authentication), (failure.Stage, failure.Failure));
        Assert.Equal(["EHLO client.test", "QUIT"], server.Heard);
    }

    [Fact]
    public async Task A_mechanism_that_has_no_use_for_the_credentials_is_an_authentication_failure()
    {
        await using var server = new ScriptedServer(Scripts.Hello("AUTH PLAIN XOAUTH2"));
        var failure = await FailureAsync(server.Options with { Credentials = Ann, Mechanism = "XOAUTH2" });
        Assert.Equal((SmtpStage.Auth, SmtpFailure.Authentication), (failure.Stage, failure.Failure));
    }

    [Theory]
    [InlineData("535 5.7.8 no", false)]
    [InlineData("454 4.7.0 later", true)]
    public async Task A_refused_login_is_told_and_no_weaker_mechanism_is_tried(string reply, bool transient)
    {
        await using var server = new ScriptedServer(Scripts.Hello("AUTH PLAIN LOGIN CRAM-MD5") + $"C: AUTH PLAIN *\nS: {reply}");
        var failure = await FailureAsync(server.Options with { Credentials = Ann, Mechanism = "PLAIN" });
        Assert.Equal((SmtpStage.Auth, SmtpFailure.Authentication, transient), (failure.Stage, failure.Failure, failure.IsTransient));
        Assert.Equal(int.Parse(reply[..3], null), failure.Reply?.Code);
        Assert.Equal(["EHLO client.test", $"AUTH PLAIN {Plain}", "QUIT"], server.Heard);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(250)]
    [InlineData(354)]
    public async Task Only_235_is_success(int code)
    {
        await using var server = new ScriptedServer(Scripts.Hello("AUTH PLAIN") + $"C: AUTH PLAIN *\nS: {code.ToString(System.Globalization.CultureInfo.InvariantCulture)} ok\nSILENCE");
        var failure = await FailureAsync(server.Options with { Credentials = Ann });
        Assert.Equal((SmtpStage.Auth, SmtpFailure.Protocol), (failure.Stage, failure.Failure));
    }

    [Theory]
    [InlineData("334 not base64!")]
    [InlineData("334 VXNlcm5hbWU6=")]
    public async Task A_challenge_that_is_no_base64_is_answered_by_an_asterisk(string challenge)
    {
        await using var server = new ScriptedServer(Scripts.Hello("AUTH LOGIN") + $"C: AUTH LOGIN\nS: {challenge}\nC: *\nS: 501 taken back\nSILENCE");
        var failure = await FailureAsync(server.Options with { Credentials = Ann });
        Assert.Equal((SmtpStage.Auth, SmtpFailure.Authentication), (failure.Stage, failure.Failure));
    }

    [Fact]
    public async Task A_server_that_asks_without_end_is_left()
    {
        await using var server = new ScriptedServer(Scripts.Hello("AUTH CHATTY") + "C: AUTH CHATTY\n" + string.Concat(Enumerable.Repeat("S: 334 YQ==\nC: *\n", 11)) + "S: 334 YQ==\nSILENCE");
        await using var connection = await SmtpConnection.OpenAsync(server.Options, Cancel);
        var failure = await Assert.ThrowsAsync<SmtpException>(() => connection.AuthenticateAsync(new Chatty(), Cancel));
        Assert.Equal(SmtpFailure.Authentication, failure.Failure);
        Assert.Equal("*", server.Heard.Last());
    }

    [Fact]
    public async Task A_server_that_does_not_prove_itself_is_not_believed()
    {
        await using var server = new ScriptedServer(Scripts.Hello("AUTH CHATTY") + "C: AUTH CHATTY\nS: 235 ok\nSILENCE");
        await using var connection = await SmtpConnection.OpenAsync(server.Options, Cancel);
        var failure = await Assert.ThrowsAsync<SmtpException>(() => connection.AuthenticateAsync(new Chatty(), Cancel));
        Assert.Equal(SmtpFailure.Authentication, failure.Failure);
        Assert.False(connection.IsOpen);
    }

    [Fact]
    public async Task Where_TLS_is_required_nobody_logs_in_before_it()
    {
        await using var server = new ScriptedServer(Scripts.Hello("AUTH PLAIN"));
        await using var connection = await SmtpConnection.ConnectAsync(server.Options with { Tls = TlsMode.Required }, Cancel);
        await connection.HelloAsync(Cancel);
        Assert.Equal(SmtpFailure.Tls, (await Assert.ThrowsAsync<SmtpException>(() => connection.AuthenticateAsync(Ann, Cancel))).Failure);
        Assert.Equal(SmtpFailure.Tls, (await Assert.ThrowsAsync<SmtpException>(() => connection.MailAsync(new SmtpCommand.Mail(null), Cancel))).Failure);
    }

    [Theory]
    [InlineData(false, false, null, TlsMode.Opportunistic, false)]
    [InlineData(false, true, "self-signed", TlsMode.Opportunistic, false)]
    [InlineData(false, true, null, TlsMode.Opportunistic, true)]
    [InlineData(false, false, null, TlsMode.None, true)]
    [InlineData(true, false, null, TlsMode.Opportunistic, true)]
    [InlineData(true, true, "self-signed", TlsMode.Opportunistic, true)]
    public void A_secret_goes_only_over_a_trusted_connection_or_to_this_machine_or_as_told(bool isLocal, bool encrypted, string? objection, TlsMode mode, bool expected)
    {
        var tls = encrypted ? new TlsSession("1.3", "TLS_AES_256_GCM_SHA384", TestCertificates.Server, objection) : null;
        Assert.Equal(expected, Pabal.Smtp.Client.Login.IsSafeForSecrets(isLocal, tls, mode));
    }

    [Fact]
    public async Task The_password_is_in_no_transcript_and_no_exception()
    {
        foreach (var script in new[]
        {
            $"AUTH PLAIN|C: AUTH PLAIN *\nS: 535 5.7.8 no",
            $"AUTH LOGIN|C: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: *\nS: 334 UGFzc3dvcmQ6\nC: *\nS: 535 no",
            $"AUTH LOGIN|C: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: *\nS: 334 {Plain}\nC: *\nS: 334 {Plain}\nC: *\nS: 501 no\nSILENCE",
            $"AUTH PLAIN|C: AUTH PLAIN *\nS: 334 {Plain}\nC: *\nS: 501 no\nSILENCE",
            $"AUTH PLAIN|C: AUTH PLAIN *\nS: {Plain}\nSILENCE",
            $"AUTH PLAIN|C: AUTH PLAIN *\nS: 334-{Plain}\nS: 535 no\nSILENCE",
            $"AUTH PLAIN|C: AUTH PLAIN *\nCLOSE",
        })
        {
            var said = new StringBuilder();
            var (offer, rest) = (script.Split('|')[0], script.Split('|')[1]);
            await using var server = new ScriptedServer(Scripts.Hello(offer) + rest);
            var failure = await FailureAsync(server.Options with { Credentials = Ann, Transcript = line => said.AppendLine(line.ToString()), TranscribeContent = true });
            said.Append(failure);
            foreach (var secret in new[] { Canary, Base64(Canary), Plain, Base64("ann") })
                Assert.DoesNotContain(secret, said.ToString(), StringComparison.Ordinal);
            Assert.Contains(TranscriptLine.Redacted, said.ToString(), StringComparison.Ordinal);
        }
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static Task<SmtpException> FailureAsync(SmtpClientOptions options) => Assert.ThrowsAsync<SmtpException>(() => SmtpConnection.OpenAsync(options, Cancel));

    private sealed class Chatty : SaslMechanism
    {
        public override string Name => "CHATTY";
        public override bool SendsSecret => false;
        public override byte[]? Start() => null;
        public override byte[] Respond(ReadOnlySpan<byte> challenge) => "more"u8.ToArray();
        public override void Finish() => throw new AuthenticationException("no proof");
    }
}
