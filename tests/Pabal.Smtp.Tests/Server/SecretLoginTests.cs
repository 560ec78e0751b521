using System.Text;

namespace Pabal.Smtp.Tests.Server;

/// <summary>Logins that do not show a password: SCRAM-SHA-256, and tokens.</summary>
public sealed class SecretLoginTests
{
    private const string Hello = "S: 220\nC: EHLO x\nS: 250 HELP\n";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static SmtpServerOptions Offering(params string[] mechanisms) => TestServer.Options with { Mechanisms = [.. mechanisms], Auth = SmtpAuthPolicy.Required };

    [Theory]
    [InlineData("SCRAM-SHA-256")]
    [InlineData("PLAIN")]
    [InlineData("LOGIN")]
    public async Task One_secret_lets_our_client_in_by_every_mechanism_and_a_wrong_password_by_none(string mechanism)
    {
        var handler = new Keeper();
        await using var server = await TestServer.StartAsync(handler, Offering(mechanism));
        var options = SmtpClientOptions.Parse($"smtp://127.0.0.1:{server.EndPoints[0].Port}") with { Tls = TlsMode.None, Mechanism = mechanism };
        foreach (var (user, password, isRight) in new[] { ("a,nn=", "pässwort 한글", true), ("a,nn=", "another", false), ("bob", "pässwort 한글", false) })
        {
            var attempt = SmtpConnection.OpenAsync(options with { Credentials = SmtpCredentials.Password(user, password) }, Cancel);
            if (isRight)
                await using (var connection = await attempt)
                    Assert.True(connection.IsOpen);
            else
                Assert.Equal("535 5.7.8 wrong user name or password", (await Assert.ThrowsAsync<SmtpException>(() => attempt)).Reply?.ToString());
        }
    }

    [Fact]
    public async Task A_user_that_there_is_not_takes_the_same_steps_and_has_the_same_salt_each_time()
    {
        await using var server = await TestServer.StartAsync(new Keeper(), Offering("SCRAM-SHA-256"));
        await using var client = await RawClient.HelloAsync(server);
        var salts = new List<string>();
        foreach (var user in new[] { "a=2Cnn=3D", "nobody", "nobody", "somebody" })
        {
            var first = Decode((await client.SayAsync($"AUTH SCRAM-SHA-256 {Base64($"n,,n={user},r=abc")}", "334 "))[4..]).Split(',');
            Assert.StartsWith("r=abc", first[0], StringComparison.Ordinal);
            Assert.Equal("i=4096", first[2]);
            Assert.Equal(16, Convert.FromBase64String(first[1][2..]).Length);
            salts.Add(first[1]);
            await client.SayAsync("*", "501 5.7.0");
        }
        Assert.Equal(salts[1], salts[2]);
        Assert.Equal(3, salts.Distinct().Count());
        await client.SayAsync($"AUTH SCRAM-SHA-256 {Base64("n,,n=nobody,r=abc")}", "334 ");
        await client.SayAsync(Base64("c=biws,r=abc,p=AAAA"), "501");   // not the nonce of both
    }

    [Theory]
    [InlineData("p=tls-unique,,n=ann,r=abc")]
    [InlineData("x,,n=ann,r=abc")]
    [InlineData("n,b=x,n=ann,r=abc")]
    [InlineData("n,,m=x,n=ann,r=abc")]
    [InlineData("n,,n=ann")]
    [InlineData("n,,n=,r=abc")]
    [InlineData("n,,n=a=nn,r=abc")]
    [InlineData("n,,n=ann,r=")]
    [InlineData("n,,n=ann,r=a\u00e9")]
    [InlineData("n,,n=a\nb,r=abc")]
    [InlineData("")]
    public async Task What_is_no_beginning_of_SCRAM_is_refused(string first)
    {
        await using var server = await TestServer.StartAsync(new Keeper(), Offering("SCRAM-SHA-256"));
        await using var client = await RawClient.HelloAsync(server);
        await client.SayAsync($"AUTH SCRAM-SHA-256 {(first.Length == 0 ? "=" : Base64(first))}", "501 5.5.2");
        await client.SayAsync("NOOP", "250");
    }

    [Fact]
    public async Task Nobody_acts_for_somebody_else_and_a_proof_that_is_none_is_a_wrong_password()
    {
        await using var server = await TestServer.StartAsync(new Keeper(), Offering("SCRAM-SHA-256"));
        await using var client = await RawClient.HelloAsync(server);
        await client.SayAsync($"AUTH SCRAM-SHA-256 {Base64("n,a=bob,n=ann,r=abc")}", "535 5.7.8");
        var nonce = Decode((await client.SayAsync($"AUTH SCRAM-SHA-256 {Base64("n,,n=ann,r=abc")}", "334 "))[4..]).Split(',')[0];
        await client.SayAsync(Base64($"c=biws,{nonce},p=AAAA"), "535 5.7.8");
    }

