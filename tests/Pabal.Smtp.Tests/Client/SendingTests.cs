using System.Text;
using Pabal.Smtp.Tests.Scripted;

namespace Pabal.Smtp.Tests.Client;

public sealed class SendingTests
{
    private const string Hello = """
        S: 220 mx.test ESMTP
        C: EHLO client.test
        S: 250-mx.test
        S: 250-SIZE 1000
        S: 250-8BITMIME
        S: 250-SMTPUTF8
        S: 250 DSN

        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static MailContent Content(string text = "Subject: hi\r\n\r\nhello\r\n") => MailContent.From(Encoding.Latin1.GetBytes(text));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_mail_is_sent(bool drips)
    {
        await using var server = new ScriptedServer(Hello + """
            C: MAIL FROM:<ann@a.test> SIZE=22
            S: 250 2.1.0 ok
            C: RCPT TO:<bob@b.test>
            S: 250 2.1.5 ok
            C: DATA
            S: 354 go ahead
            CONTENT
            S: 250-2.0.0 first
            S: 250 2.0.0 queued as 42
            """) { Drips = drips };
        await using var connection = await SmtpConnection.OpenAsync(server.Options, Cancel);
        var sent = await connection.SendAsync(new Envelope("ann@a.test", "bob@b.test"), Content(), cancellationToken: Cancel);
        Assert.Equal(["bob@b.test"], sent.Accepted.Select(one => one.ToString()));
        Assert.Empty(sent.Rejected);
        Assert.Equal(new SmtpReply(250, new EnhancedStatus(2, 0, 0), "first", "queued as 42"), sent.Reply);
        Assert.Equal(["Subject: hi\r\n\r\nhello\r\n.\r\n"], server.Contents);
    }
}
