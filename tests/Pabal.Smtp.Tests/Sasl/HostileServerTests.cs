using System.Security.Authentication;
using System.Security.Cryptography;
using System.Text;
using Pabal.Smtp.Sasl;

namespace Pabal.Smtp.Tests.Sasl;

public sealed class HostileServerTests
{
    private const string Nonce = "fyko+d2lbbFgONRv9qkxdawL";
    private const string ServerFirst = $"r={Nonce}3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096";

    [Theory]
    [InlineData($"r={Nonce}srv,s=QSXCR+Q6sek8bf92,i=1")]
    [InlineData($"r={Nonce}srv,s=QSXCR+Q6sek8bf92,i=4095")]
    [InlineData($"r={Nonce}srv,s=QSXCR+Q6sek8bf92,i=1000001")]
    [InlineData($"r={Nonce}srv,s=QSXCR+Q6sek8bf92,i=2147483647")]
    [InlineData($"r={Nonce}srv,s=QSXCR+Q6sek8bf92,i=99999999999999999999")]
    [InlineData($"r={Nonce}srv,s=QSXCR+Q6sek8bf92,i=-4096")]
    [InlineData($"r={Nonce}srv,s=QSXCR+Q6sek8bf92,i= 4096")]
    [InlineData($"r={Nonce}srv,s=QSXCR+Q6sek8bf92,i=0x1000")]
    [InlineData($"r={Nonce}srv,s=QSXCR+Q6sek8bf92,i=")]
    [InlineData($"r={Nonce}srv,s=QSXCR+Q6sek8bf92")]
    public void An_iteration_count_out_of_bounds_is_refused(string challenge) => Refuses(challenge);

    [Theory]
    [InlineData("r=other-nonce-altogether-srv,s=QSXCR+Q6sek8bf92,i=4096")]
    [InlineData($"r={Nonce},s=QSXCR+Q6sek8bf92,i=4096")]
    [InlineData($"r=x{Nonce},s=QSXCR+Q6sek8bf92,i=4096")]
    [InlineData($"r={Nonce}\u0001,s=QSXCR+Q6sek8bf92,i=4096")]
    [InlineData($"r={Nonce} srv,s=QSXCR+Q6sek8bf92,i=4096")]
    [InlineData($"r={Nonce}é,s=QSXCR+Q6sek8bf92,i=4096")]
    [InlineData("r=,s=QSXCR+Q6sek8bf92,i=4096")]
    public void A_nonce_that_does_not_continue_ours_is_refused(string challenge) => Refuses(challenge);

    [Theory]
    [InlineData("")]
    [InlineData(",")]
    [InlineData("r")]
    [InlineData("hello")]
    [InlineData($"R={Nonce}srv,s=QSXCR+Q6sek8bf92,i=4096")]
    [InlineData($"s=QSXCR+Q6sek8bf92,r={Nonce}srv,i=4096")]
    [InlineData($"r={Nonce}srv,i=4096,s=QSXCR+Q6sek8bf92")]
    [InlineData($"r={Nonce}srv,s=,i=4096")]
    [InlineData($"r={Nonce}srv,s=????,i=4096")]
    [InlineData($"r={Nonce}srv,s=QSXCR+Q6sek8bf9,i=4096")]
    [InlineData($"r={Nonce}srv,s=QSXCR+Q6sek8bf92,i=4096,")]
    [InlineData($"r={Nonce}srv,s=QSXCR+Q6sek8bf92,i=4096,x")]
    [InlineData($"r={Nonce}srv,s=QSXCR+Q6sek8bf92,i=4096,1=2")]
    [InlineData($"r={Nonce}srv,s=QSXCR+Q6sek8bf92,i=4096,,x=1")]
    public void A_malformed_first_message_is_refused(string challenge) => Refuses(challenge);

    [Theory]
    [InlineData($"m=ext,r={Nonce}srv,s=QSXCR+Q6sek8bf92,i=4096")]
    [InlineData($"r={Nonce}srv,m=ext,s=QSXCR+Q6sek8bf92,i=4096")]
    [InlineData($"r={Nonce}srv,s=QSXCR+Q6sek8bf92,i=4096,m=ext")]
    public void A_mandatory_extension_is_refused(string challenge) => Refuses(challenge);

