using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Pabal.Smtp.Client;

/// <summary>Many mails over several connections. A connection is added while mails wait and no more are allowed; one that ends is replaced.</summary>
internal sealed class BulkSender(SmtpClientOptions options, ConnectionPool pool, Pacer pacer, RetryPolicy retries)
{
    private readonly Channel<Attempt> waiting = Channel.CreateBounded<Attempt>(new BoundedChannelOptions(2 * options.Pool.MaxConnections) { SingleWriter = true });
    private readonly Channel<SendOutcome> settled = Channel.CreateBounded<SendOutcome>(new BoundedChannelOptions(64) { SingleReader = true });
    private readonly ConcurrentQueue<Attempt> again = new();
    private volatile SmtpException? giveUp;

    public async IAsyncEnumerable<SendOutcome> SendAsync(IAsyncEnumerable<OutgoingMail> mails, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var sending = RunAsync(mails, stop.Token);
        try
        {
            await foreach (var outcome in settled.Reader.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
                yield return outcome;
        }
        finally
        {
            // Whoever stops listening stops the sending.
            await stop.CancelAsync().ConfigureAwait(false);
            while (settled.Reader.TryRead(out _))
            { }
            await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        await sending.ConfigureAwait(false);
    }

    private async Task RunAsync(IAsyncEnumerable<OutgoingMail> mails, CancellationToken cancellationToken)
    {
        var workers = new List<Task>();
        try
        {
            await foreach (var mail in mails.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                var attempt = new Attempt(mail, 0);
                if (workers.Count == 0 || (workers.Count < options.Pool.MaxConnections && !waiting.Writer.TryWrite(attempt)))
                {
                    workers.Add(Task.Run(() => WorkAsync(cancellationToken), CancellationToken.None));
                    await waiting.Writer.WriteAsync(attempt, cancellationToken).ConfigureAwait(false);
                }
                else if (workers.Count == options.Pool.MaxConnections)
                {
                    await waiting.Writer.WriteAsync(attempt, cancellationToken).ConfigureAwait(false);
                }
            }
        }
        finally
        {
            waiting.Writer.Complete();
            await Task.WhenAll(workers).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            settled.Writer.Complete();
        }
        await Task.WhenAll(workers).ConfigureAwait(false);
    }

    private async Task WorkAsync(CancellationToken cancellationToken)
    {
        while (await NextAsync(cancellationToken).ConfigureAwait(false) is { } first)
        {
            if (giveUp is { } reason)
                await TellAsync(SendOutcome.NotSent(first.Mail, reason), cancellationToken).ConfigureAwait(false);
            else
                await FlyAsync(first, cancellationToken).ConfigureAwait(false);
        }
    }

    // One connection, from its first mail to its end.
    private async Task FlyAsync(Attempt first, CancellationToken cancellationToken)
    {
        ConnectionPool.Seat seat;
        try
        {
            seat = await pool.TakeAsync(mayBeKept: first.Count == 0, cancellationToken).ConfigureAwait(false);
        }
        catch (SmtpException failure)
        {
            await SettleAsync(SendOutcome.NotSent(first.Mail, failure), first.Count, wasStale: false, cancellationToken).ConfigureAwait(false);
            // What keeps one mail from being sent at all keeps the others too: they need not knock as well.
            if (!retries.MayRetry(failure, first.Count))
                giveUp = failure;
            return;
        }
        var wasUsed = seat.WasUsed;
        var counts = new ConcurrentQueue<int>();
        try
        {
            await foreach (var outcome in seat.Connection.SendManyAsync(SourceAsync(), cancellationToken).ConfigureAwait(false))
            {
                counts.TryDequeue(out var count);
                await SettleAsync(outcome, count, wasStale: wasUsed, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            await pool.GiveBackAsync(seat).ConfigureAwait(false);
        }

        async IAsyncEnumerable<OutgoingMail> SourceAsync([EnumeratorCancellation] CancellationToken token = default)
        {
            var left = pool.MailsLeft(seat);
            for (Attempt? next = first; next is not null; next = left > 0 ? await NextAsync(cancellationToken).ConfigureAwait(false) : null)
            {
                left--;
                await pacer.WaitAsync(cancellationToken).ConfigureAwait(false);
                counts.Enqueue(next.Count);
                yield return next.Mail;
            }
        }
    }

    // What was not sent goes again: over another connection at once where it was lost with one, after a while where the server said later.
    private async Task SettleAsync(SendOutcome outcome, int count, bool wasStale, CancellationToken cancellationToken)
    {
        var failure = outcome.Error as SmtpException;
        var mayGoAgain = outcome.Mail.Content.CanBeWrittenAgain && outcome.Fate is MailFate.NotSent or MailFate.Refused && failure is not null;
        var isLost = failure is { Failure: SmtpFailure.Disconnected } or { Reply.Code: 421 };
        if (mayGoAgain && ((isLost && count < (wasStale ? 2 : 1)) || retries.MayRetry(failure!, count)))
        {
            if (!isLost)
                await retries.WaitAsync(count, cancellationToken).ConfigureAwait(false);
            again.Enqueue(new Attempt(outcome.Mail, count + 1));
            return;
        }
        await TellAsync(outcome, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask TellAsync(SendOutcome outcome, CancellationToken cancellationToken)
    {
        Telemetry.Settled(options, outcome);
        await settled.Writer.WriteAsync(outcome, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<Attempt?> NextAsync(CancellationToken cancellationToken)
    {
        if (again.TryDequeue(out var failed))
            return failed;
        while (await waiting.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
        {
            if (waiting.Reader.TryRead(out var next))
                return next;
        }
        return again.TryDequeue(out failed) ? failed : null;
    }

    private sealed record Attempt(OutgoingMail Mail, int Count);
}
