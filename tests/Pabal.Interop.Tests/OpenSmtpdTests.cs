using Pabal.Mime;
using Pabal.Smtp;

namespace Pabal.Interop.Tests;

/// <summary>Our client against OpenSMTPD.</summary>
public sealed class OpenSmtpdTests(OpenSmtpdServer openSmtpd)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_mail_goes_through_opensmtpd_and_python_reads_it_as_it_was_meant()
    {
        await openSmtpd.StartAsync();
        await Letter.GoesThroughAsync(openSmtpd, openSmtpd.Options("clear"), "letter");
    }

    [Fact]
    public async Task Refused_recipients_are_told_apart_and_the_others_get_the_mail()
    {
        await openSmtpd.StartAsync();
        await using var client = new SmtpClient(openSmtpd.Options("clear"));
        var email = new Email { From = "ann@example.com", To = "gone@example.com, rest@example.com, ann@example.org", Subject = "for one of three" };
        var sent = await client.SendAsync(email, Cancel);
        Assert.Equal("rest@example.com", Assert.Single(sent.Accepted).ToString());
        Assert.Equal([550, 550], sent.Rejected.Select(one => one.Reply.Code));
        await openSmtpd.WaitForMailAsync("rest");

        var failure = await Assert.ThrowsAsync<SmtpException>(() => client.SendAsync(email with { To = "gone@example.com" }, Cancel));
        Assert.Equal((SmtpStage.Rcpt, SmtpFailure.Refused, false), (failure.Stage, failure.Failure, failure.IsTransient));
        Assert.Single((await client.SendAsync(email with { To = "rest@example.com" }, Cancel)).Accepted);
    }

    [Fact]
    public async Task A_mail_that_is_too_large_is_not_begun()
    {
        await openSmtpd.StartAsync();
        await using var client = new SmtpClient(openSmtpd.Options("clear"));
        var failure = await Assert.ThrowsAsync<SmtpException>(() => client.SendAsync(
            new Envelope("ann@example.com", "gil@example.com"), MailContent.From(new byte[MailServer.MessageSizeLimit + 1]), cancellationToken: Cancel));
        Assert.Equal((SmtpStage.Mail, SmtpFailure.BadInput), (failure.Stage, failure.Failure));
    }

    [Theory]
    [InlineData("smtp", "PLAIN")]
    [InlineData("smtps", "LOGIN")]
    public async Task Who_logs_in_under_tls_is_let_in(string scheme, string mechanism)
    {
        await openSmtpd.StartAsync();
        var options = openSmtpd.Options(scheme) with { Mechanism = mechanism, Credentials = SmtpCredentials.Password("ann", "secret") };
        if (openSmtpd.HasTls)
        {
            await Letter.GoesThroughAsync(openSmtpd, options, $"letter-{mechanism}");
            options = options with { Credentials = SmtpCredentials.Password("ann", "geheim") };
            Assert.Equal((SmtpStage.Auth, SmtpFailure.Authentication), await FailureAsync(options));
        }
        else
        {
            // Its own fault is told as such, and nothing was said in clear instead.
            Assert.Equal((SmtpStage.Tls, SmtpFailure.Tls), await FailureAsync(options));
        }
    }

    private static async Task<(SmtpStage, SmtpFailure)> FailureAsync(SmtpClientOptions options)
    {
        var failure = await Assert.ThrowsAsync<SmtpException>(() => SmtpConnection.OpenAsync(options, Cancel));
        return (failure.Stage, failure.Failure);
    }
}
