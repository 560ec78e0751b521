
namespace Pabal.Smtp.Client;

/// <summary>The connections of a client: no more than so many, the one used last taken first, none older or longer idle than allowed.</summary>
internal sealed class ConnectionPool : IAsyncDisposable
{
    private readonly SmtpClientOptions options;
    private readonly SmtpPoolOptions limits;
    private readonly SemaphoreSlim room;
    private readonly Lock gate = new();
    private readonly List<Seat> idle = [];   // the one used last at the end
    private readonly ITimer sweep;
    private bool isDisposed;

    public ConnectionPool(SmtpClientOptions options)
    {
        this.options = options;
        limits = options.Pool;
        room = new SemaphoreSlim(limits.MaxConnections);
        var period = limits.IdleTime == Timeout.InfiniteTimeSpan ? Timeout.InfiniteTimeSpan : limits.IdleTime / 2;
        sweep = options.TimeProvider.CreateTimer(static pool => ((ConnectionPool)pool!).Sweep(), this, period, period);
    }

    /// <summary>A connection and the right to use it; waits while all are in use.</summary>
    /// <param name="mayBeKept">False opens a new one.</param>
    /// <param name="cancellationToken">Ends the waiting and the opening.</param>
    public async Task<Seat> TakeAsync(bool mayBeKept, CancellationToken cancellationToken)
    {
        await room.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(isDisposed, typeof(SmtpClient));
            while (mayBeKept && TakeIdle() is { } kept)
            {
                if (IsUsable(kept))
                    return kept;
                await CloseAsync(kept).ConfigureAwait(false);
            }
            var connection = await SmtpConnection.OpenAsync(options, cancellationToken).ConfigureAwait(false);
            Telemetry.Connections.Add(1);
            options.Logger?.Opened(options.ServerUri, connection.Tls?.Version ?? "none");
            return new Seat(connection, options.TimeProvider.GetTimestamp());
        }
        catch
        {
            room.Release();
            throw;
        }
    }

    /// <summary>Gives a connection back; one that is of no more use is closed.</summary>
    public async ValueTask GiveBackAsync(Seat seat)
    {
        seat.LastUsed = options.TimeProvider.GetTimestamp();
        seat.WasUsed = true;
        bool isKept;
        lock (gate)
        {
            isKept = !isDisposed && IsUsable(seat);
            if (isKept)
                idle.Add(seat);
        }
        if (!isKept)
            await CloseAsync(seat).ConfigureAwait(false);
        room.Release();
    }

    /// <summary>How many mails a connection may still carry.</summary>
    public int MailsLeft(Seat seat) => seat.Connection.IsWornOut ? 0 : Math.Min(limits.MailsPerConnection, seat.Connection.Extensions.MaxMails ?? int.MaxValue) - seat.Connection.MailCount;

    /// <summary>Says goodbye on every connection, after what is under way.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (gate)
            isDisposed = true;
        await sweep.DisposeAsync().ConfigureAwait(false);
        for (var i = 0; i < limits.MaxConnections; i++)
            await room.WaitAsync().ConfigureAwait(false);
        while (TakeIdle() is { } seat)
            await CloseAsync(seat).ConfigureAwait(false);
        room.Release(limits.MaxConnections);
    }

    private Seat? TakeIdle()
    {
        lock (gate)
        {
            var seat = idle.LastOrDefault();
            if (seat is not null)
                idle.RemoveAt(idle.Count - 1);
            return seat;
        }
    }

    private bool IsUsable(Seat seat) => seat.Connection.IsOpen && MailsLeft(seat) > 0
        && !IsOver(seat.Opened, limits.Lifetime) && !IsOver(seat.LastUsed, limits.IdleTime);

    private bool IsOver(long since, TimeSpan limit) => limit != Timeout.InfiniteTimeSpan && options.TimeProvider.GetElapsedTime(since) >= limit;

    private void Sweep()
    {
        List<Seat> old;
        lock (gate)
        {
            old = idle.FindAll(seat => !IsUsable(seat));
            idle.RemoveAll(old.Contains);
        }
        // Each goodbye is bounded by its own time-out, and nobody waits for it.
        foreach (var seat in old)
            _ = CloseAsync(seat).AsTask();
    }

    private static ValueTask CloseAsync(Seat seat)
    {
        Telemetry.Connections.Add(-1);
        return seat.Connection.DisposeAsync();
    }

    /// <summary>One connection of the pool.</summary>
    internal sealed class Seat(SmtpConnection connection, long since)
    {
        public SmtpConnection Connection => connection;

        public long Opened { get; } = since;

        public long LastUsed { get; set; } = since;

        /// <summary>True if it has lain idle, so that the server may have closed it meanwhile.</summary>
        public bool WasUsed { get; set; }
    }
}
