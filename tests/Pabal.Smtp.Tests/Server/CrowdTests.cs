using System.Diagnostics.Metrics;

namespace Pabal.Smtp.Tests.Server;

/// <summary>Many clients at once, good ones and others.</summary>
public sealed class CrowdTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_thousand_at_once_are_served_and_those_who_hang_or_vanish_leave_nothing()
    {
        var time = new ManualTime();
        var handler = new RecordingHandler();
        await using var server = await TestServer.StartAsync(handler, TestServer.Options with { TimeProvider = time, Limits = TestServer.Options.Limits with { Connections = 1100 } });
        var silent = new List<RawClient>();
        for (var i = 0; i < 200; i++)
            silent.Add(await RawClient.ConnectAsync(server));
        var good = Enumerable.Range(0, 600).Select(i => SendAsync(server, i)).ToArray();
        var gone = Enumerable.Range(0, 200).Select(i => VanishAsync(server, i)).ToArray();
        await Task.WhenAll([.. good, .. gone]);
        Assert.Equal(600, handler.Messages.Count);
        Assert.Equal(600, handler.Messages.Select(message => message.Envelope.Sender!.LocalPart).Distinct().Count());

        foreach (var client in silent)
            await client.ExpectAsync("220");
        var cutOff = Task.WhenAll(silent.Select(client => client.ExpectAsync("421 4.4.2")));
        await time.AdvanceUntilAsync(cutOff, TimeSpan.FromSeconds(30));
        foreach (var client in silent)
            await client.DisposeAsync();

        // All places are free again, and all sessions have ended.
        await server.StopAsync(Cancel);
        Assert.Equal(1000, handler.Disconnected.Count);
    }

    [Fact]
    public async Task Figures_tell_of_connections_messages_and_refusals_and_of_nothing_else()
    {
        var seen = new List<(string Name, double Value, string Tags)>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, listening) => { if (instrument.Name.StartsWith("pabal.server.", StringComparison.Ordinal)) listening.EnableMeasurementEvents(instrument); } };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.Start();
        await using (var server = await TestServer.StartAsync(new RecordingHandler()))
        {
            await using var client = await RawClient.HelloAsync(server);
            await Script.PlayAsync(client, "C: BOGUS\nS: 500\nC: MAIL FROM:<secret@x>\nS: 250\nC: RCPT TO:<b@c>\nS: 250\nC: DATA\nS: 354\nC: 4711 octets\nC: .\nS: 250\nC: QUIT\nS: 221\nS: end");
        }
        lock (seen)
        {
            Assert.Contains(("pabal.server.connections", 1, ""), seen);
            Assert.Contains(("pabal.server.connections", -1, ""), seen);
            Assert.Contains(("pabal.server.refusals", 1, "code=500"), seen);
            Assert.Contains(("pabal.server.messages", 1, "code=250"), seen);
            Assert.Contains(("pabal.server.octets", 13, ""), seen);
            Assert.Contains(seen, figure => figure.Name == "pabal.server.session.duration");
            Assert.Contains(seen, figure => figure.Name == "pabal.server.message.duration");
            Assert.All(seen, figure => Assert.True(figure.Tags.Length <= "code=000".Length));
        }

        void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var text = string.Join(',', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"));
            lock (seen)
                seen.Add((instrument.Name, value, text));
        }
    }

    [Fact]
    public void Limits_that_make_no_sense_are_refused_when_set()
    {
        Action[] senseless =
        [
            () => _ = new SmtpLimits { CommandLine = 511 },
            () => _ = new SmtpLimits { MessageSize = 0 },
            () => _ = new SmtpLimits { DrainedContent = -1 },
            () => _ = new SmtpLimits { Recipients = 0 },
            () => _ = new SmtpLimits { Connections = 0 },
            () => _ = new SmtpLimits { CommandTimeout = TimeSpan.Zero },
            () => _ = new SmtpLimits { CommandTimeout = TimeSpan.MaxValue },
            () => _ = new SmtpLimits { ErrorDelay = TimeSpan.FromSeconds(-1) },
        ];
        Assert.All(senseless, action => Assert.Throws<ArgumentOutOfRangeException>(action));
        Assert.Equal(TimeSpan.FromDays(400), new SmtpLimits { Hold = TimeSpan.FromDays(400) }.Hold);
    }

    private static async Task SendAsync(SmtpServer server, int number)
    {
        await using var client = await RawClient.HelloAsync(server);
        await Script.PlayAsync(client, $"c: MAIL FROM:<from{number}@x>\\r\\nRCPT TO:<b@c>\\r\\nDATA\\r\\n\nS: 250\nS: 250\nS: 354\nC: hi\nC: .\nS: 250 2.0.0 kept\nC: QUIT\nS: 221\nS: end");
    }

    private static async Task VanishAsync(SmtpServer server, int number)
    {
        var client = await RawClient.HelloAsync(server);
        await client.SendAsync("MAIL FROM:<a@b>\r\nRCPT TO:<b@c>\r\n" + (number % 2 == 0 ? "DATA\r\nhalf" : "BDAT 1000\r\nhalf"));
        await client.ExpectAsync("250");
        client.Reset();
    }
}
