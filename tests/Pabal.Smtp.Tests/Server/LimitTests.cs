using System.Net;
using Pabal.Smtp.Server;

namespace Pabal.Smtp.Tests.Server;

public sealed class LimitTests
{
    [Theory]
    [InlineData(2046, "250")]
    [InlineData(2047, "500 5.5.2")]
    [InlineData(12286, "500 5.5.2")]
    [InlineData(12287, "500 5.5.2")]
    [InlineData(3_000_000, "500 5.5.2")]
    public async Task A_command_line_of_more_than_2048_octets_is_refused_and_the_next_one_is_understood(int length, string expected)
    {
        await using var server = await TestServer.StartAsync(new RecordingHandler());
        await using var client = await RawClient.HelloAsync(server);
        await client.SayAsync("NOOP ".PadRight(length, 'a'), expected);
        await client.SayAsync("VRFY a", "252");
    }

    [Fact]
    public async Task The_twentieth_error_ends_the_session_and_a_message_in_between_makes_up_for_those_before()
    {
        await using var server = await TestServer.StartAsync(new RecordingHandler());
        await using var client = await RawClient.HelloAsync(server);
        for (var i = 0; i < 19; i++)
            await client.SayAsync("BOGUS", "500");
        await client.SayAsync("MAIL FROM:<>", "250");
        await client.SayAsync("RCPT TO:<b@c>", "250");
        await client.SayAsync("DATA", "354");
        await client.SayAsync(".", "250");
        for (var i = 0; i < 19; i++)
            await client.SayAsync("BOGUS", "500");
        await client.SayAsync("BOGUS", "421 4.7.0");
        await client.ExpectEndAsync();
    }

    [Fact]
    public async Task A_storm_of_errors_is_answered_to_the_last_and_cut_off()
    {
        await using var server = await TestServer.StartAsync(new RecordingHandler());
        await using var client = await RawClient.ConnectAsync(server);
        await client.ExpectAsync("220");
        await client.SendAsync(string.Concat(Enumerable.Repeat("BOGUS\r\n", 10_000)));
        for (var i = 0; i < 19; i++)
            await client.ExpectAsync("500");
        await client.ExpectAsync("421 4.7.0");
        await client.ExpectEndAsync();
    }

    [Fact]
    public async Task From_the_eleventh_error_on_replies_are_delayed()
    {
        var time = new ManualTime();
        await using var server = await TestServer.StartAsync(new RecordingHandler(),
            TestServer.Options with { TimeProvider = time, Limits = new SmtpLimits { ErrorDelay = TimeSpan.FromSeconds(7), CommandTimeout = TimeSpan.FromHours(9) } });
        await using var client = await RawClient.HelloAsync(server);
        var start = time.GetUtcNow();
        for (var i = 0; i < 10; i++)
            await client.SayAsync("BOGUS", "500");
        for (var i = 10; i < 19; i++)
            await time.AdvanceUntilAsync(client.SayAsync("BOGUS", "500"), TimeSpan.FromSeconds(1));
        Assert.InRange(time.GetUtcNow() - start, TimeSpan.FromSeconds(9 * 7), TimeSpan.MaxValue);
    }

    [Theory]
    [InlineData("NOOP", "250")]
    [InlineData("RSET", "250")]
    [InlineData("VRFY x", "252")]
    [InlineData("HELP", "214")]
    [InlineData("EHLO x", "250")]
    public async Task More_than_a_hundred_commands_that_move_no_mail_end_the_session(string command, string reply)
    {
        await using var server = await TestServer.StartAsync(new RecordingHandler());
        await using var client = await RawClient.HelloAsync(server);
        for (var i = 1; i < 100; i++)
            await client.SayAsync(command, reply);
        await client.SayAsync(command, "421 4.7.0");
        await client.ExpectEndAsync();
    }

    [Fact]
    public async Task Transactions_that_come_to_nothing_count_as_idleness()
    {
        await using var server = await TestServer.StartAsync(new RecordingHandler());
        await using var client = await RawClient.HelloAsync(server);
        for (var i = 1; i < 100; i++)
        {
            await client.SayAsync("MAIL FROM:<>", "250");
            await client.SayAsync("RSET", "250");
        }
        await client.SayAsync("MAIL FROM:<>", "250");
        await client.SayAsync("RSET", "421 4.7.0");
    }

