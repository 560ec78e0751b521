using System.Globalization;
using Pabal.Smtp.Tests.Scripted;

namespace Pabal.Smtp.Tests.Client;

/// <summary>What many mails over one connection cost where the server is far away.</summary>
public sealed class RoundTripTests
{
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(25);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", 20, 5)]
    [InlineData("250-PIPELINING\r\n", 40, 1.05)]
    [InlineData("250-PIPELINING\r\n250-CHUNKING\r\n", 400, 0.2)]
    public async Task Many_mails_take_no_more_round_trips_than_promised(string extensions, int count, double promised)
    {
        await using var sink = new Sink { Extensions = extensions };
        await using var relay = new DelayingRelay(sink.Port, Delay);
        await using var connection = await SmtpConnection.OpenAsync(sink.Options with { Port = relay.Port }, Cancel);
        var before = relay.RoundTrips;
        var accepted = 0;
        await foreach (var outcome in connection.SendManyAsync(Scripts.All(Enumerable.Range(0, count).Select(i => Scripts.MailTo($"n{i}"))), Cancel))
            accepted += outcome.Fate == MailFate.Accepted ? 1 : 0;
        Assert.Equal(count, accepted);
        var each = (relay.RoundTrips - before) / (double)count;
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{each:0.###} round trips each, {count} mails"));
        Assert.InRange(each, 0, promised);
    }

    [Fact]
    public async Task Mails_of_several_kilobytes_keep_the_window_open()
    {
        await using var sink = new Sink();
        await using var relay = new DelayingRelay(sink.Port, Delay);
        await using var connection = await SmtpConnection.OpenAsync(sink.Options with { Port = relay.Port }, Cancel);
        var before = relay.RoundTrips;
        var text = $"Subject: larger\r\n\r\n{string.Concat(Enumerable.Repeat("some line of a mail that is not short\r\n", 100))}";
        await foreach (var outcome in connection.SendManyAsync(Scripts.All(Enumerable.Range(0, 400).Select(_ => new OutgoingMail(Scripts.Envelope, Scripts.ContentOf(text)))), Cancel))
            Assert.Equal(MailFate.Accepted, outcome.Fate);
        Assert.InRange((relay.RoundTrips - before) / 400.0, 0, 0.2);
    }

    [Fact]
    public async Task Python_smtplib_takes_four_for_each()
    {
        Peer.Require("python3");
        const string script = """
            import smtplib, sys
            with smtplib.SMTP('127.0.0.1', int(sys.argv[1]), local_hostname='client.test', timeout=60) as smtp:
                for i in range(20):
                    smtp.sendmail('ann@a.test', ['bob@b.test'], 'Subject: hi\r\n\r\nhello\r\n')
            """;
        await using var sink = new Sink();
        await using var relay = new DelayingRelay(sink.Port, Delay);
        (await Run.OfAsync("python3", ["-c", script, relay.Port.ToString(CultureInfo.InvariantCulture)])).Succeeded();
        var each = relay.RoundTrips / 20.0;
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{each:0.###} round trips each, 20 mails, with hello and goodbye"));
        Assert.InRange(each, 4, 5);
    }
}
