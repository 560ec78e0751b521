using System.Text;

namespace Pabal.Smtp.Tests.Server;

/// <summary>Which command is allowed when, and what is answered: literal dialogues over a socket, each sent a line and an octet at a time.</summary>
public sealed class DialogueTests
{
    private const string Hello = "S: 220 mx.example.com\nC: EHLO client.test\nS: 250 HELP\n";
    private const string Mail = Hello + "C: MAIL FROM:<a@example.com>\nS: 250 2.1.0\n";
    private const string Rcpt = Mail + "C: RCPT TO:<b@example.com>\nS: 250 2.1.5\n";
    private const string Message = Rcpt + "C: DATA\nS: 354\nC: Subject: x\nC: \nC: text\nC: .\nS: 250 2.0.0 kept\n";
    private const string Quit = "C: QUIT\nS: 221 2.0.0\nS: end";

    public static TheoryData<string> Dialogues =>
    [
        // A whole session, and a second message in the same one.
        Message + "C: MAIL FROM:<>\nS: 250\nC: RCPT TO:<postmaster>\nS: 250\nC: DATA\nS: 354\nc: .\\r\\n\nS: 250\n" + Quit,
        "S: 220 mx.example.com\nC: HELO client.test\nS: 250 mx.example.com\nC: MAIL FROM:<a@b>\nS: 250\nC: RCPT TO:<b@c>\nS: 250\nC: DATA\nS: 354\nC: .\nS: 250\n" + Quit,

        // Order.
        "S: 220\nC: MAIL FROM:<a@b>\nS: 503 5.5.1\nC: RCPT TO:<a@b>\nS: 503 5.5.1\nC: DATA\nS: 503 5.5.1\nC: AUTH LOGIN\nS: 503 5.5.1\nC: STARTTLS\nS: 503 5.5.1\n" + Quit,
        "S: 220\nC: NOOP\nS: 250\nC: RSET\nS: 250\nC: VRFY x\nS: 252\nC: HELP\nS: 214\nC: EXPN x\nS: 502 5.5.1\n" + Quit,
        Hello + "C: RCPT TO:<b@c>\nS: 503 5.5.1\nC: DATA\nS: 503 5.5.1\n" + Quit,
        Mail + "C: MAIL FROM:<a@b>\nS: 503 5.5.1\nC: DATA\nS: 554 5.5.1\nC: RCPT TO:<b@c>\nS: 250\n" + Quit,
        Rcpt + "C: RSET\nS: 250\nC: DATA\nS: 503 5.5.1\nC: RCPT TO:<b@c>\nS: 503\n" + Quit,
        Rcpt + "C: EHLO again.test\nS: 250 HELP\nC: DATA\nS: 503 5.5.1\n" + Quit,
        Message + "C: DATA\nS: 503 5.5.1\n" + Quit,
        Mail + "C: RCPT TO:<refused@example.com>\nS: 550 5.1.1 no such user\nC: DATA\nS: 554 5.5.1\n" + Quit,
        Mail + "C: RCPT TO:<refused@example.com>\nS: 550 5.1.1\nC: RCPT TO:<b@c>\nS: 250\nC: DATA\nS: 354\nC: .\nS: 250\n" + Quit,
        Hello + "C: MAIL FROM:<refused@example.com>\nS: 550 5.7.1\nC: RCPT TO:<b@c>\nS: 503\n" + Quit,

        // Parameters and addresses.
        Hello + "C: MAIL FROM: <a@b> SIZE=10 BODY=8BITMIME\nS: 250\n" + Quit,
        Hello + "C: MAIL FROM:<a@b> FOO=BAR\nS: 555 5.5.4\nC: MAIL FROM:<a@b> SIZE=99999999999999999999\nS: 552 5.3.4\nC: MAIL FROM:<a@b> SIZE=-1\nS: 501 5.5.4\n" + Quit,
        Hello + "C: MAIL FROM:<a@b> SIZE=abc\nS: 501 5.5.4\nC: MAIL FROM:<a@b> SIZE=1 SIZE=1\nS: 501 5.5.4\nC: MAIL FROM:<a@b> SIZE=26214401\nS: 552 5.3.4\nC: MAIL FROM:<a@b> SIZE=26214400\nS: 250\n" + Quit,
        Hello + "C: MAIL FROM:<a@b> BODY=BINARYMIME\nS: 555 5.5.4\n" + Quit,
        Mail + "C: RCPT TO:<b@c> FOO=BAR\nS: 555 5.5.4\nC: RCPT TO:<>\nS: 501 5.1.3\nC: RCPT TO:<b@c\nS: 501 5.5.4\nC: RCPT TO:<@hop.test:b@c>\nS: 250\n" + Quit,
        Mail + "c: RCPT TO:<\u00ed\u0099\u008d@example.com>\\r\\n\nS: 553 5.6.7\n" + Quit,
        Hello + "C: MAIL FROM:<a@b> SMTPUTF8\nS: 250\nc: RCPT TO:<\u00ed\u0099\u008d@example.com>\\r\\n\nS: 250\n" + Quit,
        Hello + "C: EHLO a(b)\nS: 501 5.5.4\nC: EHLO\nS: 501 5.5.4\nC: LHLO x\nS: 500 5.5.1\n" + Quit,

        // Lines that are none.
        Hello + "C: BOGUS\nS: 500 5.5.1\nC: \nS: 500 5.5.2\nC: DEBUG\nS: 500 5.5.1\n" + Quit,
        Hello + "c: NO\\0OP\\r\\n\nS: 500 5.5.2\nc: EHLO a\\rb\\r\\n\nS: 500 5.5.2\nc: \u0080\u0081\\r\\n\nS: 500 5.5.2\n" + Quit,
        Hello + "c: MAIL FROM:<a@x>\\n\nS: 500 5.5.2\nC: RCPT TO:<b@c>\nS: 503 5.5.1\n" + Quit,

        // What the server is not.
        "S: 220\nc: GET / HTTP/1.1\\r\\nHost: mx\\r\\n\\r\\n\nS: 421 4.7.0\nS: end",
        "S: 220\nc: POST / HTTP/1.1\\r\\nHost: mx\\r\\nContent-Length: 24\\r\\n\\r\\nMAIL FROM:<evil@test>\\r\\n\nS: 421 4.7.0\nS: end",
        Hello + "C: Host: mx\nS: 421\nS: end",

        // Everything at once, in an order that is allowed (RFC 2920).
        "S: 220\nc: EHLO x\\r\\nMAIL FROM:<a@b>\\r\\nRCPT TO:<refused@b>\\r\\nRCPT TO:<b@c>\\r\\nDATA\\r\\n..\\r\\n.\\r\\nMAIL FROM:<>\\r\\nRSET\\r\\nQUIT\\r\\n\n"
            + "S: 250 HELP\nS: 250 2.1.0\nS: 550 5.1.1\nS: 250 2.1.5\nS: 354\nS: 250 2.0.0 kept\nS: 250 2.1.0\nS: 250 2.0.0\nS: 221\nS: end",
    ];

