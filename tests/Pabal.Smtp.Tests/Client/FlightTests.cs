using Pabal.Mime;
using Pabal.Smtp.Tests.Scripted;
using Pabal.Smtp.Tests.Server;

namespace Pabal.Smtp.Tests.Client;

/// <summary>One mail to a server with PIPELINING (RFC 2920): the envelope in one group, each reply matched with its command.</summary>
public sealed class FlightTests
{
    private const string Next = """
        C: MAIL FROM:<ann@a.test>
        C: RCPT TO:<bob@b.test>
        C: DATA
        S: 250 ok
        S: 250 ok
        S: 354 go
        CONTENT
        S: 250 queued
        """;

    private static readonly string Hello = Scripts.Hello("PIPELINING");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_envelope_goes_in_one_group(bool drips)
    {
        await using var server = new ScriptedServer(Hello + Scripts.Group("a", "b", "c") + Scripts.Say("250 ok", "250 ok", "550 no", "250-well\nS: 250 ok", "354 go") + "CONTENT\nS: 250 queued") { Drips = drips };
        var sent = await SendAsync(server, "a", "b", "c");
        Assert.Equal(["a", "c"], Names(sent.Accepted));
        Assert.Equal(["b"], Names(sent.Rejected.Select(one => one.Address)));
        Assert.Equal(["Subject: hi\r\n\r\nhello\r\n.\r\n"], server.Contents);
    }

    [Fact]
    public async Task The_group_of_a_thousand_recipients_never_fills_both_sides()
    {
        var handler = new RecordingHandler { Recipient = rcpt => new SmtpReply(250, "2.1.5", $"{rcpt.Recipient} is welcome, {new string('x', 400)}") };
        await using var server = await TestServer.StartAsync(handler);
        var names = Enumerable.Range(0, 1000).Select(i => $"{i}{new string('n', 50)}").ToArray();
        await using var connection = await SmtpConnection.OpenAsync(SmtpClientOptions.Parse($"smtp://127.0.0.1:{server.EndPoints[0].Port}?tls=none"), Cancel);
        var sent = await connection.SendAsync(Scripts.EnvelopeTo(names), Scripts.Content, cancellationToken: Cancel);
        Assert.Equal(names, Names(sent.Accepted));
        Assert.Equal(names, Names(Assert.Single(handler.Messages).Envelope.Recipients));
    }

    [Fact]
    public async Task Recipients_accepted_after_MAIL_was_refused_get_no_content()
    {
        await using var server = new ScriptedServer(Hello + Scripts.Group("a") + Scripts.Say("550 5.7.1 not you", "250 ok", "354 go") + "SILENCE");
        await using var connection = await SmtpConnection.OpenAsync(server.Options, Cancel);
        var failure = await FailureAsync(connection, "a");
        Assert.Equal((SmtpStage.Mail, SmtpFailure.Refused, 550), (failure.Stage, failure.Failure, failure.Reply?.Code));
        Assert.False(connection.IsOpen);
        Assert.Empty(server.Contents);
    }

    [Theory]
    [InlineData("250 discarded")]
    [InlineData("554 5.5.1 no valid recipients")]
    public async Task A_354_though_everybody_was_refused_gets_a_lone_dot_whose_reply_counts_for_nothing(string reply)
    {
        await using var server = new ScriptedServer(Hello + Scripts.Group("a", "b") + Scripts.Say("250 ok", "550 no", "451 4.2.1 later", "354 go") + $"CONTENT\nS: {reply}\n" + Next);
        await using var connection = await SmtpConnection.OpenAsync(server.Options, Cancel);
        var failure = await FailureAsync(connection, "a", "b");
        Assert.Equal((SmtpStage.Rcpt, SmtpFailure.Refused, 451), (failure.Stage, failure.Failure, failure.Reply?.Code));
        Assert.Equal(["a", "b"], Names(failure.Rejected.Select(one => one.Address)));
        await connection.SendAsync(Scripts.Envelope, Scripts.Content, cancellationToken: Cancel);
        Assert.Equal([".\r\n", "Subject: hi\r\n\r\nhello\r\n.\r\n"], server.Contents);
    }

    [Theory]
    [InlineData("503 5.5.1 no valid recipients")]
    [InlineData("554 5.5.1 no valid recipients")]
    public async Task Everybody_refused_and_DATA_too_is_taken_back_before_the_next(string reply)
    {
        await using var server = new ScriptedServer(Hello + Scripts.Group("a") + Scripts.Say("250 ok", "550 no", reply) + "C: RSET\nS: 250 ok\n" + Next);
        await using var connection = await SmtpConnection.OpenAsync(server.Options, Cancel);
        var failure = await FailureAsync(connection, "a");
        Assert.Equal((SmtpStage.Rcpt, 550), (failure.Stage, failure.Reply?.Code));
        await connection.SendAsync(Scripts.Envelope, Scripts.Content, cancellationToken: Cancel);
        Assert.Single(server.Contents);
    }

