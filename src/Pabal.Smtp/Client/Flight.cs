using System.Runtime.CompilerServices;
using Pabal.Mime;

namespace Pabal.Smtp.Client;

/// <summary>
/// Mails that follow one another over one connection. With PIPELINING the next envelope rides with the end of the last content: one round trip each.
/// With CHUNKING too, small mails ride whole, a window of them at once. What became of each is known in the order they came.
/// </summary>
internal sealed class Flight(Dialogue dialogue, SmtpExtensions extensions)
{
    private const int MaxWindow = 32;
    private const int MaxWindowOctets = 256 * 1024;
    private const int MaxOwed = 200;   // so that replies never fill the buffers of both sides while both still write (RFC 2920 3.1)

    // Content goes along with its envelope only where the server was heard of so lately that it will not have closed.
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);

    private readonly Queue<Transaction> window = new();   // said to the end; their last reply, or all of them, still to be heard
    private readonly bool isPipelined = extensions.Has("PIPELINING");
    private readonly Queue<Transaction> unfinished = new();   // whose mail still has recipients to be offered
    private readonly ChunkTransfer chunks = new(dialogue);
    private Transaction? youngest;   // in the window
    private int windowOctets;
    private bool mustReset;
    private bool hasLanded;

    /// <summary>True for many mails. The first goes in steps all the same: what the server is like must be known before content goes along unasked.</summary>
    public bool IsMany { get; init; }

    private bool UsesChunks => dialogue.Options.UseChunking && extensions.Has("CHUNKING");

    /// <summary>Sends a mail as far as its end. After a failure that ended the connection, everything that was under way has failed with it.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask SendAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        try
        {
            await dialogue.CheckInStepAsync(SmtpStage.Mail, cancellationToken).ConfigureAwait(false);
            await FinishAsync(cancellationToken).ConfigureAwait(false);
            var mail = Announcement.Mail(dialogue, extensions, delivery.Envelope, delivery.Content);
            await SendAsync(delivery, mail, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            Crash(delivery, error);
        }
    }

    /// <summary>Hears what is still owed, and leaves nothing of the last mail behind on the server.</summary>
    public async Task LandAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (dialogue.IsOpen && window.Count + unfinished.Count > 0)
            {
                await SettleAsync(0, cancellationToken).ConfigureAwait(false);
                await FinishAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception error)
        {
            Crash(null, error);
        }
        if (!dialogue.IsOpen || !TakeReset())
            return;
        try
        {
            var reply = await dialogue.AskAsync(new SmtpCommand.Plain("RSET"), SmtpStage.Mail, dialogue.Options.Timeouts.Command, cancellationToken).ConfigureAwait(false);
            if (!reply.IsPositive)
                dialogue.End();
        }
        catch (Exception error) when (error is SmtpException or OperationCanceledException)
        {
            // That it fails is no news beside what led to it, but the end of the connection.
            dialogue.End();
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask SendAsync(Delivery delivery, SmtpCommand.Mail mail, CancellationToken cancellationToken)
    {
        var most = delivery.Content.CanBeWrittenAgain ? extensions.MaxRecipients ?? int.MaxValue : int.MaxValue;
        while (!delivery.HasFailed && delivery.NextBatch(most) is { Count: > 0 } batch)
        {
            var ridesWhole = RidesWhole(delivery, batch);
            var transaction = new Transaction(dialogue, extensions, delivery, mail, batch) { IsByChunks = ridesWhole || delivery.Content.IsBinary };
            if (ridesWhole)
                await SendWholeAsync(transaction, cancellationToken).ConfigureAwait(false);
            else
                await SendInStepsAsync(transaction, cancellationToken).ConfigureAwait(false);
        }
    }

    // Recipients for whom there was no room in a transaction that rode whole.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask FinishAsync(CancellationToken cancellationToken)
    {
        while (unfinished.TryDequeue(out var transaction))
        {
            try
            {
                await SendAsync(transaction.Delivery, transaction.Mail, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception error)
            {
                Crash(transaction.Delivery, error);
            }
        }
    }

    private bool RidesWhole(Delivery delivery, List<EmailAddress> batch) => IsMany && hasLanded && isPipelined && UsesChunks && !dialogue.IsWornOut
        && delivery.Content is { Length: <= ContentTransfer.SmallSize } && batch.Count < MaxOwed / 2
        && dialogue.Options.TimeProvider.GetElapsedTime(dialogue.LastHeard) < Fresh;

    // MAIL, RCPT and BDAT with the content, and on to the next. RSET comes before each but the first: nobody knows yet how the one before will end.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask SendWholeAsync(Transaction transaction, CancellationToken cancellationToken)
    {
        var delivery = transaction.Delivery;
        var content = await chunks.GatherAsync(delivery.Content, cancellationToken).ConfigureAwait(false);
        transaction.Octets = content.Length;
        var commands = transaction.Commands(withReset: mustReset || window.Count > 0, withData: false);
        mustReset = false;
        foreach (var (command, _) in commands)
            dialogue.Put(command);
        chunks.Write(content.Span, isLast: true);
        window.Enqueue(youngest = transaction);
        windowOctets += transaction.Octets;
        delivery.Progress?.Report(content.Length);
        if (window.Count < MaxWindow && windowOctets < MaxWindowOctets && dialogue.Owed < MaxOwed)
            return;
        await dialogue.FlushAsync(SmtpStage.Final, cancellationToken).ConfigureAwait(false);
        // While the younger half is on its way, the older is heard.
        await HearAsync(window.Count / 2, cancellationToken).ConfigureAwait(false);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask SendInStepsAsync(Transaction transaction, CancellationToken cancellationToken)
    {
        if (!isPipelined)
            await SettleAsync(0, cancellationToken).ConfigureAwait(false);
        // A refused BDAT leaves its transaction open (RFC 3030 2), and how the one before ends is not heard yet.
        var withReset = TakeReset() || (window.Count > 0 && youngest is { IsByChunks: true });
        foreach (var (command, stage) in transaction.Commands(withReset, withData: !transaction.IsByChunks))
        {
            await dialogue.CheckInStepAsync(stage, cancellationToken).ConfigureAwait(false);
            dialogue.Put(command);
            if (!isPipelined || transaction.Owed >= MaxOwed)
                await ExchangeAsync(transaction, cancellationToken).ConfigureAwait(false);
        }
        await ExchangeAsync(transaction, cancellationToken).ConfigureAwait(false);
        mustReset = transaction.IsLeftOpen;
        if (await WriteContentAsync(transaction, cancellationToken).ConfigureAwait(false))
        {
            mustReset = false;
            window.Enqueue(youngest = transaction);
        }
        else if (mustReset)
        {
            dialogue.ResetCount++;
        }
    }

    // False where the server does not wait for any.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> WriteContentAsync(Transaction transaction, CancellationToken cancellationToken)
    {
        var delivery = transaction.Delivery;
        if (transaction.IsByChunks)
        {
            if (transaction.HasTakers)
                await chunks.StreamAsync(delivery.Content, delivery.Progress, cancellationToken).ConfigureAwait(false);
            return transaction.HasTakers;
        }
        if (!transaction.AwaitsContent)
            return false;
        await dialogue.CheckInStepAsync(SmtpStage.Data, cancellationToken).ConfigureAwait(false);
        if (transaction.HasTakers)
            await new ContentTransfer(dialogue, delivery.Content, delivery.Progress).WriteAsync(cancellationToken).ConfigureAwait(false);
        else
            ContentTransfer.WriteNothing(dialogue);
        dialogue.Owe(transaction.EndReplies);
        return true;
    }

    // Sends what was said; hears how the mails before ended, and then the replies to what was said.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask ExchangeAsync(Transaction transaction, CancellationToken cancellationToken)
    {
        if (transaction.Owed == 0)
            return;
        await SettleAsync(0, cancellationToken).ConfigureAwait(false);
        await transaction.HearAsync(cancellationToken).ConfigureAwait(false);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask SettleAsync(int left, CancellationToken cancellationToken)
    {
        await dialogue.FlushAsync(window.Count > 0 ? SmtpStage.Final : SmtpStage.Mail, cancellationToken).ConfigureAwait(false);
        await HearAsync(left, cancellationToken).ConfigureAwait(false);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask HearAsync(int left, CancellationToken cancellationToken)
    {
        while (window.Count > left)
        {
            var transaction = window.Peek();
            await transaction.HearAsync(cancellationToken).ConfigureAwait(false);
            await transaction.HearEndAsync(cancellationToken).ConfigureAwait(false);
            window.Dequeue();
            windowOctets -= transaction.Octets;
            hasLanded = true;
            mustReset = transaction.IsLeftOpen;
            dialogue.ResetCount += mustReset ? 1 : 0;
            if (transaction.Delivery.Postponed.Count > 0)
                unfinished.Enqueue(transaction);
        }
    }

    private bool TakeReset()
    {
        var must = mustReset;
        mustReset = false;
        return must;
    }

    // Of a mail whose end may have arrived nobody knows more than its reply told; 421 in place of that reply says that it and what follows was not taken.
    // What was not said to its end was not taken, whatever the connection ended with.
    private void Crash(Delivery? current, Exception error)
    {
        if (dialogue.IsOpen)
        {
            current?.Fail(error);
            return;
        }
        var isAnothers = window.Count > 0;
        for (var isHead = true; window.TryDequeue(out var transaction); isHead = false)
            transaction.Delivery.Fail(Fate(error, isHead), isUnknown: error is not SmtpException { Reply.Code: 421 });
        var rest = !isAnothers || IsForAll(error) ? error : dialogue.Lost(SmtpStage.Mail, error);
        while (unfinished.TryDequeue(out var transaction))
            transaction.Delivery.Fail(rest);
        current?.Fail(rest);
    }

    private Exception Fate(Exception error, bool isHead) =>
        IsForAll(error) || (isHead && error is SmtpException and ({ Failure: SmtpFailure.Protocol } or { Stage: SmtpStage.Final })) ? error : dialogue.Lost(SmtpStage.Final, error);

    private static bool IsForAll(Exception error) => error is OperationCanceledException or SmtpException { Reply.Code: 421 };
}
