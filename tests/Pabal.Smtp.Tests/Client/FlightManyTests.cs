using Pabal.Smtp.Tests.Scripted;

namespace Pabal.Smtp.Tests.Client;

/// <summary>Many mails over one connection with PIPELINING: the next envelope rides with the end of the last content.</summary>
public sealed class FlightManyTests
{
    private static readonly string Hello = Scripts.Hello("PIPELINING");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_next_envelope_rides_with_the_final_dot(bool drips)
    {
        await using var server = new ScriptedServer(Hello
            + Scripts.Group("a") + Scripts.Say("250 ok", "250 ok", "354 go") + "CONTENT\n"
            + Scripts.Group("b") + Scripts.Say("250 queued", "250 ok", "250 ok", "354 go") + "CONTENT\n"
            + Scripts.Group("c") + Scripts.Say("250 queued", "250 ok", "250 ok", "354 go") + "CONTENT\nS: 250 queued")
        { Drips = drips };
        Assert.Equal(["a Accepted", "b Accepted", "c Accepted"], await Scripts.FatesAsync(server.Options, Scripts.MailTo("a"), Scripts.MailTo("b"), Scripts.MailTo("c")));
    }

    // Of b the sender is refused, of c the recipient, of e the content at once, of f the content once it is there.
    [Fact]
    public async Task A_refused_mail_does_not_disturb_its_neighbours()
    {
        await using var server = new ScriptedServer(Hello
            + Scripts.Group("a") + Scripts.Say("250 ok", "250 ok", "354 go") + "CONTENT\n"
            + Scripts.Group("b") + Scripts.Say("250 queued", "550 no", "503 no", "503 no")
            + Scripts.Group("c") + Scripts.Say("250 ok", "550 no", "503 no")
            + "C: RSET\n" + Scripts.Group("d") + Scripts.Say("250 ok", "250 ok", "250 ok", "354 go") + "CONTENT\n"
            + Scripts.Group("e") + Scripts.Say("250 queued", "250 ok", "250 ok", "451 4.3.1 disk full")
            + "C: RSET\n" + Scripts.Group("f") + Scripts.Say("250 ok", "250 ok", "250 ok", "354 go") + "CONTENT\n"
            + Scripts.Group("g") + Scripts.Say("554 5.7.1 spam", "250 ok", "250 ok", "354 go") + "CONTENT\nS: 250 queued");
        var outcomes = await Scripts.OutcomesAsync(server.Options, "abcdefg".Select(name => Scripts.MailTo(name.ToString())));
        Assert.Equal(
            ["a Accepted", "b Refused", "c Refused", "d Accepted", "e Refused", "f Refused", "g Accepted"],
            outcomes.Select(outcome => $"{outcome.Mail.Tag} {outcome.Fate}"));
        Assert.Equal([SmtpStage.Mail, SmtpStage.Rcpt, SmtpStage.Data, SmtpStage.Final], outcomes.Select(outcome => outcome.Error).OfType<SmtpException>().Select(error => error.Stage));
    }

    [Fact]
    public async Task A_mail_that_can_not_be_sent_there_is_told_and_the_others_go()
    {
        await using var server = new ScriptedServer(Hello
            + Scripts.Group("a") + Scripts.Say("250 ok", "250 ok", "354 go") + "CONTENT\n"
            + Scripts.Group("c") + Scripts.Say("250 queued", "250 ok", "250 ok", "354 go") + "CONTENT\nS: 250 queued");
        var unfit = Scripts.MailTo("밥");
        Assert.Equal(["a Accepted", "밥 Refused", "c Accepted"], await Scripts.FatesAsync(server.Options, Scripts.MailTo("a"), unfit, Scripts.MailTo("c")));
    }

    // The steps of a server that takes three mails, and which mail each reply and each end of content is about.
    private static readonly string[] Steps =
    [
        Scripts.Group("a"), "S: 250 ok", "S: 250 ok", "S: 354 go", "CONTENT",
        Scripts.Group("b"), "S: 250 queued", "S: 250 ok", "S: 250 ok", "S: 354 go", "CONTENT",
        Scripts.Group("c"), "S: 250 queued", "S: 250 ok", "S: 250 ok", "S: 354 go", "CONTENT", "S: 250 queued",
    ];

