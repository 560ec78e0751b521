using System.Globalization;
using System.Text;

namespace Pabal.Smtp.Tests.Server;

/// <summary>Clients written by others, against our server.</summary>
public sealed class PeerTests
{
    [Fact]
    public async Task Python_smtplib_sends_over_STARTTLS_with_a_login_and_learns_who_was_refused()
    {
        Peer.Require("python3");
        const string script = """
            import smtplib, ssl, sys
            context = ssl.create_default_context()
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
            with smtplib.SMTP('127.0.0.1', int(sys.argv[1]), timeout=20) as smtp:
                smtp.starttls(context=context)
                smtp.login('ann', 's3cret!')
                refused = smtp.sendmail('ann@example.com', ['bob@example.com', 'nobody@example.com', 'carl@example.com'],
                    'Subject: hi\r\n\r\n.dots\r\n..\r\nend\r\n', mail_options=['BODY=8BITMIME'], rcpt_options=['NOTIFY=FAILURE'])
                print(refused)
                print(smtp.noop(), smtp.verify('ann'), smtp.help())
            """;
        var handler = new RecordingHandler
        {
            Authenticate = RecordingHandler.Accepts,
            Recipient = rcpt => rcpt.Recipient.LocalPart == "nobody" ? new SmtpReply(550, "5.1.1", "no such user") : new SmtpReply(250, "2.1.5", "ok"),
        };
        await using var server = await TestServer.StartAsync(handler);
        var run = await Run.OfAsync("python3", ["-c", script, server.EndPoints[0].Port.ToString(CultureInfo.InvariantCulture)]);
        Assert.Contains("{'nobody@example.com': (550, b'5.1.1 no such user')}", run.Succeeded(), StringComparison.Ordinal);
        var (session, envelope, content) = Assert.Single(handler.Messages);
        Assert.Equal("ann", session.User);
        Assert.NotNull(session.TlsVersion);
        Assert.Equal(["bob@example.com", "carl@example.com"], envelope.Recipients.Select(to => to.ToString()));
        Assert.Equal(DsnNotify.Failure, envelope.Requests[envelope.Recipients[0]].Notify);
        Assert.Equal("Subject: hi\r\n\r\n.dots\r\n..\r\nend\r\n", Encoding.Latin1.GetString(content));
    }
}
