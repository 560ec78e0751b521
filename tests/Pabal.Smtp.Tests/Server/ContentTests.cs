using Microsoft.Extensions.Logging;

namespace Pabal.Smtp.Tests.Server;

/// <summary>What becomes of a message between the wire and the handler.</summary>
public sealed class ContentTests
{
    private static async Task<RawClient> ReadyForContentAsync(SmtpServer server)
    {
        var client = await RawClient.HelloAsync(server);
        await client.SayAsync("MAIL FROM:<a@b>", "250");
        await client.SayAsync("RCPT TO:<b@c>", "250");
        await client.SayAsync("DATA", "354");
        return client;
    }

    private static SmtpServerOptions Limited(long size, long drained = 64 * 1024 * 1024) =>
        TestServer.Options with { Limits = TestServer.Options.Limits with { MessageSize = size, DrainedContent = drained } };

    [Theory]
    [InlineData(998, "250")]
    [InlineData(999, "552 5.3.4")]
    public async Task The_size_limit_counts_the_octets_of_the_message_exactly(int length, string expected)
    {
        var handler = new RecordingHandler();
        await using var server = await TestServer.StartAsync(handler, Limited(1000));
        await using var client = await ReadyForContentAsync(server);
        await client.SendAsync("." + ".".PadRight(length, 'x') + "\r\n.\r\n");
        await client.ExpectAsync(expected);
        await client.SayAsync("NOOP", "250");
        Assert.Equal(expected == "250" ? 1 : 0, handler.Messages.Count);
    }

    [Fact]
    public async Task A_message_in_one_piece_is_handed_over_whole()
    {
        var (isWhole, octets) = (false, 0L);
        await using var server = await TestServer.StartAsync(new RecordingHandler
        {
            Message = (content, token) =>
            {
                if (content.TryRead(out var result))
                    (isWhole, octets) = (result.IsCompleted, result.Buffer.Length);
                return Task.FromResult(new SmtpReply(250, "2.0.0", "kept"));
            },
        });
        await using var client = await RawClient.HelloAsync(server);
        await client.SayAsync("MAIL FROM:<a@b>", "250");
        await client.SayAsync("RCPT TO:<b@c>", "250");
        await client.SendAsync("BDAT 9 LAST\r\nA: b\r\n\r\nc");
        await client.ExpectAsync("250");
        Assert.True(isWhole);
        Assert.Equal(9, octets);
    }

    [Fact]
    public async Task A_message_far_too_big_is_passed_over_to_its_end_without_a_line_end_in_it()
    {
        var read = 0L;
        await using var server = await TestServer.StartAsync(new RecordingHandler
        {
            Message = async (content, token) =>
            {
                while (true)
                {
                    var result = await content.ReadAsync(token);
                    read += result.Buffer.Length;
                    content.AdvanceTo(result.Buffer.End);
                    Assert.False(result.IsCompleted, "the content must not seem whole");
                }
            },
        }, Limited(1000));
        await using var client = await ReadyForContentAsync(server);
        var block = new byte[1024 * 1024];
        for (var i = 0; i < 20; i++)
            await client.SendAsync(block);
        await client.SendAsync("\r\n.\r\n");
        await client.ExpectAsync("552 5.3.4");
        await client.SayAsync("MAIL FROM:<>", "250");
        Assert.InRange(read, 0, 1024 * 1024);
    }

    [Fact]
    public async Task A_message_without_end_is_cut_off_with_the_reason()
    {
        await using var server = await TestServer.StartAsync(new RecordingHandler(), Limited(1000, drained: 100_000));
        await using var client = await ReadyForContentAsync(server);
        await client.SendAsync(new byte[110_000]);
        await client.ExpectAsync("552 5.3.4");
        await client.ExpectEndAsync();
    }

