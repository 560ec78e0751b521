using System.Security.Authentication;
using System.Text;
using Pabal.Smtp.Tests.Scripted;

namespace Pabal.Smtp.Tests.Client;

/// <summary>Which mechanism is tried, when another one is, and where tokens come from.</summary>
public sealed class MechanismTests
{
    private static readonly SmtpCredentials Ann = SmtpCredentials.Password("ann", "secret");
    private static readonly string ScramFirst = "C: AUTH SCRAM-SHA-256 *\n";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("504 5.5.4 unrecognized authentication type")]
    [InlineData("504 what")]
    [InlineData("501 5.5.4 no such mechanism")]
    [InlineData("500 5.7.4 unrecognized authentication type")]
    public async Task Another_mechanism_is_tried_when_the_server_says_that_it_lacks_one(string reply)
    {
        await using var server = new ScriptedServer(Scripts.Hello("AUTH SCRAM-SHA-256 PLAIN") + ScramFirst + $"S: {reply}\nC: AUTH PLAIN *\nS: 235 ok");
        await using var connection = await SmtpConnection.OpenAsync(server.Options with { Credentials = Ann }, Cancel);
        Assert.True(connection.IsOpen);
    }

    [Theory]
    [InlineData("535 5.7.8 no")]
    [InlineData("535 5.7.4 no")]
    [InlineData("534 5.7.9 too weak")]
    [InlineData("538 5.7.11 encryption required")]
    [InlineData("501 5.5.2 not base64")]
    [InlineData("454 4.7.0 later")]
    [InlineData("503 5.5.1 bad sequence")]
    public async Task No_other_mechanism_is_tried_when_the_login_was_refused(string reply)
    {
        await using var server = new ScriptedServer(Scripts.Hello("AUTH SCRAM-SHA-256 PLAIN LOGIN") + ScramFirst + $"S: {reply}");
        var failure = await FailureAsync(server.Options with { Credentials = Ann });
        Assert.Equal((SmtpStage.Auth, SmtpFailure.Authentication), (failure.Stage, failure.Failure));
        Assert.Equal("QUIT", server.Heard.Last());
        Assert.Equal(3, server.Heard.Count());
    }

    [Fact]
    public async Task The_last_mechanism_that_is_lacking_is_a_failure()
    {
        await using var server = new ScriptedServer(Scripts.Hello("AUTH PLAIN LOGIN") + "C: AUTH PLAIN *\nS: 504 5.5.4 no\nC: AUTH LOGIN\nS: 504 5.5.4 no either");
        Assert.Contains("no either", (await FailureAsync(server.Options with { Credentials = Ann })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mechanism_asked_for_by_name_is_the_only_one()
    {
        await using var server = new ScriptedServer(Scripts.Hello("AUTH SCRAM-SHA-256 PLAIN") + ScramFirst + "S: 504 5.5.4 no");
        await FailureAsync(server.Options with { Credentials = Ann, Mechanism = "SCRAM-SHA-256" });
        Assert.Equal("QUIT", server.Heard.Last());
    }

    [Fact]
    public async Task A_second_login_that_is_not_needed_is_no_failure()
    {
        await using var server = new ScriptedServer(Scripts.Hello("AUTH SCRAM-SHA-256 PLAIN") + "C: AUTH PLAIN *\nS: 235 ok\n" + ScramFirst + "S: 503 5.5.1 sequence\n" + Scripts.Mail);
        await using var connection = await SmtpConnection.OpenAsync(server.Options with { Credentials = Ann, Mechanism = "PLAIN" }, Cancel);
        await connection.AuthenticateAsync(Pabal.Smtp.Sasl.SaslMechanisms.Create("SCRAM-SHA-256", Ann, "h", 25), Cancel);
        await connection.SendAsync(Scripts.Envelope, Scripts.Content, cancellationToken: Cancel);
    }

    [Fact]
    public async Task A_server_that_says_already_is_believed_only_where_it_owes_no_proof()
    {
        await using var server = new ScriptedServer(
            Scripts.Hello("AUTH PLAIN") + "C: AUTH PLAIN *\nS: 503 5.5.1 Already authenticated\n", Scripts.Hello("AUTH SCRAM-SHA-256") + ScramFirst + "S: 503 5.5.1 Already authenticated\nSILENCE");
        await using (await SmtpConnection.OpenAsync(server.Options with { Credentials = Ann }, Cancel))
        {
        }
        Assert.Contains("did not prove", (await FailureAsync(server.Options with { Credentials = Ann })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_callers_own_mechanism_logs_in_on_each_connection_anew()
    {
        var made = 0;
        await using var server = new ScriptedServer(Scripts.Hello("AUTH PAPER") + $"C: AUTH PAPER {Base64("hello")}\nS: 334 {Base64("ann?")}\nC: {Base64("ANN?")}\nS: 235 ok\n" + Scripts.Mail);
        await using var client = new SmtpClient(server.Options with
        {
            SaslMechanism = () =>
            {
                made++;
                return new Paper();
            },
        });
        await client.SendAsync(Scripts.Envelope, Scripts.Content, cancellationToken: Cancel);
        Assert.Equal(1, made);
    }

    [Fact]
    public async Task What_the_callers_own_mechanism_throws_ends_the_connection()
    {
        await using var server = new ScriptedServer(Scripts.Hello("AUTH PAPER") + "C: AUTH PAPER *\nS: 334 \nSILENCE");
        await using var connection = await SmtpConnection.OpenAsync(server.Options, Cancel);
        await Assert.ThrowsAsync<NotSupportedException>(() => connection.AuthenticateAsync(new Paper(), Cancel));
        Assert.False(connection.IsOpen);
    }

    [Fact]
    public async Task A_token_is_fetched_for_each_connection()
    {
        var tokens = 0;
        var credentials = SmtpCredentials.OAuthToken("ann", _ => ValueTask.FromResult($"token{++tokens}"));
        await using var server = new ScriptedServer(Bearer("token1") + "S: 235 ok", Bearer("token2") + "S: 235 ok");
        for (var i = 0; i < 2; i++)
        {
            await using var connection = await SmtpConnection.OpenAsync(server.Options with { Credentials = credentials }, Cancel);
        }
        Assert.Equal(2, tokens);
    }

    [Theory]
    [InlineData("""{"status":"401","schemes":"bearer","scope":"https://mail.google.com/"}""", true)]
    [InlineData("""{"status":"400","schemes":"Bearer"}""", true)]
    [InlineData("""{"status":"invalid_token","openid-configuration":"https://x.test"}""", true)]
    [InlineData("""{"status":401}""", true)]
    [InlineData("""{"status":"insufficient_scope"}""", false)]
    [InlineData("""["401"]""", false)]
    [InlineData("401", false)]
    [InlineData("{", false)]
    public async Task A_token_that_is_not_valid_is_renewed_once(string told, bool expected)
    {
        var tokens = 0;
        var refusal = $"S: 334 {Base64(told)}\nC: \nS: 535 5.7.8 no\n";
        await using var server = new ScriptedServer(Bearer("token1") + refusal + (expected ? Auth("token2") + refusal : ""));
        var failure = await FailureAsync(server.Options with { Credentials = SmtpCredentials.OAuthToken("ann", _ => ValueTask.FromResult($"token{++tokens}")) });
        Assert.Equal((SmtpFailure.Authentication, 535), (failure.Failure, failure.Reply?.Code));
        Assert.Equal(expected ? 2 : 1, tokens);
    }

    [Fact]
    public async Task The_renewed_token_logs_in()
    {
        var tokens = new Queue<string>(["old", "new"]);
        await using var server = new ScriptedServer(Bearer("old") + $"S: 334 {Base64("""{"status":"401"}""")}\nC: \nS: 535 no\n" + Auth("new") + "S: 235 ok");
        await using var connection = await SmtpConnection.OpenAsync(server.Options with { Credentials = SmtpCredentials.OAuthToken("ann", _ => ValueTask.FromResult(tokens.Dequeue())) }, Cancel);
        Assert.Empty(tokens);
    }

    [Fact]
    public async Task The_same_token_is_not_tried_twice()
    {
        await using var server = new ScriptedServer(Bearer("old") + $"S: 334 {Base64("""{"status":"401"}""")}\nC: \nS: 535 no\n");
        var failure = await FailureAsync(server.Options with { Credentials = SmtpCredentials.OAuthToken("ann", _ => ValueTask.FromResult("old")) });
        Assert.DoesNotContain("old", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_can_not_be_had_is_an_authentication_failure_and_its_reason_within()
    {
        await using var server = new ScriptedServer(Scripts.Hello("AUTH XOAUTH2"));
        var failure = await FailureAsync(server.Options with { Credentials = SmtpCredentials.OAuthToken("ann", _ => throw new HttpRequestException("canary")) });
        Assert.Equal((SmtpStage.Auth, SmtpFailure.Authentication), (failure.Stage, failure.Failure));
        Assert.IsType<HttpRequestException>(failure.InnerException);
        Assert.DoesNotContain("canary", failure.Message, StringComparison.Ordinal);
    }

    private static string Bearer(string token) => Scripts.Hello("AUTH XOAUTH2") + Auth(token);

    private static string Auth(string token) => $"C: AUTH XOAUTH2 {Base64($"user=ann\u0001auth=Bearer {token}\u0001\u0001")}\n";

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static Task<SmtpException> FailureAsync(SmtpClientOptions options) => Assert.ThrowsAsync<SmtpException>(() => SmtpConnection.OpenAsync(options, Cancel));

    // As somebody outside would write it: with what is public only.
    private sealed class Paper : SaslMechanism
    {
        public override string Name => "PAPER";

        public override bool SendsSecret => false;

        public override byte[] Start() => "hello"u8.ToArray();

        public override byte[] Respond(ReadOnlySpan<byte> challenge) => challenge.IsEmpty
            ? throw new NotSupportedException()
            : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(challenge).ToUpperInvariant());

        public override void Finish()
        {
            if (Name.Length == 0)
                throw new AuthenticationException();
        }
    }
}
