using System.Globalization;
using Pabal.Smtp.Tests.Scripted;

namespace Pabal.Smtp.Tests.Client;

/// <summary>Every stage of a sending against replies no honest server gives, whole and octet by octet.</summary>
public sealed class HostileReplyTests
{
    private static readonly (SmtpStage Stage, string Script)[] Stages =
    [
        (SmtpStage.Greeting, ""),
        (SmtpStage.Ehlo, "S: 220 mx.test\nC: EHLO client.test\n"),
        (SmtpStage.Mail, Scripts.Hello() + "C: MAIL FROM:<ann@a.test>\n"),
        (SmtpStage.Rcpt, Scripts.Hello() + "C: MAIL FROM:<ann@a.test>\nS: 250 ok\nC: RCPT TO:<bob@b.test>\n"),
        (SmtpStage.Data, Scripts.Hello() + "C: MAIL FROM:<ann@a.test>\nS: 250 ok\nC: RCPT TO:<bob@b.test>\nS: 250 ok\nC: DATA\n"),
        (SmtpStage.Final, Scripts.Hello() + "C: MAIL FROM:<ann@a.test>\nS: 250 ok\nC: RCPT TO:<bob@b.test>\nS: 250 ok\nC: DATA\nS: 354 go\nCONTENT\n"),
    ];

    // The same after one group of commands, and with the content by BDAT: the replies up to the stage are there, the hostile one is next.
    private static readonly (SmtpStage Stage, string Script)[] GroupStages =
    [
        .. Enumerable.Range(0, 4).Select(said => (
            (SmtpStage)((int)SmtpStage.Mail + said),
            Scripts.Hello("PIPELINING") + Scripts.Group("bob") + Scripts.Say([.. new[] { "250 ok", "250 ok", "354 go" }.Take(said)]) + (said == 3 ? "CONTENT\n" : ""))),
    ];

    private static readonly (SmtpStage Stage, string Script)[] ChunkStages =
    [
        (SmtpStage.Mail, Binary),
        (SmtpStage.Rcpt, Binary + Scripts.Say("250 ok")),
        (SmtpStage.Data, Binary + Scripts.Say("250 ok", "250 ok") + "CHUNK\n"),
        (SmtpStage.Final, Binary + Scripts.Say("250 ok", "250 ok") + "CHUNK\nS: 250 more\nCHUNK LAST\n"),
    ];

    private static string Binary => Scripts.Hello("PIPELINING", "CHUNKING", "BINARYMIME") + "C: MAIL FROM:<ann@a.test> BODY=BINARYMIME\nC: RCPT TO:<bob@b.test>\n";

    public static TheoryData<SmtpStage, string, bool> Broken => Rows(Stages.Select(one => one.Stage));

    public static TheoryData<SmtpStage, string, bool> BrokenInGroup => Rows(GroupStages.Select(one => one.Stage));

    private static TheoryData<SmtpStage, string, bool> Rows(IEnumerable<SmtpStage> stages)
    {
        var rows = new TheoryData<SmtpStage, string, bool>();
        foreach (var stage in stages)
        {
            foreach (var reply in new[] { "2506 ok", "25 ok", "abc", "000 ok", "999 ok", "250_ok", @"250\x09ok", @"250-a\r\n550 b", @"\x00\x00\x00", "HTTP/1.1 200 OK", @"\xff\xfe\xfd" })
            {
                rows.Add(stage, $@"S~ {reply}\r\n", false);
                rows.Add(stage, $@"S~ {reply}\r\n", true);
            }
            rows.Add(stage, $"S~ 220 {new string('A', 20_000)}", false);
            rows.Add(stage, "S~ " + string.Concat(Enumerable.Repeat(@"220-hello\r\n", 200)), false);
            rows.Add(stage, $"S~ " + string.Concat(Enumerable.Repeat($@"220-{new string('x', 4000)}\r\n", 20)), false);
        }
        return rows;
    }

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task A_broken_reply_is_a_protocol_failure(SmtpStage stage, string reply, bool drips)
    {
        await using var server = new ScriptedServer(ScriptUntil(stage) + reply + "\nSILENCE") { Drips = drips };
        var failure = await FailureAsync(server.Options);
        Assert.Equal((stage, SmtpFailure.Protocol), (failure.Stage, failure.Failure));
        Assert.False(failure.IsTransient);
    }

    [Theory]
    [MemberData(nameof(BrokenInGroup))]
    public async Task A_broken_reply_in_a_group_is_a_protocol_failure(SmtpStage stage, string reply, bool drips)
    {
        await using var server = new ScriptedServer(GroupStages.Single(one => one.Stage == stage).Script + reply + "\nSILENCE") { Drips = drips };
        Assert.Equal((stage, SmtpFailure.Protocol), Facts(await FailureAsync(server.Options)));
    }