    [Theory]
    [InlineData("XOAUTH2", "user=ann\u0001auth=Bearer good\u0001\u0001", "{\"status\":\"401\",\"schemes\":\"bearer\"}")]
    [InlineData("OAUTHBEARER", "n,a=ann,\u0001host=mx\u0001port=25\u0001auth=bearer good\u0001\u0001", "{\"status\":\"invalid_token\"}")]
    public async Task A_token_is_the_handlers_to_judge_and_a_refusal_is_told_first(string mechanism, string message, string told)
    {
        foreach (var cut in new[] { 0, 1 })
        {
            await using var server = await TestServer.StartAsync(new Keeper(), Offering("XOAUTH2", "OAUTHBEARER"));
            await using var client = await RawClient.ConnectAsync(server, cut);
            var bad = Base64(message.Replace("good", "bad", StringComparison.Ordinal));
            await Script.PlayAsync(client, Hello + $"C: AUTH {mechanism} {bad}\nS: 334 {Base64(told)}\nC: AQ==\nS: 535 5.7.8\n"
                + $"C: AUTH {mechanism}\nS: 334 \nC: {bad}\nS: 334 {Base64(told)}\nC: \nS: 535 5.7.8\nC: NOOP\nS: 250\n"
                + $"C: AUTH {mechanism} {Base64(message)}\nS: 235\nC: MAIL FROM:<>\nS: 250");
        }
    }

    [Theory]
    [InlineData("XOAUTH2", "user=ann\u0001auth=Bearer good\u0001")]
    [InlineData("XOAUTH2", "user=\u0001auth=Bearer good\u0001\u0001")]
    [InlineData("XOAUTH2", "user=a\nb\u0001auth=Bearer good\u0001\u0001")]
    [InlineData("XOAUTH2", "user=ann\u0001auth=Basic good\u0001\u0001")]
    [InlineData("XOAUTH2", "user=ann\u0001auth=Bearer \u0001\u0001")]
    [InlineData("OAUTHBEARER", "user=ann\u0001auth=Bearer good\u0001\u0001")]
    [InlineData("OAUTHBEARER", "n,a=ann\u0001auth=Bearer good\u0001\u0001")]
    [InlineData("OAUTHBEARER", "p=x,a=ann,\u0001auth=Bearer good\u0001\u0001")]
    [InlineData("OAUTHBEARER", "\u0001")]
    public async Task What_is_no_token_is_refused(string mechanism, string message)
    {
        await using var server = await TestServer.StartAsync(new Keeper(), Offering("XOAUTH2", "OAUTHBEARER"));
        await using var client = await RawClient.HelloAsync(server);
        await client.SayAsync($"AUTH {mechanism} {Base64(message)}", "501 5.5.2");
    }

    [Fact]
    public async Task Only_what_the_options_name_is_offered_and_taken()
    {
        await using var server = await TestServer.StartAsync(new Keeper(), Offering("SCRAM-SHA-256"));
        await using var client = await RawClient.ConnectAsync(server);
        await client.ExpectAsync("220");
        Assert.Contains("AUTH SCRAM-SHA-256\r\n", await client.SayAsync("EHLO x", "250"), StringComparison.Ordinal);
        await client.SayAsync("AUTH PLAIN", "504");
        Assert.Throws<ArgumentException>(() => Offering("CRAM-MD5"));
        Assert.Throws<ArgumentException>(() => Offering());
    }

    [Fact]
    public void A_secret_is_kept_as_text_without_the_password()
    {
        var secret = ScramSecret.FromPassword("pencil");
        var stored = secret.Store();
        Assert.StartsWith("SCRAM-SHA-256$4096:", stored, StringComparison.Ordinal);
        Assert.True(ScramSecret.Parse(stored).Matches("pencil"));
        Assert.False(ScramSecret.Parse(stored).Matches("Pencil"));
        Assert.False(secret.Matches(""));
        Assert.Equal("SCRAM-SHA-256", secret.ToString());
        // RFC 7677 3
        Assert.True(ScramSecret.Parse("SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=").Matches("pencil"));
        foreach (var broken in new[] { "", "pencil", "SCRAM-SHA-1$4096:AAAA$AAAA:AAAA", stored.Replace("4096", "4095", StringComparison.Ordinal), stored[..^5], stored.Replace(":", "", StringComparison.Ordinal) })
            Assert.Throws<FormatException>(() => ScramSecret.Parse(broken));
        Assert.Throws<ArgumentException>(() => ScramSecret.FromPassword("\a"));
        Assert.Throws<ArgumentOutOfRangeException>(() => ScramSecret.FromPassword("pencil", 4095));
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static string Decode(string base64) => Encoding.UTF8.GetString(Convert.FromBase64String(base64));

    /// <summary>Knows Ann, and a token.</summary>
    private sealed class Keeper : SmtpHandler
    {
        private readonly ScramSecret ann = ScramSecret.FromPassword("pässwort 한글");

        public override ValueTask<ScramSecret?> OnSecretAsync(SmtpSessionInfo session, string user, CancellationToken cancellationToken) =>
            new(user is "ann" or "a,nn=" ? ann : null);

        public override ValueTask<SmtpReply> OnTokenAsync(SmtpSessionInfo session, string user, string token, CancellationToken cancellationToken) =>
            new((user, token) == ("ann", "good") ? new SmtpReply(235, "2.7.0", "welcome") : new SmtpReply(535, "5.7.8", "not this token"));

        public override ValueTask<SmtpReply> OnMessageAsync(SmtpSessionInfo session, Envelope envelope, System.IO.Pipelines.PipeReader content, CancellationToken cancellationToken) =>
            new(new SmtpReply(250, "ok"));
    }
}