    [Theory]
    [MemberData(nameof(Dialogues))]
    public async Task Each_command_has_its_reply_however_it_is_cut(string script)
    {
        await using var server = await TestServer.StartAsync(new RecordingHandler
        {
            Mail = mail => mail.Sender?.LocalPart == "refused" ? new SmtpReply(550, "5.7.1", "not from you") : new SmtpReply(250, "2.1.0", "ok"),
            Recipient = rcpt => rcpt.Recipient.LocalPart == "refused" ? new SmtpReply(550, "5.1.1", "no such user") : new SmtpReply(250, "2.1.5", "ok"),
        });
        foreach (var cut in new[] { 0, 1 })
        {
            await using var client = await RawClient.ConnectAsync(server, cut);
            await Script.PlayAsync(client, script);
        }
    }

    [Fact]
    public async Task EHLO_lists_what_the_server_can_do()
    {
        await using var server = await TestServer.StartAsync(new RecordingHandler());
        await using var client = await RawClient.ConnectAsync(server);
        await client.ExpectAsync("220 mx.example.com ESMTP");
        Assert.Equal(
            """
            250-mx.example.com greets client.test
            250-PIPELINING
            250-SIZE 26214400
            250-8BITMIME
            250-SMTPUTF8
            250-ENHANCEDSTATUSCODES
            250-DSN
            250-CHUNKING
            250-LIMITS RCPTMAX=1000
            250-STARTTLS
            250-AUTH PLAIN LOGIN
            250 HELP
            """.ReplaceLineEndings("\r\n"), await client.SayAsync("EHLO client.test", "250"));
        Assert.Equal("250 mx.example.com greets client.test", await client.SayAsync("HELO client.test", "250"));
    }

