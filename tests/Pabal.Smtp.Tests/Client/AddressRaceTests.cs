using System.Net;
using System.Net.Sockets;
using Pabal.Smtp.Client;

namespace Pabal.Smtp.Tests.Client;

public sealed class AddressRaceTests
{
    private static readonly TimeSpan HeadStart = TimeSpan.FromMilliseconds(250);

    private readonly ManualTime time = new();
    private readonly Dictionary<EndPoint, TaskCompletionSource<Connection>> attempts = [];
    private readonly List<(EndPoint EndPoint, SocketError Error)> failures = [];
    private readonly IPEndPoint[] ends = [.. Enumerable.Range(1, 3).Select(i => new IPEndPoint(IPAddress.Parse($"192.0.2.{i}"), 25))];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Families_take_turns_and_that_of_the_first_begins()
    {
        Assert.Equal(
            Addresses("2001:db8::1", "192.0.2.1", "2001:db8::2", "192.0.2.2", "2001:db8::3"),
            Dialer.Interleaved(Addresses("2001:db8::1", "2001:db8::2", "2001:db8::3", "192.0.2.1", "192.0.2.2")));
        Assert.Equal(
            Addresses("192.0.2.1", "2001:db8::1", "192.0.2.2"),
            Dialer.Interleaved(Addresses("192.0.2.1", "192.0.2.2", "2001:db8::1")));
    }

    [Fact]
    public async Task The_second_is_tried_250_ms_after_the_first_and_not_before()
    {
        var running = Race().RunAsync(ends, Cancel);
        time.Advance(HeadStart - TimeSpan.FromMilliseconds(1));
        Assert.Equal([ends[0]], attempts.Keys);
        await time.AdvanceUntilAsync(StartedAsync(1), TimeSpan.FromMilliseconds(1));
        attempts[ends[1]].SetResult(new Connection());
        Assert.Same(await attempts[ends[1]].Task, await running);
        Assert.Equal(2, attempts.Count);
    }

    [Fact]
    public async Task When_one_fails_the_next_is_tried_at_once()
    {
        var running = Race().RunAsync(ends, Cancel);
        attempts[ends[0]].SetException(new SocketException((int)SocketError.ConnectionRefused));
        await StartedAsync(1);
        attempts[ends[1]].SetResult(new Connection());
        Assert.NotNull(await running);
        Assert.Equal([(ends[0], SocketError.ConnectionRefused)], failures);
    }

    [Fact]
    public async Task The_first_may_still_win_when_the_second_is_under_way_and_the_loser_is_closed()
    {
        var running = Race().RunAsync(ends[..2], Cancel);
        await time.AdvanceUntilAsync(StartedAsync(1), HeadStart);
        var (winner, loser) = (new Connection(), new Connection());
        attempts[ends[0]].SetResult(winner);
        Assert.Same(winner, await running);
        attempts[ends[1]].SetResult(loser);
        await loser.Closed;
        Assert.False(winner.Closed.IsCompleted);
    }

    [Fact]
    public async Task When_all_fail_there_is_none_and_every_failure_was_told()
    {
        var running = Race().RunAsync(ends, Cancel);
        for (var i = 0; i < ends.Length; i++)
        {
            await StartedAsync(i);
            attempts[ends[i]].SetException(new SocketException((int)SocketError.HostUnreachable));
        }
        Assert.Null(await running);
        Assert.Equal(ends, failures.Select(failure => failure.EndPoint));
    }

    [Fact]
    public async Task Cancelled_it_names_whom_it_waited_for_and_closes_what_comes_late()
    {
        using var stop = new CancellationTokenSource();
        var race = Race();
        var running = race.RunAsync(ends[..2], stop.Token);
        await time.AdvanceUntilAsync(StartedAsync(1), HeadStart);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.Equal(ends[..2], race.Unanswered);
        var late = new Connection();
        attempts[ends[0]].SetResult(late);
        await late.Closed;
    }

    private AddressRace<Connection> Race() => new(
        (endPoint, _) => (attempts[endPoint] = new TaskCompletionSource<Connection>(TaskCreationOptions.RunContinuationsAsynchronously)).Task,
        (endPoint, error) => failures.Add((endPoint, error.SocketErrorCode)),
        time);

    private async Task StartedAsync(int index)
    {
        while (!attempts.ContainsKey(ends[index]))
            await Task.Delay(1, Cancel);
    }

    private static IPAddress[] Addresses(params string[] addresses) => Array.ConvertAll(addresses, IPAddress.Parse);

    private sealed class Connection : IDisposable
    {
        private readonly TaskCompletionSource closed = new();

        public Task Closed => closed.Task;

        public void Dispose() => closed.SetResult();
    }
}