    [Fact]
    public async Task A_thousand_recipients_are_taken_the_next_thousand_put_off_and_repetitions_cost_nothing()
    {
        var handler = new RecordingHandler();
        await using var server = await TestServer.StartAsync(handler);
        await using var client = await RawClient.HelloAsync(server);
        await client.SayAsync("MAIL FROM:<>", "250");
        await client.SendAsync(string.Concat(Enumerable.Range(0, 2000).Select(i => $"RCPT TO:<r{i}@example.com>\r\n")));
        for (var i = 0; i < 2000; i++)
            await client.ExpectAsync(i < 1000 ? "250 2.1.5" : "452 4.5.3");
        await client.SendAsync(string.Concat(Enumerable.Repeat("RCPT TO:<r0@EXAMPLE.com>\r\n", 3000)));
        for (var i = 0; i < 3000; i++)
            await client.ExpectAsync("250 2.1.5");
        await client.SayAsync("DATA", "354");
        await client.SayAsync(".", "250");
        Assert.Equal(1000, Assert.Single(handler.Messages).Envelope.Recipients.Length);
    }

    [Fact]
    public async Task Whoever_goes_on_beyond_that_is_cut_off()
    {
        await using var server = await TestServer.StartAsync(new RecordingHandler(),
            TestServer.Options with { Limits = TestServer.Options.Limits with { Recipients = 100 } });
        await using var client = await RawClient.HelloAsync(server);
        await client.SayAsync("MAIL FROM:<>", "250");
        await client.SendAsync(string.Concat(Enumerable.Range(0, 1000).Select(i => $"RCPT TO:<r{i}@example.com>\r\n")));
        for (var i = 0; i < 100; i++)
            await client.ExpectAsync("250");
        for (var i = 0; i < 100 + 19; i++)
            await client.ExpectAsync("452 4.5.3");
        await client.ExpectAsync("421 4.7.0");
        await client.ExpectEndAsync();
    }

    [Fact]
    public async Task A_command_has_one_deadline_however_its_octets_drip()
    {
        var time = new ManualTime();
        await using var server = await TestServer.StartAsync(new RecordingHandler(), TestServer.Options with { TimeProvider = time });
        await using var client = await RawClient.HelloAsync(server);
        var start = time.GetUtcNow();
        var reply = client.ReadReplyAsync();
        while (!reply.IsCompleted)
        {
            await client.SendAsync("N");
            time.Advance(TimeSpan.FromSeconds(10));
            await Task.WhenAny(reply, Task.Delay(5, TestContext.Current.CancellationToken));
        }
        Assert.StartsWith("421 4.4.2", await reply, StringComparison.Ordinal);
        await client.ExpectEndAsync();
        Assert.InRange(time.GetUtcNow() - start, TimeSpan.FromSeconds(300), TimeSpan.MaxValue);
    }

