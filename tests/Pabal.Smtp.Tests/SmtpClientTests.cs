using Pabal.Mime;
using Pabal.Smtp.Tests.Scripted;

namespace Pabal.Smtp.Tests;

public sealed class SmtpClientTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_email_goes_to_all_its_recipients_and_hides_Bcc()
    {
        await using var server = new ScriptedServer(Scripts.Hello() + """
            C: MAIL FROM:<ann@a.test>
            S: 250 ok
            C: RCPT TO:<to@b.test>
            S: 250 ok
            C: RCPT TO:<cc@b.test>
            S: 250 ok
            C: RCPT TO:<bcc@b.test>
            S: 250 ok
            C: DATA
            S: 354 go
            CONTENT
            S: 250 2.0.0 queued
            """);
        await using var client = new SmtpClient(server.Options);
        var sent = await client.SendAsync(new Email { From = "Ann <ann@a.test>", To = "to@b.test", Cc = "cc@b.test", Bcc = "bcc@b.test", Subject = "hi", Text = "hello", MessageId = "<1@a.test>" }, Cancel);
        Assert.Equal(3, sent.Accepted.Length);
        Assert.Equal("<1@a.test>", sent.MessageId);
        Assert.Contains("Subject: hi\r\n", server.Contents[0], StringComparison.Ordinal);
        Assert.DoesNotContain("bcc", server.Contents[0], StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task One_connection_serves_many_mails_in_turn()
    {
        await using var server = new ScriptedServer(Scripts.Hello() + string.Concat(Enumerable.Repeat(Scripts.Mail, 20)));
        await using var client = new SmtpClient(server.Options with { Pool = new() { MaxConnections = 1 } });
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => client.SendAsync(Scripts.Envelope, Scripts.Content, cancellationToken: Cancel)));
        Assert.Equal(20, server.Contents.Count);
    }

    [Theory]
    [InlineData("CLOSE")]
    [InlineData("RESET")]
    [InlineData("S: 421 4.4.2 idle too long\nCLOSE")]
    [InlineData("C: MAIL FROM:<ann@a.test>\nCLOSE")]
    [InlineData("C: MAIL FROM:<ann@a.test>\nS: 421 4.4.2 idle too long\nCLOSE")]
    public async Task A_kept_connection_that_went_stale_is_replaced_and_the_mail_is_sent(string end)
    {
        await using var server = new ScriptedServer(Scripts.Hello() + Scripts.Mail + end + "\nMARK", Scripts.Hello() + Scripts.Mail);
        await using var client = new SmtpClient(server.Options);
        await client.SendAsync(Scripts.Envelope, Scripts.Content, cancellationToken: Cancel);
        if (!end.StartsWith("C:", StringComparison.Ordinal))
            await server.Marked;
        await client.SendAsync(Scripts.Envelope, Scripts.Content, cancellationToken: Cancel);
        Assert.Equal(2, server.Contents.Count);
    }

    [Fact]
    public async Task A_fresh_connection_that_breaks_is_not_tried_again()
    {
        await using var server = new ScriptedServer(Scripts.Hello() + "C: MAIL FROM:<ann@a.test>\nCLOSE");
        await using var client = new SmtpClient(server.Options);
        var failure = await Assert.ThrowsAsync<SmtpException>(() => client.SendAsync(Scripts.Envelope, Scripts.Content, cancellationToken: Cancel));
        Assert.Equal((SmtpStage.Mail, SmtpFailure.Disconnected), (failure.Stage, failure.Failure));
    }

    [Theory]
    [InlineData("C: MAIL FROM:<ann@a.test>\nS: 250 ok\nCLOSE", SmtpStage.Rcpt)]
    [InlineData("C: MAIL FROM:<ann@a.test>\nS: 250 ok\nC: RCPT TO:<bob@b.test>\nS: 250 ok\nC: DATA\nS: 354 go\nCONTENT\nCLOSE", SmtpStage.Final)]
    public async Task A_mail_that_was_begun_is_not_sent_again_by_itself(string end, SmtpStage stage)
    {
        await using var server = new ScriptedServer(Scripts.Hello() + Scripts.Mail + end);
        await using var client = new SmtpClient(server.Options);
        await client.SendAsync(Scripts.Envelope, Scripts.Content, cancellationToken: Cancel);
        var failure = await Assert.ThrowsAsync<SmtpException>(() => client.SendAsync(Scripts.Envelope, Scripts.Content, cancellationToken: Cancel));
        Assert.Equal(stage, failure.Stage);
    }

    [Fact]
    public async Task After_a_failure_the_next_mail_gets_a_new_connection()
    {
        await using var server = new ScriptedServer(Scripts.Hello() + "C: MAIL FROM:<ann@a.test>\nS: nonsense\nCLOSE", Scripts.Hello() + Scripts.Mail);
        await using var client = new SmtpClient(server.Options);
        await Assert.ThrowsAsync<SmtpException>(() => client.SendAsync(Scripts.Envelope, Scripts.Content, cancellationToken: Cancel));
        await client.SendAsync(Scripts.Envelope, Scripts.Content, cancellationToken: Cancel);
    }

    [Fact]
    public async Task After_a_refusal_the_connection_is_kept()
    {
        await using var server = new ScriptedServer(Scripts.Hello() + "C: MAIL FROM:<ann@a.test>\nS: 250 ok\nC: RCPT TO:<bob@b.test>\nS: 550 no\nC: RSET\nS: 250 ok\n" + Scripts.Mail);
        await using var client = new SmtpClient(server.Options);
        await Assert.ThrowsAsync<SmtpException>(() => client.SendAsync(Scripts.Envelope, Scripts.Content, cancellationToken: Cancel));
        await client.SendAsync(Scripts.Envelope, Scripts.Content, cancellationToken: Cancel);
    }

    [Fact]
    public async Task A_connection_that_had_as_many_mails_as_the_server_allows_is_replaced()
    {
        var one = Scripts.Hello("LIMITS MAILMAX=1") + Scripts.Mail;
        await using var server = new ScriptedServer(one + "C: QUIT\nS: 221 bye\nCLOSE", one);
        await using var client = new SmtpClient(server.Options);
        await client.SendAsync(Scripts.Envelope, Scripts.Content, cancellationToken: Cancel);
        await client.SendAsync(Scripts.Envelope, Scripts.Content, cancellationToken: Cancel);
    }

    [Fact]
    public async Task A_disposed_client_has_said_goodbye_and_sends_no_more()
    {
        await using var server = new ScriptedServer(Scripts.Hello() + Scripts.Mail);
        var client = new SmtpClient(server.Options);
        await client.SendAsync(Scripts.Envelope, Scripts.Content, cancellationToken: Cancel);
        await client.DisposeAsync();
        Assert.Equal("QUIT", server.Heard.Last());
        await Assert.ThrowsAsync<ObjectDisposedException>(() => client.SendAsync(Scripts.Envelope, Scripts.Content, cancellationToken: Cancel));
    }

    [Fact]
    public async Task A_server_can_be_given_as_text()
    {
        await using var server = new ScriptedServer(Scripts.Hello() + Scripts.Mail);
        await using var client = new SmtpClient($"smtp://127.0.0.1:{server.Port}?name=client.test");
        await client.SendAsync(Scripts.Envelope, Scripts.Content, cancellationToken: Cancel);
        Assert.Throws<FormatException>(() => new SmtpClient("nowhere"));
        Assert.Throws<ArgumentException>(() => new SmtpClient("smtps://ann@mail.example.com"));
    }
}
