using System.Text;
using Pabal.Smtp.Tests.Scripted;

namespace Pabal.Smtp.Tests.Client;

/// <summary>Content by BDAT (RFC 3030): whole mails in a window, large ones chunk by chunk.</summary>
public sealed class ChunkTests
{
    private static readonly string Hello = Scripts.Hello("PIPELINING", "CHUNKING", "BINARYMIME");

    // What the server is like is found out with the first two.
    private static readonly string Begin = Hello
        + Scripts.Group("a") + Scripts.Say("250 ok", "250 ok", "354 go") + "CONTENT\n"
        + Scripts.Group("b") + Scripts.Say("250 queued", "250 ok", "250 ok", "354 go") + "CONTENT\n";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Small_mails_ride_whole_a_window_of_them_at_once(bool drips)
    {
        await using var server = new ScriptedServer(Begin + Whole("c") + Whole("d") + Whole("e") + "S: 250 queued\n" + Say4() + Say4() + Say4()) { Drips = drips };
        Assert.Equal(
            ["a Accepted", "b Accepted", "c Accepted", "d Accepted", "e Accepted"],
            await Scripts.FatesAsync(server.Options, Mails("abcde")));
        Assert.Equal("Subject: to e\r\n\r\nhello\r\n", server.Contents[^1]);
    }

    [Fact]
    public async Task What_is_refused_in_the_window_does_not_disturb_its_neighbours()
    {
        await using var server = new ScriptedServer(Begin + string.Concat("cdefgh".Select(name => Whole(name.ToString()))) + "S: 250 queued\n"
            + Scripts.Say("250 ok", "250 ok", "550 no", "503 nobody there")
            + Say4()
            + Scripts.Say("250 ok", "550 not you", "503 no", "503 no")
            + Say4()
            + Scripts.Say("250 ok", "250 ok", "250 ok", "554 spam")
            + Say4());
        var outcomes = await Scripts.OutcomesAsync(server.Options, Mails("abcdefgh"));
        Assert.Equal("a Accepted, b Accepted, c Refused, d Accepted, e Refused, f Accepted, g Refused, h Accepted", Told(outcomes));
        Assert.Equal([SmtpStage.Rcpt, SmtpStage.Mail, SmtpStage.Final], outcomes.Select(outcome => outcome.Error).OfType<SmtpException>().Select(error => error.Stage));
    }

    [Fact]
    public async Task A_refused_one_that_comes_last_is_taken_back_at_the_end()
    {
        await using var server = new ScriptedServer(Begin + Whole("c") + "S: 250 queued\n" + Scripts.Say("250 ok", "250 ok", "550 no", "503 nobody there") + "C: RSET\nS: 250 ok");
        Assert.Equal(["a Accepted", "b Accepted", "c Refused"], await Scripts.FatesAsync(server.Options, Mails("abc")));
    }

    [Fact]
    public async Task After_a_window_a_large_mail_begins_with_RSET()
    {
        var large = new OutgoingMail(Scripts.EnvelopeTo("d"), Scripts.ContentOf($"Subject: large\r\n\r\n{new string('x', 70_000)}")) { Tag = "d" };
        await using var server = new ScriptedServer(Begin + Whole("c") + "C: RSET\n" + Scripts.Group("d") + "S: 250 queued\n"
            + Scripts.Say("250 ok", "250 ok", "250 ok", "552 too big") + Scripts.Say("250 ok", "250 ok", "250 ok", "354 go") + "CONTENT\nS: 250 queued");
        Assert.Equal("a Accepted, b Accepted, c Refused, d Accepted", Told(await Scripts.OutcomesAsync(server.Options, [.. Mails("abc"), large])));
    }

    [Fact]
    public async Task Recipients_for_whom_there_was_no_room_are_offered_though_what_comes_after_is_refused()
    {
        var large = new OutgoingMail(Scripts.EnvelopeTo("e"), Scripts.ContentOf($"Subject: large\r\n\r\n{new string('x', 70_000)}")) { Tag = "e" };
        await using var server = new ScriptedServer(Begin + Whole("c", "d") + "C: RSET\n" + Scripts.Group("e") + "S: 250 queued\n"
            + Scripts.Say("250 ok", "250 ok", "250 ok", "452 4.5.3 too many", "250 queued") + Scripts.Say("250 ok", "550 not you", "503 no", "503 no")
            + Whole("d").Replace("C: RSET\n", "", StringComparison.Ordinal) + Scripts.Say("250 ok", "250 ok", "250 queued"));
        var outcomes = await Scripts.OutcomesAsync(server.Options, [.. Mails("ab"), Scripts.MailTo("c", "d"), large]);
        Assert.Equal("a Accepted, b Accepted, c Accepted, e Refused", Told(outcomes));
        Assert.Equal(["c@b.test", "d@b.test"], outcomes[2].Result!.Accepted.Select(one => one.ToString()));
    }