    [Fact]
    public async Task A_crowded_server_waits_less_long()
    {
        var time = new ManualTime();
        await using var server = await TestServer.StartAsync(new RecordingHandler(), TestServer.Options with
        {
            TimeProvider = time,
            Limits = TestServer.Options.Limits with { Connections = 1, CommandTimeout = TimeSpan.FromHours(9), CrowdedCommandTimeout = TimeSpan.FromSeconds(60) },
        });
        await using var client = await RawClient.HelloAsync(server);
        var start = time.GetUtcNow();
        await time.AdvanceUntilAsync(client.ExpectAsync("421 4.4.2"), TimeSpan.FromSeconds(10));
        Assert.InRange(time.GetUtcNow() - start, TimeSpan.FromSeconds(60), TimeSpan.FromHours(8));
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    public async Task Content_that_stops_coming_ends_the_session_and_the_handler_learns_it(string drip)
    {
        var time = new ManualTime();
        var seen = new TaskCompletionSource<Exception>();
        await using var server = await TestServer.StartAsync(new RecordingHandler
        {
            Message = async (content, token) =>
            {
                var error = await Assert.ThrowsAsync<SmtpException>(() => content.CopyToAsync(Stream.Null, token));
                seen.SetResult(error);
                return new SmtpReply(250, "2.0.0", "kept all the same");
            },
        }, TestServer.Options with { TimeProvider = time });
        await using var client = await RawClient.HelloAsync(server);
        await client.SayAsync("MAIL FROM:<>", "250");
        await client.SayAsync("RCPT TO:<b@c>", "250");
        await client.SayAsync("DATA", "354");
        var reply = client.ReadReplyAsync();
        while (!reply.IsCompleted)
        {
            await client.SendAsync(drip);
            time.Advance(TimeSpan.FromSeconds(20));
            await Task.WhenAny(reply, Task.Delay(5, TestContext.Current.CancellationToken));
        }
        Assert.StartsWith("421 4.4.2", await reply, StringComparison.Ordinal);
        Assert.Equal(SmtpFailure.TimedOut, Assert.IsType<SmtpException>(await seen.Task).Failure);
    }

    [Fact]
    public async Task Over_the_total_a_client_is_turned_away_at_the_door_until_another_leaves()
    {
        await using var server = await TestServer.StartAsync(new RecordingHandler(),
            TestServer.Options with { Limits = TestServer.Options.Limits with { Connections = 2 } });
        await using var first = await RawClient.HelloAsync(server);
        await using var second = await RawClient.HelloAsync(server);
        await using (var third = await RawClient.ConnectAsync(server))
        {
            await third.ExpectAsync("421 4.3.2");
            await third.ExpectEndAsync();
        }
        await first.SayAsync("QUIT", "221");
        await first.ExpectEndAsync();
        string? greeting;
        do
        {
            await using var fourth = await RawClient.ConnectAsync(server);
            greeting = await fourth.ReadReplyAsync();
        }
        while (greeting!.StartsWith("421", StringComparison.Ordinal));
        Assert.StartsWith("220", greeting, StringComparison.Ordinal);
    }

    [Fact]
    public void One_address_may_have_fifty_connections_and_this_machine_any_number()
    {
        var gate = new ConnectionGate(new SmtpLimits { Connections = 100 }, []);
        var address = IPAddress.Parse("192.0.2.1");
        ConnectionGate.Place? last = null;
        for (var i = 0; i < 50; i++)
            Assert.Null(Enter(i % 2 == 0 ? address : address.MapToIPv6()));
        var place = last;
        Assert.Equal("421 4.7.0", Enter(address)!.ToString()[..9]);
        for (var i = 0; i < 31; i++)
        {
            Assert.Equal(i > 30, gate.IsCrowded);
            Assert.Null(Enter(IPAddress.Loopback));
        }
        Assert.True(gate.IsCrowded);
        for (var i = 81; i < 100; i++)
            Assert.Null(Enter(IPAddress.IPv6Loopback));
        Assert.Equal(421, Enter(IPAddress.IPv6Loopback)!.Code);
        place!.Dispose();
        place.Dispose();
        Assert.Null(Enter(address));
        Assert.Equal(421, Enter(IPAddress.Parse("192.0.2.2"))!.Code);

        SmtpReply? Enter(IPAddress from)
        {
            last = gate.Enter(from, out var refusal);
            return refusal;
        }
    }

    [Fact]
    public async Task Who_speaks_before_the_greeting_or_runs_ahead_of_EHLO_and_DATA_is_turned_away_where_that_is_switched_on()
    {
        var spoken = new TaskCompletionSource();
        await using var server = await TestServer.StartAsync(new RecordingHandler
        {
            Connect = async session =>
            {
                await spoken.Task;
                return new SmtpReply(220, session.ServerName);
            },
        }, TestServer.Options with { RefuseImproperPipelining = true });
        await using (var client = await RawClient.ConnectAsync(server))
        {
            await client.SendAsync("EHLO x\r\n");
            spoken.SetResult();
            await client.ExpectAsync("554 5.5.1");
            await client.ExpectEndAsync();
        }
        await using (var client = await RawClient.ConnectAsync(server))
        {
            await client.ExpectAsync("220");
            await client.SendAsync("EHLO x\r\nMAIL FROM:<>\r\n");
            await client.ExpectAsync("554 5.5.1");
            await client.ExpectEndAsync();
        }
        await using (var client = await RawClient.HelloAsync(server))
        {
            await client.SendAsync("MAIL FROM:<>\r\nRCPT TO:<b@c>\r\nDATA\r\nSubject: early\r\n");
            await client.ExpectAsync("250");
            await client.ExpectAsync("250");
            await client.ExpectAsync("554 5.5.1");
            await client.ExpectEndAsync();
        }
    }
}