    [Fact]
    public async Task A_handler_that_does_not_read_holds_the_client_back_and_memory_stays_flat()
    {
        const int blocks = 24;
        var go = new TaskCompletionSource();
        await using var server = await TestServer.StartAsync(new RecordingHandler
        {
            Message = async (content, token) =>
            {
                await go.Task.WaitAsync(token);
                var total = 0L;
                var largest = 0L;
                var isCompleted = false;
                while (!isCompleted)
                {
                    var result = await content.ReadAsync(token);
                    total += result.Buffer.Length;
                    largest = Math.Max(largest, result.Buffer.Length);
                    isCompleted = result.IsCompleted;
                    content.AdvanceTo(result.Buffer.End);
                }
                return new SmtpReply(250, "2.0.0", $"{total} {largest < 512 * 1024}");
            },
        });
        await using var client = await ReadyForContentAsync(server);
        var sending = Task.Run(async () =>
        {
            for (var i = 0; i < blocks; i++)
                await client.SendAsync(new byte[1024 * 1024]);
            await client.SendAsync("\r\n.\r\n");
        }, TestContext.Current.CancellationToken);
        var early = await Task.WhenAny(sending, Task.Delay(300, TestContext.Current.CancellationToken));
        Assert.NotSame(sending, early);
        go.SetResult();
        await sending;
        await client.ExpectAsync($"250 2.0.0 {blocks * 1024 * 1024 + 2} True");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task When_the_client_vanishes_the_handler_fails_and_nothing_is_acknowledged(bool isReset)
    {
        var seen = new TaskCompletionSource<SmtpException>();
        var handler = new RecordingHandler
        {
            Message = async (content, token) =>
            {
                seen.SetResult(await Assert.ThrowsAsync<SmtpException>(() => content.CopyToAsync(Stream.Null, token)));
                return new SmtpReply(250, "2.0.0", "kept all the same");
            },
        };
        var log = new ListLogger();
        await using var server = await TestServer.StartAsync(handler, TestServer.Options with { Logger = log });
        await using var client = await ReadyForContentAsync(server);
        await client.SendAsync("Subject: half\r\n\r\nhal");
        if (isReset)
        {
            client.Reset();
        }
        else
        {
            client.Socket.Shutdown(System.Net.Sockets.SocketShutdown.Send);
            await client.ExpectEndAsync();
        }
        var error = await seen.Task;
        Assert.Equal((SmtpStage.Data, SmtpFailure.Disconnected), (error.Stage, error.Failure));
        await server.StopAsync(TestContext.Current.CancellationToken);
        Assert.Single(handler.Disconnected);
        Assert.DoesNotContain(log.Lines, line => line.Contains("answered 250", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("550 5.7.1")]
    [InlineData("250 2.0.0")]
    public async Task What_a_handler_leaves_unread_is_passed_over_and_its_reply_stands(string reply)
    {
        await using var server = await TestServer.StartAsync(new RecordingHandler
        {
            Message = (_, _) => Task.FromResult(new SmtpReply(int.Parse(reply[..3], null), reply[4..], "seen enough")),
        });
        await using var client = await ReadyForContentAsync(server);
        await client.SendAsync(new byte[5_000_000]);
        await client.SendAsync("\r\n.\r\n");
        await client.ExpectAsync(reply);
        await client.SayAsync("MAIL FROM:<>", "250");
    }

    [Fact]
    public async Task Early_consent_does_not_save_a_message_that_turns_out_bad()
    {
        await using var server = await TestServer.StartAsync(new RecordingHandler { Message = (_, _) => Task.FromResult(new SmtpReply(250, "2.0.0", "yes")) });
        await using var client = await ReadyForContentAsync(server);
        await client.SendAsync("a\nb\r\n.\r\n");
        await client.ExpectAsync("550 5.6.11");
    }

    [Fact]
    public async Task A_handler_that_throws_costs_one_message_and_no_more()
    {
        var log = new ListLogger();
        await using var server = await TestServer.StartAsync(new RecordingHandler
        {
            Message = (_, _) => throw new InvalidOperationException("disk on fire"),
            Recipient = to => to.Recipient.LocalPart == "boom" ? throw new InvalidOperationException("no such table") : new SmtpReply(250, "2.1.5", "ok"),
        }, TestServer.Options with { Logger = log });
        await using var client = await RawClient.HelloAsync(server);
        await client.SayAsync("MAIL FROM:<a@b>", "250");
        Assert.DoesNotContain("table", await client.SayAsync("RCPT TO:<boom@c>", "451 4.3.0"), StringComparison.Ordinal);
        await client.SayAsync("RCPT TO:<b@c>", "250");
        await client.SayAsync("DATA", "354");
        await client.SendAsync("Subject: top secret\r\n\r\n");
        Assert.DoesNotContain("fire", await client.SayAsync(".", "451 4.3.0"), StringComparison.Ordinal);
        await client.SayAsync("MAIL FROM:<a@b>", "250");
        Assert.Equal(2, log.Lines.Count(line => line.StartsWith("Error", StringComparison.Ordinal)));
        Assert.Contains(log.Lines, line => line.Contains("disk on fire", StringComparison.Ordinal));
        Assert.DoesNotContain(log.Lines, line => line.Contains("top secret", StringComparison.Ordinal) || line.Contains("boom@", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_hook_decides_what_the_client_hears_and_nonsense_is_not_passed_on()
    {
        await using (var server = await TestServer.StartAsync(new RecordingHandler { Connect = _ => Task.FromResult(new SmtpReply(554, "5.7.1", "not you")) }))
        {
            await using var client = await RawClient.ConnectAsync(server);
            await client.ExpectAsync("554 5.7.1 not you");
            await client.ExpectEndAsync();
        }
        await using (var server = await TestServer.StartAsync(new RecordingHandler
        {
            Hello = hello => hello.Name == "bad" ? new SmtpReply(550, "5.7.1", "not you") : new SmtpReply(250, "at your service"),
            Authenticate = (_, _) => new SmtpReply(250, "2.0.0", "close, but not 235"),
            Mail = mail => mail.Sender is null ? new SmtpReply(354, "go ahead") : new SmtpReply(421, "4.3.2", "later"),
            Data = _ => new SmtpReply(452, "4.3.1", "disk full"),
        }))
        {
            await using var client = await RawClient.ConnectAsync(server);
            await client.ExpectAsync("220");
            await client.SayAsync("EHLO bad", "550 5.7.1");
            await client.SayAsync("MAIL FROM:<>", "503");
            Assert.StartsWith("250-at your service\r\n250-PIPELINING", await client.SayAsync("EHLO good", "250"), StringComparison.Ordinal);
            await client.SayAsync("AUTH PLAIN AGFubgBzM2NyZXQh", "451 4.3.0");
            await client.SayAsync("MAIL FROM:<>", "451 4.3.0");
            await client.SayAsync("MAIL FROM:<a@b>", "421 4.3.2 later");
            await client.ExpectEndAsync();
        }
        await using (var server = await TestServer.StartAsync(new RecordingHandler { Data = _ => new SmtpReply(452, "4.3.1", "disk full") }))
        {
            await using var client = await RawClient.HelloAsync(server);
            await client.SayAsync("MAIL FROM:<>", "250");
            await client.SayAsync("RCPT TO:<b@c>", "250");
            await client.SayAsync("DATA", "452 4.3.1 disk full");
            await client.SayAsync("DATA", "452 4.3.1 disk full");
        }
    }

    /// <summary>Keeps what is logged, exceptions included.</summary>
    private sealed class ListLogger : ILogger
    {
        private readonly System.Collections.Concurrent.ConcurrentQueue<string> lines = [];

        public string[] Lines => [.. lines];

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"{logLevel} {formatter(state, exception)} {exception}");

        public bool IsEnabled(LogLevel logLevel) => true;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;
    }
}
