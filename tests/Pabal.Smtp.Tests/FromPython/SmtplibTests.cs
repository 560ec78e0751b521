using System.Net;
using System.Text;
using Pabal.Mime;
using Pabal.Smtp.Tests.Scripted;
using Pabal.Smtp.Tests.Server;

namespace Pabal.Smtp.Tests.FromPython;

/// <summary>The snippets of docs/from-python.md on smtplib.</summary>
public sealed class SmtplibTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Connecting()
    {
        await using var server = await TestServer.StartAsync(new RecordingHandler { Authenticate = RecordingHandler.Accepts });
        var port = server.EndPoints[0].Port;
        // <smtp-connect>
        // SMTP, SMTP_SSL and LMTP are one: what is spoken and how it is protected are options.
        Assert.Equal((587, TlsMode.Required), (SmtpClientOptions.Parse("smtp://mail.example.com").Port, SmtpClientOptions.Parse("smtp://mail.example.com").Tls));
        Assert.Equal((465, TlsMode.Implicit), (SmtpClientOptions.Parse("smtps://mail.example.com").Port, SmtpClientOptions.Parse("smtps://mail.example.com").Tls));
        Assert.Equal((24, SmtpProtocol.Lmtp), (SmtpClientOptions.Parse("lmtp://127.0.0.1").Port, SmtpClientOptions.Parse("lmtp://127.0.0.1").Protocol));
        Assert.Equal(SmtpProtocol.Lmtp, SmtpClientOptions.Parse("lmtp+unix:///run/dovecot/lmtp").Protocol);

        var said = new List<string>();
        SmtpClientOptions options = SmtpClientOptions.Parse($"smtp://127.0.0.1:{port}?tls=none") with
        {
            HelloName = "client.example.com",
            SourceAddress = IPAddress.Loopback,
            Timeouts = new SmtpTimeouts { Connect = TimeSpan.FromSeconds(5) },
            Credentials = SmtpCredentials.Password("ann", "s3cret!"),
            Transcript = line => said.Add(line.ToString()),
        };
        // Hello, STARTTLS as the options demand, hello again, login; with ConnectAsync each by hand.
        SmtpConnection connection = await SmtpConnection.OpenAsync(options, Cancel);
        Assert.True(connection.IsOpen);
        // Says QUIT, and closes whatever is said to that.
        await connection.DisposeAsync();
        Assert.Contains("C: AUTH PLAIN ********", said);
        // </smtp-connect>
    }

    [Fact]
    public async Task Sending()
    {
        var handler = new RecordingHandler { Recipient = rcpt => rcpt.Recipient.LocalPart == "nobody" ? new SmtpReply(550, "5.1.1", "no such user") : new SmtpReply(250, "2.1.5", "ok") };
        await using var server = await TestServer.StartAsync(handler);
        var options = SmtpClientOptions.Parse($"smtp://127.0.0.1:{server.EndPoints[0].Port}?tls=none");
        // <smtp-send>
        await using var client = new SmtpClient(options);
        var email = new Email { From = "ann@example.com", To = ["bob@example.com", "nobody@example.com"], Subject = "Hello", Text = "It is me." };
        SendResult sent = await client.SendAsync(email, Cancel);                            // send_message
        Assert.Equal("bob@example.com", sent.Accepted.Single().ToString());
        RejectedRecipient refused = sent.Rejected.Single();
        Assert.Equal(("nobody@example.com", 550), (refused.Address.ToString(), refused.Reply.Code));
        Assert.Equal("kept", sent.Reply.Text);                                              // what smtplib throws away

        var envelope = new Envelope("bounces@example.com", "bob@example.com") { Notify = DsnNotify.Failure };
        await client.SendAsync(envelope, MailContent.From("Subject: as it is\r\n\r\n"u8.ToArray()), cancellationToken: Cancel);   // sendmail
        // </smtp-send>
        Assert.Equal(2, handler.Messages.Count);
    }

    [Fact]
    public async Task Step_by_step()
    {
        await using var server = new ScriptedServer(Scripts.Hello("AUTH PLAIN", "SMTPUTF8", "SIZE 1000") + """
            C: AUTH PLAIN AGFubgBzM2NyZXQh
            S: 235 2.7.0 welcome
            C: NOOP
            S: 250 2.0.0 ok
            C: VRFY bob
            S: 252 2.1.5 perhaps
            C: EXPN staff
            S: 250-Ann <ann@example.com>
            S: 250 Bob <bob@example.com>
            C: HELP
            S: 214 read the manual
            C: XSTATUS all
            S: 500 5.5.1 what
            C: MAIL FROM:<ann@example.com> SMTPUTF8
            S: 250 ok
            C: RCPT TO:<밥@example.com>
            S: 550 5.1.1 unknown
            C: RSET
            S: 250 ok
            C: MAIL FROM:<ann@example.com>
            S: 250 ok
            C: RCPT TO:<bob@example.com>
            S: 250 ok
            C: DATA
            S: 354 go
            CONTENT
            S: 250 2.0.0 queued as 42
            """);
        var options = server.Options;
        // <smtp-verbs>
        await using SmtpConnection connection = await SmtpConnection.ConnectAsync(options, Cancel);
        SmtpReply hello = await connection.HelloAsync(Cancel);                    // HelloVerb.Ehlo, else HelloVerb.Helo; in LMTP HelloVerb.Lhlo
        Assert.Equal((250, "mx.test"), (hello.Code, hello.Lines[0]));
        Assert.True(connection.Extensions.Has("size"));
        Assert.Equal("1000", connection.Extensions.Keywords["SIZE"]);
        // StartTlsAsync and HelloAsync again would come here.
        await connection.AuthenticateAsync(SmtpCredentials.Password("ann", "s3cret!"), Cancel);   // or a SaslMechanism of your own

        await connection.NoopAsync(Cancel);
        Assert.Equal(252, (await connection.VrfyAsync("bob", Cancel)).Code);
        Assert.Equal(2, (await connection.ExpnAsync("staff", Cancel)).Lines.Length);
        Assert.Equal("read the manual", (await connection.HelpAsync(cancellationToken: Cancel)).Text);
        Assert.Equal(500, (await connection.CommandAsync(new SmtpCommand.Plain("XSTATUS", "all"), Cancel)).Code);

        await connection.MailAsync(new SmtpCommand.Mail("ann@example.com") { SmtpUtf8 = true }, Cancel);
        Assert.Equal(550, (await connection.RcptAsync(new SmtpCommand.Rcpt("밥@example.com"), Cancel)).Code);
        await connection.RsetAsync(Cancel);

        await connection.MailAsync(new SmtpCommand.Mail("ann@example.com"), Cancel);
        await connection.RcptAsync(new SmtpCommand.Rcpt("bob@example.com"), Cancel);
        SmtpReply queued = await connection.DataAsync(MailContent.From("Subject: hi\n\n.dot\n"u8.ToArray()), cancellationToken: Cancel);
        Assert.Equal("queued as 42", queued.Text);
        await connection.QuitAsync(Cancel);
        // </smtp-verbs>
        Assert.Equal("Subject: hi\r\n\r\n..dot\r\n.\r\n", Assert.Single(server.Contents));
        await Assert.ThrowsAsync<SmtpException>(() => connection.StartTlsAsync(Cancel));
    }

    [Fact]
    public async Task Local_delivery()
    {
        await using var server = new ScriptedServer("""
            S: 220 store.test LMTP
            C: LHLO client.test
            S: 250 store.test
            C: MAIL FROM:<ann@example.com>
            S: 250 ok
            C: RCPT TO:<bob@example.com>
            S: 250 ok
            C: RCPT TO:<carl@example.com>
            S: 250 ok
            C: DATA
            S: 354 go
            CONTENT
            S: 250 2.0.0 stored
            S: 452 4.2.2 mailbox full
            """);
        var options = server.Options;
        // <smtp-lmtp>
        await using var store = await SmtpConnection.OpenAsync(options with { Protocol = SmtpProtocol.Lmtp }, Cancel);
        SendResult sent = await store.SendAsync(new Envelope("ann@example.com", "bob@example.com", "carl@example.com"), MailContent.From("Subject: hi\r\n\r\n"u8.ToArray()), cancellationToken: Cancel);
        Assert.Equal("bob@example.com", sent.Accepted.Single().ToString());
        Assert.Equal("carl@example.com", sent.Rejected.Single().Address.ToString());   // smtplib: a reply to nothing, taken for the next command's
        // </smtp-lmtp>
    }

    [Fact]
    public async Task Failing()
    {
        await using var server = await TestServer.StartAsync(new RecordingHandler
        {
            Authenticate = RecordingHandler.Accepts,
            Mail = mail => mail.Sender?.LocalPart == "mallory" ? new SmtpReply(550, "5.7.1", "not you") : new SmtpReply(250, "2.1.0", "ok"),
            Recipient = _ => new SmtpReply(450, "4.2.1", "busy"),
        });
        var options = SmtpClientOptions.Parse($"smtp://127.0.0.1:{server.EndPoints[0].Port}?tls=none");
        // <smtp-failures>
        Assert.Equal("Auth Authentication 535", await SendAsync(options with { Credentials = SmtpCredentials.Password("ann", "wrong") }, "ann"));
        Assert.Equal("Mail Refused 550", await SendAsync(options, "mallory"));
        Assert.Equal("Rcpt Refused 450 bob@example.com", await SendAsync(options, "ann"));

        static async Task<string> SendAsync(SmtpClientOptions options, string name)
        {
            try
            {
                await using var connection = await SmtpConnection.OpenAsync(options, Cancel);
                await connection.SendAsync(new Envelope($"{name}@example.com", "bob@example.com"), MailContent.From("Subject: hi\r\n\r\n"u8.ToArray()), cancellationToken: Cancel);
                return "sent";
            }
            catch (SmtpException failure)
            {
                // What a caller decides by.
                bool tryLater = failure.Failure switch
                {
                    SmtpFailure.OutcomeUnknown => false,      // lost after the last dot: it may have arrived
                    SmtpFailure.Disconnected => true,
                    SmtpFailure.BadInput => false,            // what the server does not offer
                    SmtpFailure.Authentication => false,
                    _ => failure.IsTransient,
                };
                string where = failure.Stage switch
                {
                    SmtpStage.Greeting or SmtpStage.Ehlo => "nobody there who speaks SMTP",
                    SmtpStage.Data or SmtpStage.Final => "the content was refused",
                    SmtpStage.Mail => "the sender was refused",
                    _ => failure.Diagnosis?.Cause ?? "",
                };
                Assert.False(tryLater && where.Length == 0);
                return string.Join(' ', [failure.Stage, failure.Failure, failure.Reply?.Code, .. failure.Rejected.Select(one => one.Address)]);
            }
        }
        // </smtp-failures>
    }

    [Fact]
    public void Small_things()
    {
        // <smtp-functions>
        // quoteaddr: a command prints itself, and takes nothing that could end it.
        Assert.Equal("MAIL FROM:<ann@example.com>", new SmtpCommand.Mail(Mailbox.Parse("Ann <ann@example.com>").Address).ToString());
        Assert.Equal("MAIL FROM:<>", new SmtpCommand.Mail(null).ToString());
        Assert.Throws<FormatException>(() => EmailAddress.Parse("ann@example.com>\r\nRCPT TO:<eve@example.com"));

        // OLDSTYLE_AUTH: the form AUTH= is read without being asked for.
        var extensions = SmtpExtensions.From(new SmtpReply(250, null, "mx.example.com", "AUTH=LOGIN PLAIN"));
        Assert.Equal(["LOGIN", "PLAIN"], extensions.Mechanisms);

        // encode_base64
        Assert.Equal("AGFubgBzM2NyZXQh", Convert.ToBase64String(Encoding.ASCII.GetBytes("\0ann\0s3cret!")));
        // </smtp-functions>
    }
}