    [Theory]
    [MemberData(nameof(BrokenInGroup))]
    public async Task A_broken_reply_among_chunks_is_a_protocol_failure(SmtpStage stage, string reply, bool drips)
    {
        await using var server = new ScriptedServer(ChunkStages.Single(one => one.Stage == stage).Script + reply + "\nSILENCE") { Drips = drips };
        Assert.Equal((stage, SmtpFailure.Protocol), Facts(await FailureAsync(server.Options, MailContent.FromBinary(new byte[1_100_000]))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("S~ 25\n")]
    [InlineData("S~ 250-a\\r\\n\n")]
    public async Task A_connection_closed_within_a_reply_of_a_group_or_of_chunks_is_lost(string reply)
    {
        foreach (var end in new[] { "CLOSE", "RESET", "SILENCE" })
        {
            foreach (var (stage, script) in GroupStages.Concat(ChunkStages))
            {
                await using var server = new ScriptedServer(script + reply + end);
                var content = script.Contains("BODY", StringComparison.Ordinal) ? MailContent.FromBinary(new byte[1_100_000]) : null;
                var failure = await FailureAsync(end == "SILENCE" ? server.Options with { Timeouts = ShortAt(stage) } : server.Options, content);
                Assert.Equal((stage, stage == SmtpStage.Final ? SmtpFailure.OutcomeUnknown : end == "SILENCE" ? SmtpFailure.TimedOut : SmtpFailure.Disconnected), Facts(failure));
            }
        }
    }

    [Theory]
    [InlineData(SmtpStage.Mail, 354)]
    [InlineData(SmtpStage.Rcpt, 354)]
    [InlineData(SmtpStage.Data, 250)]
    [InlineData(SmtpStage.Data, 334)]
    [InlineData(SmtpStage.Final, 354)]
    public async Task A_reply_of_another_stage_in_a_group_is_a_protocol_failure(SmtpStage stage, int code)
    {
        await using var server = new ScriptedServer(GroupStages.Single(one => one.Stage == stage).Script + $"S: {code.ToString(CultureInfo.InvariantCulture)} ok\nSILENCE");
        Assert.Equal((stage, SmtpFailure.Protocol), Facts(await FailureAsync(server.Options)));
        Assert.Equal(stage == SmtpStage.Final ? 1 : 0, server.Contents.Count);
    }

    [Theory]
    [InlineData(SmtpStage.Greeting, 250)]
    [InlineData(SmtpStage.Greeting, 354)]
    [InlineData(SmtpStage.Ehlo, 354)]
    [InlineData(SmtpStage.Mail, 354)]
    [InlineData(SmtpStage.Rcpt, 354)]
    [InlineData(SmtpStage.Data, 250)]
    [InlineData(SmtpStage.Data, 235)]
    [InlineData(SmtpStage.Data, 334)]
    [InlineData(SmtpStage.Final, 354)]
    public async Task A_reply_of_another_stage_is_a_protocol_failure_and_no_content_is_sent(SmtpStage stage, int code)
    {
        await using var server = new ScriptedServer(ScriptUntil(stage) + $"S: {code.ToString(CultureInfo.InvariantCulture)} ok\nSILENCE");
        var failure = await FailureAsync(server.Options);
        Assert.Equal((stage, SmtpFailure.Protocol, code), (failure.Stage, failure.Failure, failure.Reply?.Code));
        Assert.Equal(stage == SmtpStage.Final ? 1 : 0, server.Contents.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("S~ 25\n")]
    [InlineData("S~ 250-a\\r\\n\n")]
    [InlineData("S~ 250 ok\n")]
    public async Task A_connection_closed_within_a_reply_is_lost(string reply)
    {
        // A reset that comes with the greeting may be noticed while connecting still.
        foreach (var (stage, script) in Stages.Skip(1))
        {
            foreach (var end in new[] { "CLOSE", "RESET" })
            {
                await using var server = new ScriptedServer(script + reply + end);
                var failure = await FailureAsync(server.Options);
                Assert.Equal((stage, stage == SmtpStage.Final ? SmtpFailure.OutcomeUnknown : SmtpFailure.Disconnected), (failure.Stage, failure.Failure));
                Assert.True(failure.IsTransient);
            }
        }
    }

    [Theory]
    [InlineData("CLOSE")]
    [InlineData("S~ 2\nCLOSE")]
    [InlineData("S~ 220-mx.test\\r\\n\nCLOSE")]
    public async Task A_connection_closed_before_the_greeting_is_lost(string script)
    {
        await using var server = new ScriptedServer(script);
        Assert.Equal((SmtpStage.Greeting, SmtpFailure.Disconnected), Facts(await FailureAsync(server.Options)));
    }

    [Fact]
    public async Task Silence_runs_out_of_time_at_every_stage()
    {
        foreach (var (stage, script) in Stages)
        {
            await using var server = new ScriptedServer(script + "SILENCE");
            var failure = await FailureAsync(server.Options with { Timeouts = ShortAt(stage) });
            Assert.Equal((stage, stage == SmtpStage.Final ? SmtpFailure.OutcomeUnknown : SmtpFailure.TimedOut), Facts(failure));
            Assert.True(failure.IsTransient);
        }
    }

    [Fact]
    public async Task Dripping_does_not_stretch_the_time_of_a_reply()
    {
        // Each octet comes well within the time, the reply does not: there is no end to it but the limit of 8 KiB.
        await using var server = new ScriptedServer(string.Concat(Enumerable.Repeat("S~ 2\nPAUSE\n", 40)) + "SILENCE");
        Assert.Equal((SmtpStage.Greeting, SmtpFailure.TimedOut), Facts(await FailureAsync(server.Options with { Timeouts = ShortAt(SmtpStage.Greeting) })));
    }

    [Theory]
    [InlineData(SmtpStage.Greeting)]
    [InlineData(SmtpStage.Ehlo)]
    [InlineData(SmtpStage.Mail)]
    [InlineData(SmtpStage.Rcpt)]
    [InlineData(SmtpStage.Data)]
    [InlineData(SmtpStage.Final)]
    public async Task At_421_the_server_goes_and_the_failure_is_temporary(SmtpStage stage)
    {
        await using var server = new ScriptedServer(ScriptUntil(stage) + "S: 421 4.3.2 shutting down\nCLOSE");
        var failure = await FailureAsync(server.Options);
        Assert.Equal((stage, SmtpFailure.Refused, 421), (failure.Stage, failure.Failure, failure.Reply?.Code));
        Assert.True(failure.IsTransient);
    }

    [Fact]
    public async Task A_reply_nobody_asked_for_puts_the_session_out_of_step()
    {
        await using var server = new ScriptedServer(Scripts.Hello() + """
            C: MAIL FROM:<ann@a.test>
            S: 250 ok
            C: RCPT TO:<bob@b.test>
            S~ 250 ok\r\n550 no such user\r\n
            SILENCE
            """);
        var failure = await FailureAsync(server.Options);
        Assert.Equal((SmtpStage.Data, SmtpFailure.Protocol, 550), (failure.Stage, failure.Failure, failure.Reply?.Code));
        Assert.Empty(server.Contents);
    }

    [Fact]
    public async Task After_a_failure_the_connection_is_of_no_more_use()
    {
        await using var server = new ScriptedServer(Scripts.Hello() + "C: NOOP\nS: what\nSILENCE");
        await using var connection = await SmtpConnection.OpenAsync(server.Options, TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<SmtpException>(() => connection.NoopAsync(TestContext.Current.CancellationToken));
        Assert.False(connection.IsOpen);
        var again = await Assert.ThrowsAsync<SmtpException>(() => connection.NoopAsync(TestContext.Current.CancellationToken));
        Assert.Equal(SmtpFailure.Disconnected, again.Failure);
        Assert.Equal(["EHLO client.test", "NOOP"], server.Heard);
    }

    // Short where silence is expected and nowhere else, so that a slow machine fails no test.
    private static SmtpTimeouts ShortAt(SmtpStage stage)
    {
        var time = TimeSpan.FromMilliseconds(150);
        return stage switch
        {
            SmtpStage.Greeting => new() { Greeting = time },
            SmtpStage.Ehlo => new() { Command = time },
            SmtpStage.Mail or SmtpStage.Rcpt => new() { Envelope = time },
            SmtpStage.Data => new() { Data = time },
            _ => new() { Final = time },
        };
    }

    private static string ScriptUntil(SmtpStage stage) => Stages.Single(one => one.Stage == stage).Script;

    private static (SmtpStage, SmtpFailure) Facts(SmtpException failure) => (failure.Stage, failure.Failure);

    private static Task<SmtpException> FailureAsync(SmtpClientOptions options, MailContent? content = null) => Assert.ThrowsAsync<SmtpException>(async () =>
    {
        await using var connection = await SmtpConnection.OpenAsync(options, TestContext.Current.CancellationToken);
        await connection.SendAsync(Scripts.Envelope, content ?? Scripts.Content, cancellationToken: TestContext.Current.CancellationToken);
    });
}