    [Fact]
    public async Task A_server_that_does_not_take_RSET_in_the_window_leaves_all_after_it_unknown()
    {
        await using var server = new ScriptedServer(Begin + Whole("c") + Whole("d") + "S: 250 queued\n" + Scripts.Say("500 what") + "SILENCE");
        Assert.Equal(["a Accepted", "b Accepted", "c Unknown", "d Unknown"], await Scripts.FatesAsync(server.Options, Mails("abcd")));
    }

    private static readonly string[] Replies = ["250 queued", .. Enumerable.Repeat(new[] { "250 ok", "250 ok", "250 ok", "250 queued" }, 3).SelectMany(four => four)];

    public static TheoryData<int, string> Ends
    {
        get
        {
            var rows = new TheoryData<int, string>();
            for (var cut = 0; cut < Replies.Length; cut++)
            {
                foreach (var end in new[] { "CLOSE", "RESET", "S: 421 4.3.2 bye\nCLOSE", "S~ garbage\\r\\n\nSILENCE", "S: 354 what\nSILENCE" })
                    rows.Add(cut, end);
            }
            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Ends))]
    public async Task However_the_connection_ends_in_a_window_each_mail_has_its_fate(int cut, string end)
    {
        await using var server = new ScriptedServer(Begin + Whole("c") + Whole("d") + Whole("e") + Scripts.Say(Replies[..cut]) + end);
        var finals = 1 + Replies[..cut].Count(reply => reply == "250 queued");
        var rest = end.StartsWith("S: 421", StringComparison.Ordinal) ? "NotSent" : "Unknown";
        Assert.Equal("abcde".Select((name, i) => $"{name} {(i < finals ? "Accepted" : rest)}"), await Scripts.FatesAsync(server.Options, Mails("abcde")));
    }

    [Fact]
    public async Task Content_that_fails_in_a_window_leaves_the_others_alone()
    {
        var failing = new OutgoingMail(Scripts.EnvelopeTo("d"), new FailingContent(10)) { Tag = "d" };
        await using var server = new ScriptedServer(Begin + Whole("c") + Whole("e") + "S: 250 queued\n" + Say4() + Say4());
        var outcomes = await Scripts.OutcomesAsync(server.Options, [.. Mails("abc"), failing, .. Mails("e")]);
        Assert.Equal("a Accepted, b Accepted, c Accepted, d NotSent, e Accepted", Told(outcomes));
        Assert.IsType<FileNotFoundException>(outcomes[3].Error);
    }

    [Fact]
    public async Task Replies_never_fill_both_sides_though_mails_in_the_window_have_many_recipients()
    {
        // 40 mails for 90 each would owe 3,600 replies; no more than a few hundred are ever owed.
        await using var server = new Sink { Padding = new string('x', 400) };
        var names = Enumerable.Range(0, 90).Select(i => $"n{i}").ToArray();
        var fates = await Scripts.FatesAsync(server.Options, Enumerable.Range(0, 40).Select(_ => Scripts.MailTo(names)));
        Assert.Equal(Enumerable.Repeat("n0 Accepted", 40), fates);
        Assert.InRange(server.MostOwed, 1, 400);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(1024 * 1024)]
    [InlineData(3 * 1024 * 1024 + 7)]
    public async Task Binary_content_arrives_octet_by_octet(int size)
    {
        var content = new byte[size];
        new Random(7).NextBytes(content);
        content.AsSpan(0, 8).Clear();
        "\r\n.\r\n\n\r."u8.CopyTo(content);
        var chunks = (size + 100_000) / (1024 * 1024);
        await using var server = new ScriptedServer(Hello + "C: MAIL FROM:<ann@a.test> BODY=BINARYMIME\nC: RCPT TO:<bob@b.test>\n" + Scripts.Say("250 ok", "250 ok")
            + string.Concat(Enumerable.Repeat("CHUNK\nS: 250 more\n", chunks)) + "CHUNK LAST\nS: 250 queued");
        await using var connection = await SmtpConnection.OpenAsync(server.Options, Cancel);
        await connection.SendAsync(Scripts.Envelope, MailContent.FromBinary(content), cancellationToken: Cancel);
        Assert.True(content.AsSpan().SequenceEqual(Encoding.Latin1.GetBytes(string.Concat(server.Contents))));
    }

    [Theory]
    [InlineData("552 5.3.4 too big", "503 RSET first")]
    [InlineData("451 4.3.1 full", "451 4.3.1 full")]
    public async Task A_refused_chunk_in_the_middle_stops_the_content_and_the_next_mail_goes(string reply, string next)
    {
        await using var server = new ScriptedServer(Hello + "C: MAIL FROM:<ann@a.test> BODY=BINARYMIME\nC: RCPT TO:<bob@b.test>\n" + Scripts.Say("250 ok", "250 ok")
            + $"CHUNK\nS: 250 more\nCHUNK\nS: {reply}\nCHUNK\nS: {next}\nC: RSET\nS: 250 ok\n"
            + Scripts.Group("c") + Scripts.Say("250 ok", "250 ok", "354 go") + "CONTENT\nS: 250 queued");
        await using var connection = await SmtpConnection.OpenAsync(server.Options, Cancel);
        var failure = await Assert.ThrowsAsync<SmtpException>(
            () => connection.SendAsync(Scripts.Envelope, MailContent.FromBinary(new byte[5 * 1024 * 1024]), cancellationToken: Cancel));
        Assert.Equal((SmtpStage.Data, SmtpFailure.Refused, reply[..3]), (failure.Stage, failure.Failure, failure.Reply?.Code.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal(250, (await connection.SendAsync(Scripts.EnvelopeTo("c"), Scripts.Content, cancellationToken: Cancel)).Reply.Code);
    }

    [Fact]
    public async Task Content_that_fails_between_chunks_is_taken_back_and_the_next_mail_goes()
    {
        var failing = new OutgoingMail(Scripts.EnvelopeTo("b"), new FailingContent(1_200_000, isBinary: true)) { Tag = "b" };
        await using var server = new ScriptedServer(Hello
            + "C: MAIL FROM:<ann@a.test> BODY=BINARYMIME\nC: RCPT TO:<b@b.test>\n" + Scripts.Say("250 ok", "250 ok") + "CHUNK\nS: 250 more\n"
            + "C: RSET\n" + Scripts.Group("c") + Scripts.Say("250 ok", "250 ok", "250 ok", "354 go") + "CONTENT\nS: 250 queued");
        Assert.Equal("b NotSent, c Accepted", Told(await Scripts.OutcomesAsync(server.Options, [failing, .. Mails("c")])));
    }

    [Theory]
    [InlineData("S: 421 4.3.2 bye\nCLOSE", SmtpFailure.Refused)]
    [InlineData("S: 354 what\nSILENCE", SmtpFailure.Protocol)]
    [InlineData("CLOSE", SmtpFailure.Disconnected)]
    public async Task A_connection_that_ends_between_chunks_has_not_taken_the_mail(string end, SmtpFailure failure)
    {
        await using var server = new ScriptedServer(Hello + "C: MAIL FROM:<ann@a.test> BODY=BINARYMIME\nC: RCPT TO:<bob@b.test>\n" + Scripts.Say("250 ok", "250 ok") + "CHUNK\n" + end);
        var mail = new OutgoingMail(Scripts.Envelope, MailContent.FromBinary(new byte[5 * 1024 * 1024]));
        var outcome = Assert.Single(await Scripts.OutcomesAsync(server.Options, mail));
        Assert.Equal((MailFate.NotSent, failure, SmtpStage.Data), (outcome.Fate, ((SmtpException)outcome.Error!).Failure, ((SmtpException)outcome.Error).Stage));
    }

    [Fact]
    public async Task A_wire_that_takes_no_more_chunks_runs_out_of_time()
    {
        await using var server = new ScriptedServer(Hello + "C: MAIL FROM:<ann@a.test> BODY=BINARYMIME\nC: RCPT TO:<bob@b.test>\n" + Scripts.Say("250 ok", "250 ok") + "DEAF");
        var options = server.Options with { Timeouts = new() { Block = TimeSpan.FromMilliseconds(300), Data = TimeSpan.FromSeconds(1) } };
        var mail = new OutgoingMail(Scripts.Envelope, MailContent.FromBinary(new byte[64 * 1024 * 1024]));
        var outcome = Assert.Single(await Scripts.OutcomesAsync(options, mail));
        Assert.Equal((MailFate.NotSent, SmtpFailure.TimedOut), (outcome.Fate, ((SmtpException)outcome.Error!).Failure));
    }

    [Fact]
    public async Task Chunks_are_not_used_where_they_are_switched_off()
    {
        await using var server = new ScriptedServer(Begin + Scripts.Group("c") + Scripts.Say("250 queued", "250 ok", "250 ok", "354 go") + "CONTENT\nS: 250 queued");
        Assert.Equal(["a Accepted", "b Accepted", "c Accepted"], await Scripts.FatesAsync(server.Options with { UseChunking = false }, Mails("abc")));
    }

    private static string Whole(params string[] names) => "C: RSET\n" + Scripts.Recipients(names) + "CHUNK LAST\n";

    private static string Say4() => Scripts.Say("250 ok", "250 ok", "250 ok", "250 queued");

    private static IEnumerable<OutgoingMail> Mails(string names) => names.Select(name => Scripts.MailTo(name.ToString()));

    private static string Told(IEnumerable<SendOutcome> outcomes) => string.Join(", ", outcomes.Select(outcome => $"{outcome.Mail.Tag} {outcome.Fate}"));
}