    [Theory]
    [InlineData("503 5.5.1 MAIL first", "503 5.5.1 MAIL first", 0)]
    [InlineData("550 5.1.1 no", "554 no", 0)]
    [InlineData("503 no", "354 go", 1)]
    public async Task A_refused_sender_is_why_the_rest_was_refused(string rcpt, string data, int dots)
    {
        var lone = dots > 0 ? "CONTENT\nS: 250 thrown away\n" : "";
        await using var server = new ScriptedServer(Hello + Scripts.Group("a") + Scripts.Say("550 5.7.1 not you", rcpt, data) + lone + Next);
        await using var connection = await SmtpConnection.OpenAsync(server.Options, Cancel);
        var failure = await FailureAsync(connection, "a");
        Assert.Equal((SmtpStage.Mail, SmtpFailure.Refused, 550), (failure.Stage, failure.Failure, failure.Reply?.Code));
        await connection.SendAsync(Scripts.Envelope, Scripts.Content, cancellationToken: Cancel);
        Assert.Equal([.. Enumerable.Repeat(".\r\n", dots), "Subject: hi\r\n\r\nhello\r\n.\r\n"], server.Contents);
    }

    [Theory]
    [InlineData(0, SmtpStage.Mail)]
    [InlineData(1, SmtpStage.Rcpt)]
    [InlineData(2, SmtpStage.Rcpt)]
    [InlineData(3, SmtpStage.Data)]
    public async Task At_421_in_the_group_no_content_is_sent(int position, SmtpStage stage)
    {
        string[] replies = ["250 ok", "550 no", "250 ok"];
        await using var server = new ScriptedServer(Hello + Scripts.Group("a", "b") + Scripts.Say([.. replies[..position], "421 4.3.2 bye"]) + "CLOSE");
        await using var connection = await SmtpConnection.OpenAsync(server.Options, Cancel);
        var failure = await FailureAsync(connection, "a", "b");
        Assert.Equal((stage, SmtpFailure.Refused, 421, true), (failure.Stage, failure.Failure, failure.Reply?.Code, failure.IsTransient));
        Assert.Equal(position > 1 ? ["a"] : [], Names(failure.Rejected.Select(one => one.Address)));
        Assert.False(connection.IsOpen);
        Assert.Empty(server.Contents);
    }

    [Fact]
    public async Task Too_many_recipients_in_the_group_go_in_a_further_transaction()
    {
        await using var server = new ScriptedServer(Hello
            + Scripts.Group("a", "b", "c", "d") + Scripts.Say("250 ok", "250 ok", "452 4.5.3 too many", "550 no", "452 4.5.3 too many", "354 go") + "CONTENT\n"
            // The rest rides with the end of the first.
            + Scripts.Group("b", "d") + Scripts.Say("250 queued", "250 ok", "250 ok", "250 ok", "354 go") + "CONTENT\nS: 250 queued too");
        var sent = await SendAsync(server, "a", "b", "c", "d");
        Assert.Equal(["a", "b", "d"], Names(sent.Accepted));
        Assert.Equal(["c"], Names(sent.Rejected.Select(one => one.Address)));
        Assert.Equal("queued too", sent.Reply.Text);
        Assert.Equal(2, server.Contents.Count);
    }

    [Fact]
    public async Task A_reply_too_many_in_the_group_puts_the_session_out_of_step_before_the_content()
    {
        await using var server = new ScriptedServer(Hello + Scripts.Group("a") + Scripts.Say("250 ok", "250 ok", "250 ok", "354 go") + "SILENCE");
        await using var connection = await SmtpConnection.OpenAsync(server.Options, Cancel);
        var failure = await FailureAsync(connection, "a");
        Assert.Equal((SmtpStage.Data, SmtpFailure.Protocol), (failure.Stage, failure.Failure));
        Assert.Empty(server.Contents);
    }

    [Fact]
    public async Task A_server_that_answers_nothing_in_the_group_runs_out_of_time()
    {
        await using var server = new ScriptedServer(Hello + Scripts.Group("a") + Scripts.Say("250 ok") + "SILENCE");
        await using var connection = await SmtpConnection.OpenAsync(server.Options with { Timeouts = new() { Envelope = TimeSpan.FromMilliseconds(150) } }, Cancel);
        var failure = await FailureAsync(connection, "a");
        Assert.Equal((SmtpStage.Rcpt, SmtpFailure.TimedOut), (failure.Stage, failure.Failure));
    }

    private static async Task<SendResult> SendAsync(ScriptedServer server, params string[] names)
    {
        await using var connection = await SmtpConnection.OpenAsync(server.Options, Cancel);
        return await connection.SendAsync(Scripts.EnvelopeTo(names), Scripts.Content, cancellationToken: Cancel);
    }

    private static Task<SmtpException> FailureAsync(SmtpConnection connection, params string[] names) =>
        Assert.ThrowsAsync<SmtpException>(() => connection.SendAsync(Scripts.EnvelopeTo(names), Scripts.Content, cancellationToken: Cancel));

    private static IEnumerable<string> Names(IEnumerable<EmailAddress> addresses) => addresses.Select(one => one.LocalPart);
}