    public static TheoryData<int, string> Ends
    {
        get
        {
            var rows = new TheoryData<int, string>();
            for (var cut = 0; cut <= Steps.Length; cut++)
            {
                rows.Add(cut, "CLOSE");
                rows.Add(cut, "RESET");
                rows.Add(cut, "S: 421 4.3.2 bye\nCLOSE");
                rows.Add(cut, "S~ garbage\\r\\n\nSILENCE");
            }
            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Ends))]
    public async Task However_the_connection_ends_each_mail_has_its_fate(int cut, string end)
    {
        await using var server = new ScriptedServer(Hello + string.Join('\n', Steps[..cut]) + "\n" + end);
        var fates = await Scripts.FatesAsync(server.Options, Scripts.MailTo("a"), Scripts.MailTo("b"), Scripts.MailTo("c"));

        var finals = Steps[..cut].Count(step => step == "S: 250 queued");
        var contents = Steps[..cut].Count(step => step == "CONTENT");
        var consents = Steps[..cut].Count(step => step == "S: 354 go");
        // Nothing is asked of the source any more once the connection is gone.
        Assert.InRange(fates.Count, Math.Min(3, contents + 1), 3);
        for (var i = 0; i < fates.Count; i++)
        {
            // An end between 354 and the content may be noticed before the content goes, or after.
            var expected = i < finals ? "Accepted"
                : i < contents ? end.StartsWith("S: 421", StringComparison.Ordinal) ? "NotSent" : "Unknown"
                : i < consents ? "NotSent|Unknown"
                : "NotSent";
            Assert.Contains(fates[i], expected.Split('|').Select(fate => $"{"abc"[i]} {fate}"));
        }
    }

    [Fact]
    public async Task A_content_that_fails_ends_the_connection_and_only_its_own_mail_with_it()
    {
        await using var server = new ScriptedServer(Hello
            + Scripts.Group("a") + Scripts.Say("250 ok", "250 ok", "354 go") + "CONTENT\n"
            + Scripts.Group("b") + Scripts.Say("250 queued", "250 ok", "250 ok", "354 go") + "SILENCE");
        var failing = new OutgoingMail(Scripts.EnvelopeTo("b"), new FailingContent(10)) { Tag = "b" };
        var outcomes = await Scripts.OutcomesAsync(server.Options, Scripts.MailTo("a"), failing, Scripts.MailTo("c"));
        Assert.Equal([MailFate.Accepted, MailFate.NotSent], outcomes.Select(outcome => outcome.Fate));
        Assert.IsType<FileNotFoundException>(outcomes[1].Error);
        Assert.Single(server.Contents);
    }

    [Fact]
    public async Task A_source_that_fails_is_told_after_the_last_outcome()
    {
        await using var server = new ScriptedServer(Hello + Scripts.Group("a") + Scripts.Say("250 ok", "250 ok", "354 go") + "CONTENT\nS: 250 queued");
        await using var connection = await SmtpConnection.OpenAsync(server.Options, Cancel);
        var fates = new List<MailFate>();
        await Assert.ThrowsAsync<InvalidDataException>(async () =>
        {
            await foreach (var outcome in connection.SendManyAsync(Failing(), Cancel))
                fates.Add(outcome.Fate);
        });
        Assert.Equal([MailFate.Accepted], fates);
        Assert.True(connection.IsOpen);

        static async IAsyncEnumerable<OutgoingMail> Failing()
        {
            yield return Scripts.MailTo("a");
            await Task.CompletedTask;
            throw new InvalidDataException();
        }
    }

    [Fact]
    public async Task Whoever_does_not_listen_to_the_end_ends_the_connection()
    {
        await using var server = new ScriptedServer(Hello
            + Scripts.Group("a") + Scripts.Say("250 ok", "250 ok", "354 go") + "CONTENT\n"
            + Scripts.Group("b") + Scripts.Say("250 queued", "250 ok", "250 ok", "354 go") + "SILENCE");
        await using var connection = await SmtpConnection.OpenAsync(server.Options, Cancel);
        await foreach (var outcome in connection.SendManyAsync(Scripts.All("abc".Select(name => Scripts.MailTo(name.ToString()))), Cancel))
        {
            Assert.Equal(("a", MailFate.Accepted), (outcome.Mail.Tag, outcome.Fate));
            break;
        }
        // What is still to be heard must not be taken for the reply to something else.
        Assert.False(connection.IsOpen);
    }

    [Fact]
    public async Task While_the_source_waits_what_was_sent_is_told()
    {
        var more = new TaskCompletionSource();
        await using var server = new ScriptedServer(Hello
            + Scripts.Group("a") + Scripts.Say("250 ok", "250 ok", "354 go") + "CONTENT\nS: 250 queued\n"
            + Scripts.Group("b") + Scripts.Say("250 ok", "250 ok", "354 go") + "CONTENT\nS: 250 queued\n");
        await using var connection = await SmtpConnection.OpenAsync(server.Options, Cancel);
        var told = new List<object?>();
        await foreach (var outcome in connection.SendManyAsync(Slow(), Cancel))
        {
            told.Add(outcome.Mail.Tag);
            more.TrySetResult();
        }
        Assert.Equal(["a", "b"], told);

        async IAsyncEnumerable<OutgoingMail> Slow()
        {
            yield return Scripts.MailTo("a");
            await more.Task.WaitAsync(TimeSpan.FromSeconds(20), Cancel);
            yield return Scripts.MailTo("b");
        }
    }

    [Fact]
    public async Task Cancelled_each_mail_has_its_fate_before_the_cancellation_is_thrown()
    {
        await using var server = new ScriptedServer(Hello
            + Scripts.Group("a") + Scripts.Say("250 ok", "250 ok", "354 go") + "CONTENT\n"
            + Scripts.Group("b") + Scripts.Say("250 queued", "250 ok", "250 ok", "354 go") + "CONTENT\n"
            + Scripts.Group("c") + "MARK\nSILENCE");
        await using var connection = await SmtpConnection.OpenAsync(server.Options, Cancel);
        using var cancel = new CancellationTokenSource();
        _ = server.Marked.ContinueWith(_ => cancel.Cancel(), TaskScheduler.Default);
        var fates = new List<string>();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var outcome in connection.SendManyAsync(Scripts.All("abcd".Select(name => Scripts.MailTo(name.ToString()))), cancel.Token))
                fates.Add($"{outcome.Mail.Tag} {outcome.Fate}");
        });
        Assert.Equal(["a Accepted", "b Unknown", "c NotSent"], fates);
        Assert.False(connection.IsOpen);
    }

    [Fact]
    public async Task A_final_reply_that_does_not_come_leaves_its_mail_unknown_and_the_next_not_sent()
    {
        await using var server = new ScriptedServer(Hello + Scripts.Group("a") + Scripts.Say("250 ok", "250 ok", "354 go") + "CONTENT\n" + Scripts.Group("b") + "SILENCE");
        var outcomes = await Scripts.OutcomesAsync(server.Options with { Timeouts = new() { Final = TimeSpan.FromMilliseconds(150) } }, Scripts.MailTo("a"), Scripts.MailTo("b"));
        Assert.Equal([MailFate.Unknown, MailFate.NotSent], outcomes.Select(outcome => outcome.Fate));
        Assert.Equal([SmtpFailure.OutcomeUnknown, SmtpFailure.Disconnected], outcomes.Select(outcome => ((SmtpException)outcome.Error!).Failure));
    }

    [Fact]
    public async Task Lost_between_two_transactions_of_one_mail_it_is_unknown_and_tells_who_has_it()
    {
        await using var server = new ScriptedServer(Scripts.Hello("PIPELINING", "LIMITS RCPTMAX=1")
            + Scripts.Group("a") + Scripts.Say("250 ok", "250 ok", "354 go") + "CONTENT\n"
            + Scripts.Group("b") + Scripts.Say("250 queued", "250 ok") + "CLOSE");
        var outcome = Assert.Single(await Scripts.OutcomesAsync(server.Options, Scripts.MailTo("a", "b")));
        Assert.Equal(MailFate.Unknown, outcome.Fate);
        Assert.Equal(["a@b.test"], Assert.IsType<SmtpException>(outcome.Error).Accepted.Select(one => one.ToString()));
    }
}
