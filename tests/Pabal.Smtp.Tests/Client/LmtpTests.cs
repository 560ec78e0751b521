using Pabal.Mime;
using Pabal.Smtp.Tests.Scripted;

namespace Pabal.Smtp.Tests.Client;

/// <summary>LMTP (RFC 2033): after the content a reply for each recipient that was accepted.</summary>
public sealed class LmtpTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Each_recipient_has_a_reply_of_its_own(bool isPipelined)
    {
        var begin = isPipelined
            ? Hello("PIPELINING") + Scripts.Group("a", "b", "c") + Scripts.Say("250 ok", "250 ok", "550 5.1.1 unknown", "250 ok", "354 go")
            : Hello() + "C: MAIL FROM:<ann@a.test>\nS: 250 ok\nC: RCPT TO:<a@b.test>\nS: 250 ok\nC: RCPT TO:<b@b.test>\nS: 550 5.1.1 unknown\nC: RCPT TO:<c@b.test>\nS: 250 ok\nC: DATA\nS: 354 go\n";
        await using var server = new ScriptedServer(begin + "CONTENT\nS: 250 stored for a\nS: 452 4.2.2 c is full");
        await using var connection = await OpenAsync(server);
        var sent = await connection.SendAsync(Scripts.EnvelopeTo("a", "b", "c"), Scripts.Content, cancellationToken: Cancel);
        Assert.Equal(["a"], Names(sent.Accepted));
        Assert.Equal(["b 550", "c 452"], sent.Rejected.Select(one => $"{one.Address.LocalPart} {one.Reply.Code}"));
        Assert.Equal("stored for a", sent.Reply.Text);
    }

    [Fact]
    public async Task That_it_was_stored_for_nobody_is_a_failure()
    {
        await using var server = new ScriptedServer(Hello("PIPELINING") + Scripts.Group("a", "b") + Scripts.Say("250 ok", "250 ok", "250 ok", "354 go") + "CONTENT\n" + Scripts.Say("550 no", "452 4.2.2 full"));
        await using var connection = await OpenAsync(server);
        var failure = await Assert.ThrowsAsync<SmtpException>(() => connection.SendAsync(Scripts.EnvelopeTo("a", "b"), Scripts.Content, cancellationToken: Cancel));
        Assert.Equal((SmtpFailure.Refused, 452, true), (failure.Failure, failure.Reply?.Code, failure.IsTransient));
        Assert.Equal(["a", "b"], Names(failure.Rejected.Select(one => one.Address)));
        Assert.True(connection.IsOpen);
    }

    [Theory]
    [InlineData("503 no valid recipients", "C: RSET\n", "250 ok")]
    [InlineData("354 go", "CONTENT\n", null)]
    public async Task Nobody_accepted_means_no_reply_after_a_lone_dot(string data, string then, string? reset)
    {
        await using var server = new ScriptedServer(Hello("PIPELINING")
            + Scripts.Group("a") + Scripts.Say("250 ok", "550 no", data) + then
            + Scripts.Group("b") + Scripts.Say([.. reset is null ? Array.Empty<string>() : [reset], "250 ok", "250 ok", "354 go"]) + "CONTENT\nS: 250 stored");
        Assert.Equal(["a Refused", "b Accepted"], await Scripts.FatesAsync(Lmtp(server), Scripts.MailTo("a"), Scripts.MailTo("b")));
    }

    [Fact]
    public async Task Who_is_refused_after_the_content_was_refused_at_the_final_stage()
    {
        await using var server = new ScriptedServer(Hello("PIPELINING") + Scripts.Group("a") + Scripts.Say("250 ok", "250 ok", "354 go") + "CONTENT\nS: 552 5.2.2 full");
        await using var connection = await OpenAsync(server);
        var failure = await Assert.ThrowsAsync<SmtpException>(() => connection.SendAsync(Scripts.MailTo("a").Envelope, Scripts.MailTo("a").Content, cancellationToken: Cancel));
        Assert.Equal((SmtpStage.Final, 552), (failure.Stage, failure.Reply!.Code));
    }

    [Fact]
    public async Task Chunks_in_a_window_have_a_reply_for_each_recipient_and_one_where_there_is_none()
    {
        await using var server = new ScriptedServer(Hello("PIPELINING", "CHUNKING")
            + Scripts.Group("a") + Scripts.Say("250 ok", "250 ok", "354 go") + "CONTENT\n"
            + Scripts.Group("b") + Scripts.Say("250 stored", "250 ok", "250 ok", "354 go") + "CONTENT\n"
            + Whole("c", "d") + Whole("e") + Whole("f", "g") + "S: 250 stored\n"
            + Scripts.Say("250 ok", "250 ok", "250 ok", "250 ok", "250 stored for c", "452 4.2.2 d is full")
            + Scripts.Say("250 ok", "250 ok", "550 unknown", "503 nobody")
            + Scripts.Say("250 ok", "250 ok", "250 ok", "250 ok", "250 stored for f", "250 stored for g"));
        var outcomes = await Scripts.OutcomesAsync(Lmtp(server), Scripts.MailTo("a"), Scripts.MailTo("b"), Scripts.MailTo("c", "d"), Scripts.MailTo("e"), Scripts.MailTo("f", "g"));
        Assert.Equal(["a Accepted", "b Accepted", "c Accepted", "e Refused", "f Accepted"], outcomes.Select(outcome => $"{outcome.Mail.Tag} {outcome.Fate}"));
        Assert.Equal(["d"], Names(outcomes[2].Result!.Rejected.Select(one => one.Address)));
        Assert.Equal(["f", "g"], Names(outcomes[4].Result!.Accepted));
    }

    [Theory]
    [InlineData("CLOSE", SmtpFailure.OutcomeUnknown)]
    [InlineData("S~ what\\r\\n\nSILENCE", SmtpFailure.Protocol)]
    public async Task Lost_between_the_replies_it_tells_who_has_it(string end, SmtpFailure kind)
    {
        await using var server = new ScriptedServer(Hello("PIPELINING") + Scripts.Group("a", "b", "c") + Scripts.Say("250 ok", "250 ok", "250 ok", "250 ok", "354 go") + "CONTENT\nS: 250 stored\n" + end);
        var outcome = Assert.Single(await Scripts.OutcomesAsync(Lmtp(server), Scripts.MailTo("a", "b", "c")));
        var failure = Assert.IsType<SmtpException>(outcome.Error);
        Assert.Equal((MailFate.Unknown, kind), (outcome.Fate, failure.Failure));
        Assert.Equal(["a"], Names(failure.Accepted));
    }

    [Fact]
    public async Task At_421_between_the_replies_the_rest_is_refused()
    {
        await using var server = new ScriptedServer(Hello("PIPELINING") + Scripts.Group("a", "b") + Scripts.Say("250 ok", "250 ok", "250 ok", "354 go") + "CONTENT\nS: 250 stored\nS: 421 4.3.2 bye\nCLOSE");
        var outcome = Assert.Single(await Scripts.OutcomesAsync(Lmtp(server), Scripts.MailTo("a", "b")));
        Assert.Equal(MailFate.Accepted, outcome.Fate);
        Assert.Equal(["b 421"], outcome.Result!.Rejected.Select(one => $"{one.Address.LocalPart} {one.Reply.Code}"));
    }

    [Fact]
    public async Task A_reply_more_than_there_are_recipients_puts_the_session_out_of_step()
    {
        await using var server = new ScriptedServer(Hello("PIPELINING")
            + Scripts.Group("a") + Scripts.Say("250 ok", "250 ok", "354 go") + "CONTENT\nS~ 250 stored\\r\\n250 stored again\\r\\n\nMARK\nSILENCE");
        await using var connection = await OpenAsync(server);
        Assert.Equal(["a"], Names((await connection.SendAsync(Scripts.EnvelopeTo("a"), Scripts.Content, cancellationToken: Cancel)).Accepted));
        await server.Marked;
        var failure = await Assert.ThrowsAsync<SmtpException>(() => connection.SendAsync(Scripts.EnvelopeTo("b"), Scripts.Content, cancellationToken: Cancel));
        Assert.Equal((SmtpStage.Mail, SmtpFailure.Protocol), (failure.Stage, failure.Failure));
    }

    [Fact]
    public async Task By_hand_each_reply_is_given_with_its_recipient()
    {
        await using var server = new ScriptedServer(Hello() + """
            C: MAIL FROM:<ann@a.test>
            S: 250 ok
            C: RCPT TO:<a@b.test>
            S: 250 ok
            C: RCPT TO:<b@b.test>
            S: 550 no
            C: RCPT TO:<c@b.test>
            S: 250 ok
            C: DATA
            S: 354 go
            CONTENT
            S: 250 stored
            S: 452 4.2.2 full
            """);
        await using var connection = await OpenAsync(server);
        await connection.MailAsync(new SmtpCommand.Mail("ann@a.test"), Cancel);
        foreach (var name in new[] { "a", "b", "c" })
            await connection.RcptAsync(new SmtpCommand.Rcpt($"{name}@b.test"), Cancel);
        await Assert.ThrowsAsync<InvalidOperationException>(() => connection.DataAsync(Scripts.Content, cancellationToken: Cancel));
        await Assert.ThrowsAsync<InvalidOperationException>(() => connection.BdatAsync(default, isLast: true, Cancel));
        var replies = await connection.DataEachAsync(Scripts.Content, cancellationToken: Cancel);
        Assert.Equal(["a 250", "c 452"], replies.Select(one => $"{one.Recipient.LocalPart} {one.Reply.Code}"));
    }

    // However it says hello.
    private static string Hello(params string[] extensions) => Scripts.Hello(extensions).Replace("C: EHLO client.test", "C: *", StringComparison.Ordinal);

    private static string Whole(params string[] names) => "C: RSET\n" + Scripts.Recipients(names) + "CHUNK LAST\n";

    private static SmtpClientOptions Lmtp(ScriptedServer server) => server.Options with { Protocol = SmtpProtocol.Lmtp };

    private static Task<SmtpConnection> OpenAsync(ScriptedServer server) => SmtpConnection.OpenAsync(Lmtp(server), Cancel);

    private static IEnumerable<string> Names(IEnumerable<EmailAddress> addresses) => addresses.Select(one => one.LocalPart);
}
