using Pabal.Mime;
using Pabal.Smtp.Tests.Scripted;

namespace Pabal.Smtp.Tests.Client;

public sealed class SendingTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_mail_is_sent(bool drips)
    {
        await using var server = new ScriptedServer(Scripts.Hello("SIZE 1000") + """
            C: MAIL FROM:<ann@a.test> SIZE=22
            S: 250 2.1.0 ok
            C: RCPT TO:<bob@b.test>
            S: 251 2.1.5 will forward
            C: DATA
            S: 354 go ahead
            CONTENT
            S: 250-2.0.0 first
            S: 250 2.0.0 queued as 42
            """) { Drips = drips };
        var sent = await SendAsync(server, Scripts.Envelope);
        Assert.Equal(["bob@b.test"], Names(sent.Accepted));
        Assert.Empty(sent.Rejected);
        Assert.Equal(new SmtpReply(250, new EnhancedStatus(2, 0, 0), "first", "queued as 42"), sent.Reply);
        Assert.Equal(["Subject: hi\r\n\r\nhello\r\n.\r\n"], server.Contents);
    }

    [Fact]
    public async Task Replies_may_end_in_LF_alone()
    {
        await using var server = new ScriptedServer(@"S~ 220 hi\n
C: EHLO client.test
S~ 250-mx\n250 SIZE\n
C: MAIL FROM:<ann@a.test> SIZE=22
S~ 250 ok\n
C: RCPT TO:<bob@b.test>
S~ 250 ok\n
C: DATA
S~ 354 go\n
CONTENT
S~ 250 ok\n");
        Assert.Equal(250, (await SendAsync(server, Scripts.Envelope)).Reply.Code);
    }

    [Fact]
    public async Task The_empty_sender_is_written_as_such()
    {
        await using var server = new ScriptedServer(Scripts.Hello() + "C: MAIL FROM:<>\nS: 250 ok\nC: RCPT TO:<bob@b.test>\nS: 250 ok\nC: DATA\nS: 354 go\nCONTENT\nS: 250 ok");
        await SendAsync(server, new Envelope(null, "bob@b.test"));
    }

    [Theory]
    [InlineData("SIZE 21")]
    [InlineData("SIZE 1")]
    public async Task A_mail_larger_than_the_server_takes_is_not_begun(string size)
    {
        await using var server = new ScriptedServer(Scripts.Hello(size));
        var failure = await Assert.ThrowsAsync<SmtpException>(() => SendAsync(server, Scripts.Envelope));
        Assert.Equal((SmtpStage.Mail, SmtpFailure.BadInput, false), (failure.Stage, failure.Failure, failure.IsTransient));
        Assert.Equal(["EHLO client.test", "QUIT"], server.Heard);
    }

    [Theory]
    [InlineData("SIZE")]
    [InlineData("SIZE 0")]
    [InlineData("SIZE -1")]
    [InlineData("SIZE 99999999999999999999")]
    [InlineData("SIZE x")]
    public async Task A_silly_SIZE_limits_nothing(string size)
    {
        await using var server = new ScriptedServer(Scripts.Hello(size) + Scripts.Mail.Replace("a.test>", "a.test> SIZE=22", StringComparison.Ordinal));
        Assert.Equal(250, (await SendAsync(server, Scripts.Envelope)).Reply.Code);
    }

    [Fact]
    public async Task Extensions_are_used_only_where_they_are_needed()
    {
        await using var server = new ScriptedServer(Scripts.Hello("8BITMIME", "SMTPUTF8", "DSN", "PIPELINING", "CHUNKING") + Scripts.Mail);
        await SendAsync(server, Scripts.Envelope);
    }

    [Fact]
    public async Task Octets_over_127_are_announced()
    {
        await using var server = new ScriptedServer(Scripts.Hello("8BITMIME", "SMTPUTF8") + Scripts.Mail.Replace("a.test>", "a.test> BODY=8BITMIME", StringComparison.Ordinal));
        await SendAsync(server, Scripts.Envelope, Scripts.ContentOf("Subject: hi\r\n\r\nÿ"));
        Assert.Equal("Subject: hi\r\n\r\nÿ\r\n.\r\n", server.Contents[0]);
    }

    [Theory]
    [InlineData("ann@a.test", "밥@b.test", "MAIL FROM:<ann@a.test> SMTPUTF8", "RCPT TO:<밥@b.test>")]
    [InlineData("앤@a.test", "bob@b.test", "MAIL FROM:<앤@a.test> SMTPUTF8", "RCPT TO:<bob@b.test>")]
    public async Task An_address_that_is_not_ASCII_takes_SMTPUTF8(string sender, string recipient, string mail, string rcpt)
    {
        await using var server = new ScriptedServer(Scripts.Hello("8BITMIME", "SMTPUTF8") + $"C: {mail}\nS: 250 ok\nC: {rcpt}\nS: 250 ok\nC: DATA\nS: 354 go\nCONTENT\nS: 250 ok");
        await SendAsync(server, new Envelope(sender, recipient));
    }

    [Fact]
    public async Task What_the_server_can_not_take_is_not_begun()
    {
        await using var server = new ScriptedServer(Scripts.Hello("SIZE"));
        await using var connection = await SmtpConnection.OpenAsync(server.Options, Cancel);
        foreach (var (envelope, content) in new[]
        {
            (new Envelope("ann@a.test", "밥@b.test"), Scripts.Content),
            (Scripts.Envelope, Scripts.ContentOf("Subject: ÿ\r\n\r\n")),
            (Scripts.Envelope, Scripts.ContentOf("Subject: hi\r\n\r\nÿ")),
        })
        {
            var failure = await Assert.ThrowsAsync<SmtpException>(() => connection.SendAsync(envelope, content, cancellationToken: Cancel));
            Assert.Equal((SmtpStage.Mail, SmtpFailure.BadInput), (failure.Stage, failure.Failure));
        }
        Assert.Equal(["EHLO client.test"], server.Heard);
        Assert.True(connection.IsOpen);
    }

    [Fact]
    public async Task Reports_are_asked_for_where_the_server_can_send_them()
    {
        var envelope = Scripts.Envelope with { Notify = DsnNotify.Success | DsnNotify.Delay, Return = DsnReturn.Headers, EnvelopeId = "a+b" };
        await using var server = new ScriptedServer(Scripts.Hello("DSN") + """
            C: MAIL FROM:<ann@a.test> RET=HDRS ENVID=a+2Bb
            S: 250 ok
            C: RCPT TO:<bob@b.test> NOTIFY=SUCCESS,DELAY
            S: 250 ok
            C: DATA
            S: 354 go
            CONTENT
            S: 250 ok
            """);
        await SendAsync(server, envelope);

        var notes = new List<string>();
        await using var plain = new ScriptedServer(Scripts.Hello() + Scripts.Mail);
        await using var connection = await SmtpConnection.OpenAsync(plain.Options with { Transcript = line => notes.Add(line.ToString()) }, Cancel);
        await connection.SendAsync(envelope, Scripts.Content, cancellationToken: Cancel);
        Assert.Contains(notes, note => note.StartsWith("*: ", StringComparison.Ordinal) && note.Contains("does not offer DSN", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("550 5.7.1 not you", false)]
    [InlineData("451 4.3.0 later", true)]
    public async Task A_refused_sender_is_told_and_the_connection_can_be_used_again(string reply, bool transient)
    {
        await using var server = new ScriptedServer(Scripts.Hello() + $"C: MAIL FROM:<ann@a.test>\nS: {reply}\n" + Scripts.Mail);
        await using var connection = await SmtpConnection.OpenAsync(server.Options, Cancel);
        var failure = await Assert.ThrowsAsync<SmtpException>(() => connection.SendAsync(Scripts.Envelope, Scripts.Content, cancellationToken: Cancel));
        Assert.Equal((SmtpStage.Mail, SmtpFailure.Refused, transient), (failure.Stage, failure.Failure, failure.IsTransient));
        await connection.SendAsync(Scripts.Envelope, Scripts.Content, cancellationToken: Cancel);
    }

    [Theory]
    [InlineData(SmtpStage.Data, "554 5.5.1 no", "C: RSET\nS: 250 ok\n")]
    [InlineData(SmtpStage.Final, "554 5.7.1 spam", "")]
    [InlineData(SmtpStage.Final, "451 4.3.0 full", "")]
    public async Task Refused_content_is_told_and_the_next_mail_starts_afresh(SmtpStage stage, string reply, string between)
    {
        var refused = stage == SmtpStage.Data ? $"C: DATA\nS: {reply}\n" : $"C: DATA\nS: 354 go\nCONTENT\nS: {reply}\n";
        await using var server = new ScriptedServer(Scripts.Hello() + "C: MAIL FROM:<ann@a.test>\nS: 250 ok\nC: RCPT TO:<bob@b.test>\nS: 250 ok\n" + refused + between + Scripts.Mail);
        await using var connection = await SmtpConnection.OpenAsync(server.Options, Cancel);
        var failure = await Assert.ThrowsAsync<SmtpException>(() => connection.SendAsync(Scripts.Envelope, Scripts.Content, cancellationToken: Cancel));
        Assert.Equal((stage, SmtpFailure.Refused, reply[0] == '4'), (failure.Stage, failure.Failure, failure.IsTransient));
        await connection.SendAsync(Scripts.Envelope, Scripts.Content, cancellationToken: Cancel);
    }

    [Fact]
    public async Task A_server_that_does_not_take_RSET_is_left()
    {
        await using var server = new ScriptedServer(Scripts.Hello() + "C: MAIL FROM:<ann@a.test>\nS: 250 ok\nC: RCPT TO:<bob@b.test>\nS: 250 ok\nC: DATA\nS: 554 no\nC: RSET\nS: 500 what\nSILENCE");
        await using var connection = await SmtpConnection.OpenAsync(server.Options, Cancel);
        var failure = await Assert.ThrowsAsync<SmtpException>(() => connection.SendAsync(Scripts.Envelope, Scripts.Content, cancellationToken: Cancel));
        Assert.Equal(554, failure.Reply?.Code);
        Assert.False(connection.IsOpen);
    }

    [Fact]
    public async Task Single_steps_can_be_taken_by_hand()
    {
        await using var server = new ScriptedServer(Scripts.Hello("8BITMIME") + """
            C: VRFY bob
            S: 252 2.1.5 perhaps
            C: HELP
            S: 214-one
            S: 214 two
            C: NOOP
            S: 250 ok
            C: MAIL FROM:<ann@a.test>
            S: 250 ok
            C: RCPT TO:<bob@b.test>
            S: 550 no
            C: RSET
            S: 250 ok
            """);
        await using var connection = await SmtpConnection.ConnectAsync(server.Options, Cancel);
        Assert.Equal("mx.test ESMTP", connection.Greeting.Text);
        Assert.Equal($"smtp://127.0.0.1:{server.Port}", connection.ServerUri);
        Assert.Equal(server.Port, Assert.IsType<System.Net.IPEndPoint>(connection.RemoteEndPoint).Port);
        Assert.Empty(connection.Extensions.Keywords);
        await connection.HelloAsync(Cancel);
        Assert.True(connection.Extensions.Has("8bitmime"));
        Assert.Equal(252, (await connection.CommandAsync(new SmtpCommand.Plain("VRFY", "bob"), Cancel)).Code);
        Assert.Equal(["one", "two"], (await connection.CommandAsync(new SmtpCommand.Plain("help"), Cancel)).Lines);
        Assert.Equal(250, (await connection.NoopAsync(Cancel)).Code);
        await connection.MailAsync(new SmtpCommand.Mail("ann@a.test"), Cancel);
        Assert.Equal(550, (await connection.RcptAsync(new SmtpCommand.Rcpt("bob@b.test"), Cancel)).Code);
        Assert.Equal(250, (await connection.RsetAsync(Cancel)).Code);
        Assert.Equal(221, (await connection.QuitAsync(Cancel))?.Code);
        Assert.False(connection.IsOpen);
        Assert.Null(await connection.QuitAsync(Cancel));
    }

    [Theory]
    [InlineData("DATA")]
    [InlineData("quit")]
    [InlineData("AUTH")]
    [InlineData("STARTTLS")]
    public async Task A_command_that_changes_the_session_is_not_taken_as_any_command(string verb)
    {
        await using var server = new ScriptedServer(Scripts.Hello());
        await using var connection = await SmtpConnection.OpenAsync(server.Options, Cancel);
        await Assert.ThrowsAsync<ArgumentException>(() => connection.CommandAsync(new SmtpCommand.Plain(verb), Cancel));
    }

    [Fact]
    public async Task No_command_can_carry_a_second_line()
    {
        await using var server = new ScriptedServer(Scripts.Hello());
        await using var connection = await SmtpConnection.OpenAsync(server.Options, Cancel);
        foreach (var bad in new[] { "x\r\nRSET", "x\nRSET", "x\rRSET", "x\0" })
        {
            await Assert.ThrowsAsync<ArgumentException>(() => connection.CommandAsync(new SmtpCommand.Plain("NOOP", bad), Cancel));
            await Assert.ThrowsAsync<ArgumentException>(() => connection.CommandAsync(new SmtpCommand.Plain("NOOP" + bad), Cancel));
            Assert.Throws<ArgumentException>(() => server.Options with { HelloName = bad });
            Assert.Throws<ArgumentException>(() => server.Options with { Host = bad });
        }
        Assert.Equal(["EHLO client.test"], server.Heard);
    }

    private static async Task<SendResult> SendAsync(ScriptedServer server, Envelope envelope, MailContent? content = null)
    {
        await using var connection = await SmtpConnection.OpenAsync(server.Options, Cancel);
        return await connection.SendAsync(envelope, content ?? Scripts.Content, cancellationToken: Cancel);
    }

    private static IEnumerable<string> Names(IEnumerable<EmailAddress> addresses) => addresses.Select(one => one.ToString());
}