    [Theory]
    [InlineData("")]
    [InlineData("v=")]
    [InlineData("v=AAAA")]
    [InlineData("v=AAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("v=rmF9pqV8S7suAoZWja4dJRkFsKQ=,m=ext")]
    [InlineData("v=rmF9pqV8S7suAoZWja4dJRkFsKR=x")]
    [InlineData("V=rmF9pqV8S7suAoZWja4dJRkFsKQ=")]
    [InlineData("x=1,v=rmF9pqV8S7suAoZWja4dJRkFsKQ=")]
    [InlineData("e=other-error")]
    [InlineData("e=")]
    public void A_server_that_can_not_prove_itself_is_refused(string serverFinal)
    {
        var client = Started();
        client.Respond(Encoding.UTF8.GetBytes(ServerFirst));

        Assert.Throws<AuthenticationException>(() => client.Respond(Encoding.UTF8.GetBytes(serverFinal)));
        Assert.Throws<AuthenticationException>(client.Finish);
    }

    [Fact]
    public void Success_without_a_proof_is_no_success()
    {
        var client = Started();
        Assert.Throws<AuthenticationException>(client.Finish);
        client.Respond(Encoding.UTF8.GetBytes(ServerFirst));
        Assert.Throws<AuthenticationException>(client.Finish);
    }

    [Fact]
    public void An_exchange_that_failed_can_not_be_continued()
    {
        var client = Started();
        Assert.Throws<AuthenticationException>(() => client.Respond("r=wrong,s=QSXCR+Q6sek8bf92,i=4096"u8));

        Assert.Throws<AuthenticationException>(() => client.Respond("v="u8));
        Assert.Throws<AuthenticationException>(() => client.Respond(Encoding.UTF8.GetBytes(ServerFirst)));
        Assert.Throws<AuthenticationException>(client.Finish);
    }

    [Fact]
    public void The_text_of_an_error_is_one_line_without_control_characters()
    {
        var client = Started();
        client.Respond(Encoding.UTF8.GetBytes(ServerFirst));

        var message = Assert.Throws<AuthenticationException>(() => client.Respond(Encoding.UTF8.GetBytes($"e=\u001b[2J\r\n{new string('A', 5000)}"))).Message;

        Assert.DoesNotContain(message, char.IsControl);
        Assert.True(message.Length < 300);
    }

    [Theory]
    [InlineData("SCRAM-SHA-512", 2)]
    [InlineData("SCRAM-SHA-256", 2)]
    [InlineData("SCRAM-SHA-1", 2)]
    [InlineData("CRAM-MD5", 1)]
    [InlineData("PLAIN", 0)]
    [InlineData("LOGIN", 2)]
    [InlineData("EXTERNAL", 0)]
    [InlineData("ANONYMOUS", 0)]
    [InlineData("OAUTHBEARER", 1)]
    [InlineData("XOAUTH2", 1)]
    public void Endless_challenges_come_to_an_end(string name, int most)
    {
        var client = Created(name);
        client.Start();
        var answered = 0;
        Assert.Throws<AuthenticationException>(() =>
        {
            for (; answered < 100; answered++)
                client.Respond("VXNlcm5hbWU6"u8);
        });
        Assert.InRange(answered, 0, most);
        Assert.Throws<AuthenticationException>(() => client.Respond("VXNlcm5hbWU6"u8));
    }

    [Theory]
    [InlineData("SCRAM-SHA-256")]
    [InlineData("CRAM-MD5")]
    [InlineData("LOGIN")]
    [InlineData("OAUTHBEARER")]
    [InlineData("XOAUTH2")]
    public void A_challenge_of_more_than_12_KiB_is_refused(string name)
    {
        var client = Created(name);
        client.Start();
        Assert.Throws<AuthenticationException>(() => client.Respond(new byte[(12 * 1024) + 1]));
    }

    [Fact]
    public void Noise_is_answered_by_an_authentication_error_and_nothing_else()
    {
        var random = new Random(20260101);
        for (var round = 0; round < 2000; round++)
        {
            var challenge = Encoding.UTF8.GetBytes(ServerFirst);
            for (var change = random.Next(1, 6); change > 0; change--)
                challenge[random.Next(challenge.Length)] = (byte)random.Next(256);
            challenge = challenge[..random.Next(challenge.Length)];
            Assert.Throws<AuthenticationException>(() => Started().Respond(challenge));
        }
    }

    private static ScramMechanism Started()
    {
        var client = new ScramMechanism(HashAlgorithmName.SHA1, SmtpCredentials.Password("user", "pencil"), nonce: Nonce);
        client.Start();
        return client;
    }

    private static SaslMechanism Created(string name) => SaslMechanisms.Create(
        name, name.Contains("OAUTH", StringComparison.Ordinal) ? SmtpCredentials.OAuthToken("ann", "token") : SmtpCredentials.Password("ann", "pencil"), "mail.example.com", 587);

    private static void Refuses(string challenge)
    {
        var client = Started();
        Assert.Throws<AuthenticationException>(() => client.Respond(Encoding.UTF8.GetBytes(challenge)));
        Assert.Throws<AuthenticationException>(client.Finish);
    }
}