    [Fact]
    public async Task What_the_client_asked_for_reaches_the_handler_in_the_envelope()
    {
        var handler = new RecordingHandler();
        await using var server = await TestServer.StartAsync(handler);
        await using var client = await RawClient.HelloAsync(server);
        await client.SayAsync("MAIL FROM:<ann@example.com> RET=HDRS ENVID=a+20b", "250");
        await client.SayAsync("RCPT TO:<bob@example.com> NOTIFY=SUCCESS,FAILURE ORCPT=rfc822;Bob@old.example.com", "250");
        await client.SayAsync("RCPT TO:<carl@example.com>", "250");
        await client.SayAsync("RCPT TO:<bob@EXAMPLE.com>", "250");
        await client.SayAsync("RCPT TO:<PostMaster>", "250");
        await client.SayAsync("DATA", "354");
        await client.SayAsync(".", "250");
        var (session, envelope, content) = Assert.Single(handler.Messages);
        Assert.Equal("ann@example.com", envelope.Sender!.ToString());
        Assert.Equal(["bob@example.com", "carl@example.com", "PostMaster@mx.example.com"], envelope.Recipients.Select(to => to.ToString()));
        Assert.Equal((DsnReturn.Headers, "a b"), (envelope.Return, envelope.EnvelopeId));
        Assert.Equal(new DsnRequest(DsnNotify.Success | DsnNotify.Failure, "rfc822;Bob@old.example.com"), Assert.Single(envelope.Requests).Value);
        Assert.Empty(content);
        Assert.Equal(("client.test", HelloVerb.Ehlo, null, null, "mx.example.com"),
            (session.HelloName, session.HelloVerb, session.User, session.TlsVersion, session.ServerName));
        Assert.Equal(client.Socket.LocalEndPoint, session.RemoteEndPoint);
        Assert.Equal(client.Socket.RemoteEndPoint, session.LocalEndPoint);
    }

    [Theory]
    [InlineData("..first\r\nsecond\r\n", ".first\r\nsecond\r\n")]
    [InlineData("", "")]
    [InlineData("\r\n", "\r\n")]
    [InlineData("no dot.\r\n...\r\n", "no dot.\r\n..\r\n")]
    [InlineData("\u00e9\0\r\n", "\u00e9\0\r\n")]
    public async Task Content_arrives_as_it_was_before_it_was_stuffed(string wire, string content)
    {
        var handler = new RecordingHandler();
        await using var server = await TestServer.StartAsync(handler);
        foreach (var cut in new[] { 0, 1, 2, 3, 5 })
        {
            await using var client = await RawClient.HelloAsync(server, cut);
            await client.SayAsync("MAIL FROM:<>", "250");
            await client.SayAsync("RCPT TO:<b@c>", "250");
            await client.SayAsync("DATA", "354");
            await client.SendAsync(wire + ".\r\n");
            await client.ExpectAsync("250");
            Assert.True(handler.Messages.TryDequeue(out var message));
            Assert.Equal(content, Encoding.Latin1.GetString(message.Content));
        }
    }

