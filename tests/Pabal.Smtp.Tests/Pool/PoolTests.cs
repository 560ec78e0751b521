using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Pabal.Smtp.Tests.Scripted;
using Pabal.Smtp.Tests.Server;

namespace Pabal.Smtp.Tests.Pool;

public sealed class PoolTests
{
    private const string Refusal = "C: MAIL FROM:<ann@a.test>\nS: 451 4.3.2 later\n";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_more_connections_are_open_than_allowed()
    {
        var (open, most) = (0, 0);
        var handler = new RecordingHandler
        {
            Message = async (_, token) =>
            {
                most = Math.Max(most, Interlocked.Increment(ref open));
                await Task.Delay(10, token);
                Interlocked.Decrement(ref open);
                return new SmtpReply(250, "2.0.0", "kept");
            },
        };
        await using var server = await TestServer.StartAsync(handler);
        await using var client = new SmtpClient(OptionsFor(server, new() { MaxConnections = 3 }));
        await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => client.SendAsync(Scripts.Envelope, Scripts.Content, cancellationToken: Cancel)));
        Assert.InRange(most, 2, 3);
        Assert.Empty(handler.Disconnected);
    }

    [Fact]
    public async Task A_connection_is_replaced_after_its_mails_and_where_the_server_says_so()
    {
        foreach (var (pool, limits) in new[] { (new SmtpPoolOptions { MailsPerConnection = 2 }, ""), (new SmtpPoolOptions(), "LIMITS MAILMAX=2") })
        {
            var hello = limits.Length > 0 ? Scripts.Hello(limits) : Scripts.Hello();
            await using var server = new ScriptedServer(hello + Scripts.Mail + Scripts.Mail, hello + Scripts.Mail);
            await using var client = new SmtpClient(server.Options with { Pool = pool });
            for (var i = 0; i < 3; i++)
                await client.SendAsync(Scripts.Envelope, Scripts.Content, cancellationToken: Cancel);
            Assert.Equal(3, server.Contents.Count);
        }
    }

    // Exim hangs up on who says RSET too often.
    [Fact(Timeout = 10_000)]
    public async Task A_connection_is_replaced_after_six_resets()
    {
        const string reset = "C: MAIL FROM:<ann@a.test>\nS: 250 ok\nC: RCPT TO:<bob@b.test>\nS: 550 no\nC: RSET\nS: 250 ok\n";
        await using var server = new ScriptedServer(Scripts.Hello() + string.Concat(Enumerable.Repeat(reset, 6)), Scripts.Hello() + Scripts.Mail);
        await using var client = new SmtpClient(server.Options);
        for (var i = 0; i < 6; i++)
            await Assert.ThrowsAsync<SmtpException>(() => client.SendAsync(Scripts.Envelope, Scripts.Content, cancellationToken: Cancel));
        await client.SendAsync(Scripts.Envelope, Scripts.Content, cancellationToken: Cancel);
        Assert.Single(server.Contents);
    }

    [Fact]
    public async Task A_connection_that_lay_idle_or_grew_old_is_closed_politely_and_not_used_again()
    {
        foreach (var pool in new[] { new SmtpPoolOptions { IdleTime = TimeSpan.FromMinutes(1) }, new SmtpPoolOptions { Lifetime = TimeSpan.FromMinutes(1) } })
        {
            var time = new ManualTime();
            await using var server = new ScriptedServer(Scripts.Hello() + Scripts.Mail, Scripts.Hello() + Scripts.Mail);
            await using var client = new SmtpClient(server.Options with { Pool = pool, TimeProvider = time });
            await client.SendAsync(Scripts.Envelope, Scripts.Content, cancellationToken: Cancel);
            time.Advance(TimeSpan.FromMinutes(2));
            await client.SendAsync(Scripts.Envelope, Scripts.Content, cancellationToken: Cancel);
            Assert.Contains("QUIT", server.Heard);
        }
    }

    [Fact]
    public async Task What_is_refused_for_now_is_tried_again_after_longer_and_longer()
    {
        var time = new ManualTime();
        await using var server = new ScriptedServer(Scripts.Hello() + Refusal + Refusal + Scripts.Mail);
        await using var client = new SmtpClient(server.Options with { Pool = new() { Retries = 2, RetryDelay = TimeSpan.FromSeconds(10) }, TimeProvider = time });
        var sending = client.SendAsync(Scripts.Envelope, Scripts.Content, cancellationToken: Cancel);
        await time.AdvanceUntilAsync(sending, TimeSpan.FromSeconds(1));
        Assert.InRange(time.GetUtcNow() - new DateTimeOffset(2026, 11, 2, 9, 0, 0, TimeSpan.Zero), TimeSpan.FromSeconds(24), TimeSpan.FromSeconds(200));
    }

    [Theory]
    [InlineData("550 5.1.1 never")]
    [InlineData("451 4.3.2 later")]
    public async Task What_is_refused_for_good_is_not_tried_again_nor_more_often_than_allowed(string reply)
    {
        var mail = $"C: MAIL FROM:<ann@a.test>\nS: {reply}\n";
        await using var server = new ScriptedServer(Scripts.Hello() + mail + (reply[0] == '4' ? mail : ""));
        await using var client = new SmtpClient(server.Options with { Pool = new() { Retries = 1, RetryDelay = TimeSpan.FromMilliseconds(1) } });
        var failure = await Assert.ThrowsAsync<SmtpException>(() => client.SendAsync(Scripts.Envelope, Scripts.Content, cancellationToken: Cancel));
        Assert.Equal(SmtpFailure.Refused, failure.Failure);
    }

    [Fact]
    public async Task What_may_have_arrived_is_never_sent_again()
    {
        await using var server = new ScriptedServer(Scripts.Hello() + Scripts.Mail.Replace("S: 250 queued\n", "CLOSE\n", StringComparison.Ordinal));
        await using var client = new SmtpClient(server.Options with { Pool = new() { Retries = 5, RetryDelay = TimeSpan.FromMilliseconds(1) } });
        var failure = await Assert.ThrowsAsync<SmtpException>(() => client.SendAsync(Scripts.Envelope, Scripts.Content, cancellationToken: Cancel));
        Assert.Equal(SmtpFailure.OutcomeUnknown, failure.Failure);
    }

    [Fact]
    public async Task A_server_that_takes_one_mail_a_connection_gets_them_all()
    {
        const int count = 6;
        var one = Scripts.Hello() + Scripts.Mail;
        await using var server = new ScriptedServer([.. Enumerable.Repeat(one + "C: MAIL *\nS: 421 4.7.0 one at a time\nCLOSE", count - 1), one]);
        await using var client = new SmtpClient(server.Options with { Pool = new() { MaxConnections = 1 } });
        var outcomes = await client.SendManyAsync(Many(count), Cancel).ToListAsync(Cancel);
        Assert.Equal(Enumerable.Repeat(MailFate.Accepted, count), outcomes.Select(outcome => outcome.Fate));
    }

    [Fact]
    public async Task What_is_known_of_a_mail_that_waits_for_its_next_try_is_told_when_it_does_not_come_to_that()
    {
        using var stop = new CancellationTokenSource();
        await using var server = new ScriptedServer(Scripts.Hello() + Scripts.Mail.Replace("250 queued", "451 4.3.2 later", StringComparison.Ordinal));
        await using var client = new SmtpClient(server.Options with
        {
            Pool = new() { Retries = 1, RetryDelay = TimeSpan.FromHours(1) },
            Logger = new Records { Heard = line => { if (line.Contains("trying again", StringComparison.Ordinal)) stop.Cancel(); } },
        });
        var told = new List<SendOutcome>();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var outcome in client.SendManyAsync(Many(1), stop.Token))
                told.Add(outcome);
        });
        Assert.Equal([MailFate.Refused], told.Select(outcome => outcome.Fate));
    }

    [Fact]
    public async Task Where_no_connection_is_to_be_had_the_rest_is_told_as_not_sent_without_more_knocking()
    {
        await using var server = new ScriptedServer("S: 554 5.7.1 go away");
        await using var client = new SmtpClient(server.Options);
        var outcomes = await client.SendManyAsync(Many(50), Cancel).ToListAsync(Cancel);
        Assert.Equal(50, outcomes.Count);
        Assert.All(outcomes, outcome => Assert.Equal((MailFate.NotSent, SmtpStage.Greeting), (outcome.Fate, ((SmtpException)outcome.Error!).Stage)));
    }

    [Fact]
    public async Task A_server_out_of_reach_is_tried_as_often_for_many_mails_as_for_one()
    {
        var log = new Records();
        // Taken, so that nobody else listens there either.
        using var deaf = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        deaf.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        await using var client = new SmtpClient(new SmtpClientOptions
        {
            Host = "127.0.0.1",
            Port = ((IPEndPoint)deaf.LocalEndPoint!).Port,
            Tls = TlsMode.None,
            Pool = new() { Retries = 3, RetryDelay = TimeSpan.FromMilliseconds(1) },
            Logger = log,
        });
        var outcomes = await client.SendManyAsync(Many(50), Cancel).ToListAsync(Cancel);
        Assert.Equal(50, outcomes.Count);
        Assert.All(outcomes, outcome => Assert.Equal(MailFate.NotSent, outcome.Fate));
        Assert.Equal(3, log.Lines.Count(line => line.Contains("trying again", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task No_more_mails_are_asked_for_than_can_be_told()
    {
        var asked = 0;
        await using var server = await TestServer.StartAsync(new RecordingHandler());
        await using var client = new SmtpClient(OptionsFor(server, new() { MaxConnections = 1 }));
        await foreach (var outcome in client.SendManyAsync(Counted(), Cancel))
        {
            Assert.True(outcome.IsAccepted);
            break;
        }
        Assert.InRange(asked, 1, 200);

        async IAsyncEnumerable<OutgoingMail> Counted()
        {
            for (; asked < 10_000; asked++)
                yield return new OutgoingMail(Scripts.Envelope, Scripts.Content);
            await Task.CompletedTask;
        }
    }

    [Fact]
    public async Task Mails_begin_no_faster_than_allowed()
    {
        var time = new ManualTime();
        await using var server = await TestServer.StartAsync(new RecordingHandler());
        await using var client = new SmtpClient(OptionsFor(server, new() { MailsPerMinute = 60 }) with { TimeProvider = time });
        var start = time.GetUtcNow();
        var sending = client.SendManyAsync(Many(10), Cancel).CountAsync(Cancel).AsTask();
        await time.AdvanceUntilAsync(sending, TimeSpan.FromMilliseconds(500));
        Assert.True(time.GetUtcNow() - start >= TimeSpan.FromSeconds(9));
    }

    [Fact]
    public async Task A_source_that_fails_passes_its_failure_on_after_what_was_sent_is_told()
    {
        await using var server = await TestServer.StartAsync(new RecordingHandler());
        await using var client = new SmtpClient(OptionsFor(server, new()));
        var told = 0;
        await Assert.ThrowsAsync<FormatException>(async () =>
        {
            await foreach (var outcome in client.SendManyAsync(Failing(), Cancel))
                told += outcome.IsAccepted ? 1 : 0;
        });
        Assert.Equal(3, told);

        static async IAsyncEnumerable<OutgoingMail> Failing()
        {
            for (var i = 0; i < 3; i++)
                yield return new OutgoingMail(Scripts.Envelope, Scripts.Content);
            await Task.CompletedTask;
            throw new FormatException("row 4");
        }
    }

    [Fact]
    public async Task Logs_traces_and_meters_tell_what_happened_and_no_address()
    {
        var log = new Records();
        var activities = new ConcurrentQueue<Activity>();
        var counted = new ConcurrentQueue<(string Name, string? Outcome)>();
        using var traces = new ActivityListener { ShouldListenTo = source => source.Name == "Pabal.Smtp", Sample = (ref _) => ActivitySamplingResult.AllData, ActivityStopped = activities.Enqueue };
        ActivitySource.AddActivityListener(traces);
        using var meters = new MeterListener { InstrumentPublished = (instrument, listener) => { if (instrument.Meter.Name == "Pabal.Smtp") listener.EnableMeasurementEvents(instrument); } };
        await using var server = new ScriptedServer(Scripts.Hello() + Scripts.Mail + "C: MAIL FROM:<ann@a.test>\nS: 550 5.7.1 no\n");
        meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            foreach (var (key, outcome) in tags)
            {
                if (key == "outcome")
                    counted.Enqueue((instrument.Name, outcome as string));
            }
        });
        meters.Start();
        await using var client = new SmtpClient(server.Options with { Logger = log });
        using (var parent = new Activity("test").Start())
        {
            await client.SendAsync(Scripts.Envelope, Scripts.Content, cancellationToken: Cancel);
            await Assert.ThrowsAsync<SmtpException>(() => client.SendAsync(Scripts.Envelope, Scripts.Content, cancellationToken: Cancel));
            Assert.Equal([ActivityStatusCode.Unset, ActivityStatusCode.Error], activities.Where(one => one.TraceId == parent.TraceId).Select(one => one.Status));
        }
        Assert.Contains(("pabal.client.mails", "accepted"), counted);
        Assert.Contains(("pabal.client.mails", "Refused"), counted);
        Assert.Contains(log.Lines, line => line.Contains("accepted for 1 recipients", StringComparison.Ordinal));
        Assert.Contains(log.Lines, line => line.Contains("reply 550", StringComparison.Ordinal));
        Assert.DoesNotContain(log.Lines, line => line.Contains("ann@", StringComparison.Ordinal) || line.Contains("bob@", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_connection_counts_as_open_until_it_is_closed_whoever_closes_it()
    {
        var isOurs = new AsyncLocal<bool> { Value = true };
        var (open, most) = (0L, 0L);
        using var meters = new MeterListener { InstrumentPublished = (instrument, listener) => { if (instrument.Name == "pabal.client.connections") listener.EnableMeasurementEvents(instrument); } };
        meters.SetMeasurementEventCallback<long>((_, value, _, _) => most = isOurs.Value ? Math.Max(most, open += value) : most);
        meters.Start();
        await using var server = new ScriptedServer(Scripts.Hello() + Scripts.Mail, Scripts.Hello() + Scripts.Mail);
        var time = new ManualTime();
        await using (var client = new SmtpClient(server.Options with { Pool = new() { IdleTime = Timeout.InfiniteTimeSpan, Lifetime = TimeSpan.FromMinutes(1) }, TimeProvider = time }))
        {
            await client.SendAsync(Scripts.Envelope, Scripts.Content, cancellationToken: Cancel);
            time.Advance(TimeSpan.FromMinutes(2));
            await client.SendAsync(Scripts.Envelope, Scripts.Content, cancellationToken: Cancel);
        }
        Assert.Equal((0, 1), (open, most));
    }

    [Fact]
    public void A_provider_is_sent_to_no_faster_than_it_allows()
    {
        foreach (var provider in Smtp.Providers.All)
        {
            var pool = SmtpClientOptions.Parse(provider.Name).Pool;
            Assert.InRange(pool.MaxConnections, 1, provider.Limits.Connections ?? 4);
            Assert.InRange(pool.MailsPerConnection, 1, provider.Limits.MessagesPerConnection ?? 1000);
            Assert.Equal(provider.Limits.MessagesPerMinute, pool.MailsPerMinute);
        }
        var outlook = SmtpClientOptions.Parse("smtp://ann@smtp.office365.com").Pool;
        Assert.Equal((3, 30), (outlook.MaxConnections, outlook.MailsPerMinute));
        Assert.Equal(new SmtpPoolOptions(), SmtpClientOptions.Parse("smtp://mail.example.com").Pool);
    }

    private static SmtpClientOptions OptionsFor(SmtpServer server, SmtpPoolOptions pool) => new()
    {
        Host = "127.0.0.1",
        Port = server.EndPoints[0].Port,
        Tls = TlsMode.None,
        Pool = pool,
    };

    private static IAsyncEnumerable<OutgoingMail> Many(int count) => Enumerable.Repeat(new OutgoingMail(Scripts.Envelope, Scripts.Content), count).ToAsyncEnumerable();

    private sealed class Records : ILogger
    {
        public List<string> Lines { get; } = [];

        public Action<string>? Heard { get; init; }

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var line = $"{formatter(state, exception)} {exception}";
            lock (Lines)
                Lines.Add(line);
            Heard?.Invoke(line);
        }
    }
}
