using System.Globalization;
using System.Text;

namespace Pabal.Smtp.Tests.Server;

/// <summary>Clients written by others, against our server.</summary>
public sealed class PeerTests
{
    [Fact]
    public async Task Python_smtplib_sends_over_STARTTLS_with_a_login_and_learns_who_was_refused()
    {
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
        var (exit, output) = await RunAsync("python3", ["-c", script, Port(server)]);
        Assert.True(exit == 0, output);
        Assert.Contains("{'nobody@example.com': (550, b'5.1.1 no such user')}", output, StringComparison.Ordinal);
        var (session, envelope, content) = Assert.Single(handler.Messages);
        Assert.Equal("ann", session.User);
        Assert.NotNull(session.TlsVersion);
        Assert.Equal(["bob@example.com", "carl@example.com"], envelope.Recipients.Select(to => to.ToString()));
        Assert.Equal(DsnNotify.Failure, envelope.Requests[envelope.Recipients[0]].Notify);
        Assert.Equal("Subject: hi\r\n\r\n.dots\r\n..\r\nend\r\n", Encoding.Latin1.GetString(content));
    }

    [Fact]
    public async Task Python_smtplib_sends_to_a_Korean_address_and_an_empty_message()
    {
        const string script = """
            import smtplib, sys
            from email.message import EmailMessage
            message = EmailMessage()
            message['From'], message['To'], message['Subject'] = 'ann@example.com', '홍길동@example.com', '안녕'
            message.set_content('본문')
            with smtplib.SMTP('127.0.0.1', int(sys.argv[1]), timeout=20) as smtp:
                smtp.send_message(message)
                smtp.sendmail('', 'postmaster', '')
                smtp.rset()
                try:
                    smtp.sendmail('ann@example.com', ['nobody@example.com'], 'x')
                except smtplib.SMTPRecipientsRefused as refused:
                    print(refused.recipients)
            """;
        var handler = new RecordingHandler
        {
            Recipient = rcpt => rcpt.Recipient.LocalPart == "nobody" ? new SmtpReply(550, "5.1.1", "no such user") : new SmtpReply(250, "2.1.5", "ok"),
        };
        await using var server = await TestServer.StartAsync(handler);
        var (exit, output) = await RunAsync("python3", ["-c", script, Port(server)]);
        Assert.True(exit == 0, output);
        Assert.Contains("{'nobody@example.com': (550,", output, StringComparison.Ordinal);
        Assert.Equal(2, handler.Messages.Count);
        var (korean, empty) = (handler.Messages.First(), handler.Messages.Last());
        Assert.Equal("홍길동@example.com", korean.Envelope.Recipients.Single().ToString());
        Assert.Contains("Subject: 안녕\r\n", Encoding.UTF8.GetString(korean.Content), StringComparison.Ordinal);
        Assert.Null(empty.Envelope.Sender);
        Assert.Equal("postmaster@mx.example.com", empty.Envelope.Recipients.Single().ToString());
        Assert.Equal("\r\n", Encoding.Latin1.GetString(empty.Content));
    }

    [Theory]
    [InlineData("--tls", 0)]
    [InlineData("--tls-on-connect", 1)]
    public async Task Swaks_sends_over_either_kind_of_TLS_with_either_kind_of_login(string tls, int listener)
    {
        var handler = new RecordingHandler
        {
            Authenticate = RecordingHandler.Accepts,
            Recipient = rcpt => rcpt.Recipient.LocalPart == "nobody" ? new SmtpReply(550, "5.1.1", "no such user") : new SmtpReply(250, "2.1.5", "ok"),
        };
        await using var server = await TestServer.StartAsync(handler, TestServer.Options with
        {
            Listen = ["smtp://127.0.0.1:0", "smtps://127.0.0.1:0"],
            Tls = TlsMode.Required,
            Auth = SmtpAuthPolicy.Required,
        });
        foreach (var mechanism in new[] { "PLAIN", "LOGIN" })
        {
            var (exit, output) = await RunAsync("swaks", [
                "--server", "127.0.0.1", "--port", Port(server, listener), tls, "--auth", mechanism, "--auth-user", "ann", "--auth-password", "s3cret!",
                "--helo", "client.test", "--pipeline", "--from", "ann@example.com", "--to", "nobody@example.com,bob@example.com", "--data", "Subject: hi\\n\\n.dot\\n"]);
            Assert.True(exit == 0, output);
            Assert.True(handler.Messages.TryDequeue(out var message), output);
            Assert.Equal(("ann", "client.test"), (message.Session.User, message.Session.HelloName));
            Assert.Equal("bob@example.com", message.Envelope.Recipients.Single().ToString());
            Assert.StartsWith("Subject: hi\r\n\r\n.dot\r\n", Encoding.Latin1.GetString(message.Content), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Swaks_hears_why_its_login_failed()
    {
        await using var server = await TestServer.StartAsync(new RecordingHandler { Authenticate = RecordingHandler.Accepts });
        var (exit, output) = await RunAsync("swaks", [
            "--server", "127.0.0.1", "--port", Port(server), "--auth", "PLAIN", "--auth-user", "ann", "--auth-password", "wrong", "--helo", "x",
            "--from", "a@example.com", "--to", "b@example.com"]);
        Assert.Equal(28, exit);
        Assert.Contains("535 5.7.8 wrong user name or password", output, StringComparison.Ordinal);
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(string program, IEnumerable<string> arguments)
    {
        Peer.Require(program);
        var run = await Run.OfAsync(program, arguments);
        return (run.ExitCode, run.Output + run.Error);
    }

    private static string Port(SmtpServer server, int listener = 0) => server.EndPoints[listener].Port.ToString(CultureInfo.InvariantCulture);
}
