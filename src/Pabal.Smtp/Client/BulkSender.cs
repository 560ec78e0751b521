using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Pabal.Smtp.Client;

/// <summary>Many mails over several connections. A connection is added while mails pile up and more are allowed; one that ends is replaced.</summary>
internal sealed class BulkSender(SmtpClientOptions options, ConnectionPool pool, Pacer pacer, RetryPolicy retries) : IDisposable
{
    private const int MailsPerConnection = 64;   // asked for and not told yet
    private const int Batch = 16;
    private const int PiledUp = 4;
    private const int MaxLosses = 2;   // of one mail with its connection, before that is told

    private readonly Channel<Attempt> waiting = Channel.CreateUnbounded<Attempt>();
    private readonly Channel<SendOutcome> settled = Channel.CreateUnbounded<SendOutcome>(new UnboundedChannelOptions { SingleReader = true });
    private readonly List<Task> workers = [];
    private readonly ConcurrentDictionary<Attempt, SendOutcome> postponed = new();   // what is known of those that go again, should it not come to that
    private readonly SemaphoreSlim room = new(MailsPerConnection * options.Pool.MaxConnections);
    private int unsettled = 1;   // the mails asked for and not settled, and one for the source
    private int flying;
    private int knocks;   // in a row at a door that stayed shut
    private volatile SmtpException? giveUp;