    [Theory]
    [InlineData("a\n.\n")]
    [InlineData("a\n.\r\n")]
    [InlineData("a\r\n.\n")]
    [InlineData("a\r.\r")]
    [InlineData("a\r.\r\n")]
    [InlineData("a\r\n.\r")]
    [InlineData("a\n.\r")]
    [InlineData("a\r\n.\r\r\n")]
    [InlineData("bare\nline")]
    public async Task A_message_with_a_newline_of_another_kind_is_refused_and_nothing_in_it_is_a_command(string smuggled)
    {
        var wire = smuggled + "MAIL FROM:<evil@example.com>\r\nRCPT TO:<victim@example.com>\r\nDATA\r\nevil\r\n.\r\n";
        var handler = new RecordingHandler();
        await using var server = await TestServer.StartAsync(handler);
        foreach (var cut in new[] { 0, 1 })
        {
            await using var client = await RawClient.HelloAsync(server, cut);
            await client.SayAsync("MAIL FROM:<>", "250");
            await client.SayAsync("RCPT TO:<b@c>", "250");
            await client.SayAsync("DATA", "354");
            await client.SendAsync(wire);
            await client.ExpectAsync("550 5.6.11");
            await client.SayAsync("QUIT", "221");
            Assert.Empty(handler.Messages);
        }
    }

    [Fact]
    public async Task A_server_may_repair_newlines_instead()
    {
        var handler = new RecordingHandler();
        await using var server = await TestServer.StartAsync(handler, TestServer.Options with { NormalizeLineEnds = true });
        await using var client = await RawClient.HelloAsync(server);
        await client.SayAsync("MAIL FROM:<>", "250");
        await client.SayAsync("RCPT TO:<b@c>", "250");
        await client.SayAsync("DATA", "354");
        await client.SendAsync("a\n.\nb\rc\r\n.\r\n");
        await client.ExpectAsync("250");
        Assert.Equal("a\r\n.\r\nb\r\nc\r\n", Encoding.Latin1.GetString(Assert.Single(handler.Messages).Content));
    }

    [Fact]
    public async Task A_client_that_closes_its_side_still_hears_all_replies()
    {
        await using var server = await TestServer.StartAsync(new RecordingHandler());
        await using var client = await RawClient.ConnectAsync(server);
        await client.SendAsync("EHLO x\r\nMAIL FROM:<>\r\nRCPT TO:<b@c>\r\nDATA\r\nhi\r\n.\r\nNOOP\r\nQUI");
        client.Socket.Shutdown(System.Net.Sockets.SocketShutdown.Send);
        await Script.PlayAsync(client, "S: 220\nS: 250 HELP\nS: 250 2.1.0\nS: 250 2.1.5\nS: 354\nS: 250 2.0.0 kept\nS: 250 2.0.0\nS: end");
    }

    [Fact]
    public async Task Long_and_foreign_text_of_a_handler_becomes_lines_that_SMTP_allows()
    {
        await using var server = await TestServer.StartAsync(new RecordingHandler
        {
            Mail = _ => new SmtpReply(550, "5.7.1", new string('x', 1000) + "\r\n250 안녕"),
        });
        await using var client = await RawClient.HelloAsync(server);
        var lines = (await client.SayAsync("MAIL FROM:<>", "550 5.7.1")).Split("\r\n");
        Assert.Equal(3, lines.Length);
        Assert.All(lines, line => Assert.InRange(line.Length, 1, 510));
        Assert.All(lines, line => Assert.StartsWith("550", line, StringComparison.Ordinal));
        Assert.EndsWith("xx  250 ??", lines[^1], StringComparison.Ordinal);
    }
}
