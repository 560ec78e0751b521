using Pabal.Mime;
using Pabal.Smtp;

namespace Pabal.Interop.Tests;

/// <summary>Our client against Dovecot's LMTP, which answers for each recipient (RFC 2033).</summary>
[Collection<OneDovecot>]
public sealed class DovecotLmtpTests(DovecotServer dovecot)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_mail_is_stored_and_python_reads_it_as_it_was_meant(bool overUnixSocket)
    {
        await dovecot.StartAsync();
        await Letter.GoesThroughAsync(dovecot, dovecot.LmtpOptions(overUnixSocket), overUnixSocket ? "ann" : "gil");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Each_recipient_has_a_reply_of_its_own(bool overUnixSocket)
    {
        await dovecot.StartAsync();
        await using var client = new SmtpClient(dovecot.LmtpOptions(overUnixSocket));
        var email = new Email { From = "ann@example.com", To = "full@example.com, nobody@example.com, lists@example.com", Subject = "for one of three", Text = "본문" };
        var sent = await client.SendAsync(email, Cancel);
        Assert.Equal("lists@example.com", Assert.Single(sent.Accepted).ToString());
        Assert.Equal([("nobody@example.com", "5.1.1"), ("full@example.com", "5.2.2")], sent.Rejected.Select(one => (one.Address.ToString(), one.Reply.Enhanced.ToString())));
        await dovecot.WaitForMailAsync("lists");

        var failure = await Assert.ThrowsAsync<SmtpException>(() => client.SendAsync(email with { To = "full@example.com" }, Cancel));
        Assert.Equal((SmtpStage.Final, SmtpFailure.Refused, 552), (failure.Stage, failure.Failure, failure.Reply?.Code));
        Assert.Single((await client.SendAsync(email with { To = "lists@example.com" }, Cancel)).Accepted);
        await dovecot.WaitForMailAsync("lists");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Many_mails_are_stored(bool chunking)
    {
        await dovecot.StartAsync();
        var waited = await Flood.SendAsync(dovecot, dovecot.LmtpOptions(overUnixSocket: true) with { UseChunking = chunking }, $"many-{chunking}", 200);
        Assert.InRange(waited, 0, chunking ? ManyMailsTests.Windows : ManyMailsTests.OneEach);
    }
}

/// <summary>Our client against Dovecot's submission server, which knows many ways to log in.</summary>
[Collection<OneDovecot>]
public sealed class DovecotSubmissionTests(DovecotServer dovecot, PostfixServer postfix)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("smtp", "PLAIN")]
    [InlineData("smtps", "LOGIN")]
    [InlineData("smtp", "CRAM-MD5")]
    [InlineData("smtps", "SCRAM-SHA-1")]
    [InlineData("smtp", "SCRAM-SHA-256")]
    public async Task A_password_logs_in_and_a_wrong_one_does_not(string scheme, string mechanism)
    {
        await dovecot.StartAsync();
        var options = dovecot.Options(scheme) with { Mechanism = mechanism, Credentials = SmtpCredentials.Password("ann", "비밀 secret") };
        await Letter.GoesThroughAsync(postfix, options, $"submitted-{mechanism}");
        await IsRefusedAsync(options with { Credentials = SmtpCredentials.Password("ann", "geheim") });
        await IsRefusedAsync(options with { Credentials = SmtpCredentials.Password("bob", "비밀 secret") });
    }

    [Fact]
    public async Task The_strongest_mechanism_that_both_have_is_taken()
    {
        await dovecot.StartAsync();
        var said = new List<string>();
        var options = dovecot.Options() with { Credentials = SmtpCredentials.Password("ann", "비밀 secret"), Transcript = line => said.Add(line.Text) };
        await using var connection = await SmtpConnection.OpenAsync(options, Cancel);
        Assert.Contains("AUTH SCRAM-SHA-256 ********", said);
    }

    [Theory]
    [InlineData("OAUTHBEARER")]
    [InlineData("XOAUTH2")]
    public async Task A_token_logs_in_until_it_expires(string mechanism)
    {
        await dovecot.StartAsync();
        var options = dovecot.Options() with { Mechanism = mechanism, Credentials = SmtpCredentials.OAuthToken("ann", dovecot.Token("ann", TimeSpan.FromHours(1))) };
        await Letter.GoesThroughAsync(postfix, options, $"submitted-{mechanism}");
        await IsRefusedAsync(options with { Credentials = SmtpCredentials.OAuthToken("ann", dovecot.Token("ann", TimeSpan.FromHours(-1))) });
        await IsRefusedAsync(options with { Credentials = SmtpCredentials.OAuthToken("ann", dovecot.Token("bob", TimeSpan.FromHours(1))) });
    }

    [Fact]
    public async Task A_certificate_of_ones_own_logs_in_by_EXTERNAL()
    {
        await dovecot.StartAsync();
        var options = dovecot.Options() with { Mechanism = "EXTERNAL", Credentials = SmtpCredentials.Password("ann", "") };
        await Letter.GoesThroughAsync(postfix, options with { ClientCertificates = [TestCertificates.Client] }, "submitted-external");
        await IsRefusedAsync(options);
    }

    private static async Task IsRefusedAsync(SmtpClientOptions options)
    {
        var failure = await Assert.ThrowsAsync<SmtpException>(() => SmtpConnection.OpenAsync(options, Cancel));
        Assert.Equal((SmtpStage.Auth, SmtpFailure.Authentication), (failure.Stage, failure.Failure));
    }
}