    public async IAsyncEnumerable<SendOutcome> SendAsync(IAsyncEnumerable<OutgoingMail> mails, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var sending = RunAsync(mails, stop);
        var told = 0;
        try
        {
            // Without the token: what is settled is told, cancelled or not.
            await foreach (var outcome in settled.Reader.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
            {
                // Not for each one: waking the source costs more than a mail.
                if (++told % Batch == 0)
                    room.Release(Batch);
                yield return outcome;
            }
        }
        finally
        {
            // Whoever stops listening stops the sending.
            await stop.CancelAsync().ConfigureAwait(false);
            await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        await sending.ConfigureAwait(false);
    }

    public void Dispose() => room.Dispose();

    private async Task RunAsync(IAsyncEnumerable<OutgoingMail> mails, CancellationTokenSource stop)
    {
        try
        {
            await foreach (var mail in mails.WithCancellation(stop.Token).ConfigureAwait(false))
            {
                await room.WaitAsync(stop.Token).ConfigureAwait(false);
                Interlocked.Increment(ref unsettled);
                waiting.Writer.TryWrite(new Attempt(mail, 0));
                AddWorker(stop);
            }
        }
        finally
        {
            Settled();
            await AllWorkersAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            foreach (var (_, known) in postponed)
                Tell(known);
            settled.Writer.Complete();
        }
        await AllWorkersAsync().ConfigureAwait(false);
    }

    // One after the other: a server that takes no connection at all is not asked for several at once.
    private void AddWorker(CancellationTokenSource stop)
    {
        lock (workers)
        {
            if (workers.Count == 0 || (Volatile.Read(ref flying) == workers.Count && workers.Count < options.Pool.MaxConnections && waiting.Reader.Count > PiledUp * workers.Count))
                workers.Add(Task.Run(() => WorkAsync(stop), CancellationToken.None));
        }
    }

    // A worker may add another while it is waited for.
    private async Task AllWorkersAsync()
    {
        Task[] all;
        do
        {
            all = Workers();
            await Task.WhenAll(all).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        while (Workers().Length > all.Length);
        await Task.WhenAll(all).ConfigureAwait(false);
    }

    private Task[] Workers()
    {
        lock (workers)
            return [.. workers];
    }

    private async Task WorkAsync(CancellationTokenSource stop)
    {
        try
        {
            while (await NextAsync(stop.Token).ConfigureAwait(false) is { } first && await FlyAsync(first, stop).ConfigureAwait(false))
            { }
        }
        catch
        {
            await stop.CancelAsync().ConfigureAwait(false);
            throw;
        }
    }

    // One connection, from its first mail to its end. False where the others will do without this one.
    private async Task<bool> FlyAsync(Attempt first, CancellationTokenSource stop)
    {
        var cancellationToken = stop.Token;
        if (giveUp is { } reason)
        {
            GiveUp(first, reason);
            return true;
        }
        ConnectionPool.Seat seat;
        try
        {
            seat = await pool.TakeAsync(mayBeKept: first.Losses == 0, cancellationToken).ConfigureAwait(false);
        }
        catch (SmtpException failure)
        {
            // One connection more than the server likes is no harm while another flies.
            if (Volatile.Read(ref flying) > 0)
            {
                waiting.Writer.TryWrite(first);
                return false;
            }
            // What keeps one mail from being sent at all keeps the others too: they wait with it, and need not knock as well.
            var knock = Interlocked.Increment(ref knocks) - 1;
            if (retries.MayRetry(failure, knock))
            {
                await retries.WaitAsync(knock, cancellationToken).ConfigureAwait(false);
                waiting.Writer.TryWrite(first);
                return true;
            }
            giveUp = failure;
            GiveUp(first, failure);
            return true;
        }
        Interlocked.Exchange(ref knocks, 0);
        Interlocked.Increment(ref flying);
        AddWorker(stop);
        try
        {
            await FlyAsync(first, seat, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref flying);
            await pool.GiveBackAsync(seat).ConfigureAwait(false);
        }
        return true;
    }

    private async Task FlyAsync(Attempt first, ConnectionPool.Seat seat, CancellationToken cancellationToken)
    {
        var underWay = new ConcurrentQueue<Attempt>();
        var hasMoved = false;
        await foreach (var outcome in seat.Connection.SendManyAsync(SourceAsync(cancellationToken), cancellationToken).ConfigureAwait(false))
        {
            underWay.TryDequeue(out var attempt);
            if (!GoesAgain(attempt!, outcome, isToBlame: !hasMoved, cancellationToken))
                Tell(outcome);
            hasMoved |= outcome.Fate != MailFate.NotSent;
        }

        async IAsyncEnumerable<OutgoingMail> SourceAsync([EnumeratorCancellation] CancellationToken token)
        {
            for (var next = first; next is not null; next = pool.MailsLeft(seat) > 0 ? await NextAsync(token).ConfigureAwait(false) : null)
            {
                await pacer.WaitAsync(token).ConfigureAwait(false);
                postponed.TryRemove(next, out _);
                underWay.Enqueue(next);
                yield return next.Mail;
            }
        }
    }

    // A mail that is lost after others went through is not to blame: there are servers that end a connection after so many, or after each.
    private bool GoesAgain(Attempt attempt, SendOutcome outcome, bool isToBlame, CancellationToken cancellationToken)
    {
        if (outcome.Error is not SmtpException failure || outcome.Fate == MailFate.Unknown || !outcome.Mail.Content.CanBeWrittenAgain || cancellationToken.IsCancellationRequested)
            return false;
        // What was lost with its connection goes over another one at once; what was refused for now, after a while.
        if (outcome.Fate == MailFate.NotSent && attempt.Losses < MaxLosses && failure.Accepted.IsEmpty)
        {
            var again = Postponed(attempt with { Losses = attempt.Losses + (isToBlame ? 1 : 0) }, outcome);
            return waiting.Writer.TryWrite(again);
        }
        if (!retries.MayRetry(failure, attempt.Retries))
            return false;
        _ = QueueAgainAsync(Postponed(attempt with { Retries = attempt.Retries + 1 }, outcome), cancellationToken);
        return true;
    }

    private async Task QueueAgainAsync(Attempt again, CancellationToken cancellationToken)
    {
        await retries.WaitAsync(again.Retries - 1, cancellationToken).ConfigureAwait(false);
        waiting.Writer.TryWrite(again);
    }

    private Attempt Postponed(Attempt again, SendOutcome outcome)
    {
        postponed[again] = outcome;
        return again;
    }

    private void GiveUp(Attempt attempt, SmtpException reason)
    {
        postponed.TryRemove(attempt, out _);
        Tell(SendOutcome.NotSent(attempt.Mail, reason));
    }

    private void Tell(SendOutcome outcome)
    {
        Telemetry.Settled(options, outcome);
        settled.Writer.TryWrite(outcome);
        Settled();
    }

    private void Settled()
    {
        if (Interlocked.Decrement(ref unsettled) == 0)
            waiting.Writer.TryComplete();
    }

    private async ValueTask<Attempt?> NextAsync(CancellationToken cancellationToken)
    {
        while (await waiting.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
        {
            if (waiting.Reader.TryRead(out var next))
                return next;
        }
        return null;
    }

    private sealed record Attempt(OutgoingMail Mail, int Retries)
    {
        public int Losses { get; init; }

        // Two mails may say the same.
        public bool Equals(Attempt? other) => ReferenceEquals(this, other);

        public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);
    }
}
