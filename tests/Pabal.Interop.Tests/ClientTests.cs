using Pabal.Mime;
using Pabal.Smtp;

namespace Pabal.Interop.Tests;

/// <summary>Our client against Postfix.</summary>
public sealed class ClientTests(PostfixServer postfix)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("smtp")]
    [InlineData("smtps")]
    public async Task A_mail_goes_through_postfix_and_python_reads_it_as_it_was_meant(string scheme)
    {
        await postfix.StartAsync();
        var sent = await Letter.GoesThroughAsync(postfix, postfix.Options(scheme), $"client-{scheme}");
        Assert.Contains("queued as", sent.Reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_is_not_ASCII_goes_through_postfix()
    {
        await postfix.StartAsync();
        await using var client = new SmtpClient(postfix.Options("smtp"));
        var sent = await client.SendAsync(new Email { From = "ann@example.com", To = "길동@example.com", Subject = "한글 주소" }, Cancel);
        Assert.Single(sent.Accepted);
        Assert.True(File.Exists(await postfix.WaitForMailAsync("길동")));
    }

    [Fact]
    public async Task Postfix_refuses_some_recipients_and_takes_the_mail_for_the_rest()
    {
        await postfix.StartAsync();
        await using var client = new SmtpClient(postfix.Options("smtp"));
        var email = new Email { From = "ann@example.com", To = "gone@example.com, client-rest@example.com, busy@example.com", Subject = "for one of three" };
        var sent = await client.SendAsync(email, Cancel);
        Assert.Equal("client-rest@example.com", Assert.Single(sent.Accepted).ToString());
        Assert.Equal([550, 450], sent.Rejected.Select(one => one.Reply.Code));
        Assert.True(File.Exists(await postfix.WaitForMailAsync("client-rest")));

        var failure = await Assert.ThrowsAsync<SmtpException>(() => client.SendAsync(email with { To = "gone@example.com, ann@example.org" }, Cancel));
        Assert.Equal((SmtpStage.Rcpt, SmtpFailure.Refused, false), (failure.Stage, failure.Failure, failure.IsTransient));
        Assert.Single((await client.SendAsync(email with { To = "client-again@example.com" }, Cancel)).Accepted);
    }

    [Fact]
    public async Task A_mail_that_is_too_large_for_postfix_is_not_begun()
    {
        await postfix.StartAsync();
        await using var client = new SmtpClient(postfix.Options("smtp"));
        var failure = await Assert.ThrowsAsync<SmtpException>(() => client.SendAsync(
            new Envelope("ann@example.com", "gil@example.com"), MailContent.From(new byte[MailServer.MessageSizeLimit + 1]), cancellationToken: Cancel));
        Assert.Equal((SmtpStage.Mail, SmtpFailure.BadInput), (failure.Stage, failure.Failure));
    }

    [Fact]
    public async Task A_certificate_of_a_CA_nobody_named_is_refused_and_the_wrong_port_is_recognised()
    {
        await postfix.StartAsync();
        Assert.Equal((SmtpStage.Tls, SmtpFailure.Tls), await FailureAsync(postfix.Options("smtp") with { TrustedRoots = null }));
        Assert.Equal((SmtpStage.Tls, SmtpFailure.Tls), await FailureAsync(postfix.Options("smtps") with { Port = postfix.Port }));
        Assert.Equal((SmtpStage.Greeting, SmtpFailure.TimedOut), await FailureAsync(postfix.Options("smtp") with { Port = postfix.TlsPort, Timeouts = new SmtpTimeouts { Greeting = TimeSpan.FromMilliseconds(300) } }));
    }

    private static async Task<(SmtpStage, SmtpFailure)> FailureAsync(SmtpClientOptions options)
    {
        var failure = await Assert.ThrowsAsync<SmtpException>(() => SmtpConnection.OpenAsync(options, Cancel));
        return (failure.Stage, failure.Failure);
    }
}
