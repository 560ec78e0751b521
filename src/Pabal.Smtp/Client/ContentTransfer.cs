using System.Net.Sockets;
using Pabal.Smtp.Wire;
using static Pabal.Localized;

namespace Pabal.Smtp.Client;

/// <summary>
/// The content, after 354. Much of it is written while the server is listened to: one that has heard enough and says so is heard, even if it
/// closes at once. Content that could not be written whole is never ended with a dot.
/// </summary>
internal sealed class ContentTransfer(Dialogue dialogue, MailContent content, IProgress<long>? progress)
{
    /// <summary>What is no longer than this goes out in one piece.</summary>
    public const int SmallSize = 64 * 1024;

    private volatile bool wireFailed;

    /// <summary>Writes the content and its end, which goes out with the next flush. What the content's own source throws is passed on.</summary>
    public ValueTask WriteAsync(CancellationToken cancellationToken) => content.Length <= SmallSize
        ? WriteSmallAsync(cancellationToken)
        : new ValueTask(WriteLargeAsync(cancellationToken));

    /// <summary>The dot alone, to a server that waits for content though nobody is there to get it.</summary>
    public static void WriteNothing(Dialogue dialogue)
    {
        dialogue.Transcript.Client(".");
        new DotWriter(dialogue.Wire.Output).Finish();
    }

    private async ValueTask WriteSmallAsync(CancellationToken cancellationToken)
    {
        try
        {
            End(await WriteToAsync(static (_, _) => ValueTask.CompletedTask, cancellationToken).ConfigureAwait(false), cancellationToken);
        }
        catch
        {
            dialogue.End();
            throw;
        }
    }

    private async Task WriteLargeAsync(CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var answer = dialogue.Wire.WaitForInputAsync();
        // Apart, because writing into a fast network may never pause.
        var writing = Task.Run(async () => await WriteToAsync(FlushAsync, stop.Token).ConfigureAwait(false), CancellationToken.None);
        var isEarly = await Task.WhenAny(answer, writing).ConfigureAwait(false) == answer;
        if (isEarly)
            await stop.CancelAsync().ConfigureAwait(false);
        try
        {
            var dots = await writing.ConfigureAwait(false);
            if (isEarly || answer.IsCompleted)
                throw await HearWhyAsync(cancellationToken).ConfigureAwait(false);
            End(dots, cancellationToken);
        }
        catch (Exception error) when ((wireFailed || isEarly) && error is not SmtpException && !cancellationToken.IsCancellationRequested)
        {
            // If the server says why, that is the news, not the broken pipe.
            throw await HearWhyAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            dialogue.End();
            throw;
        }
    }

    private async ValueTask<DotWriter> WriteToAsync(Func<long, CancellationToken, ValueTask> flush, CancellationToken cancellationToken)
    {
        var lines = dialogue.Transcript.WantsContent ? new ContentLines(dialogue.Transcript.Content) : null;
        var dots = new DotWriter(dialogue.Wire.Output) { Observer = lines is null ? null : lines.Write, Flush = flush };
        await content.WriteToAsync(dots, cancellationToken).ConfigureAwait(false);
        lines?.Finish();
        return dots;
    }

    private void End(DotWriter dots, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (dialogue.Transcript.IsWanted)
            dialogue.Transcript.Note(Say($"{dots.Written} octets of content", $"본문 {dots.Written}바이트"));
        dialogue.Transcript.Client(".");
        dots.Finish();
        progress?.Report(dots.Written);
    }

    private async ValueTask FlushAsync(long written, CancellationToken cancellationToken)
    {
        using var block = new Deadline(dialogue.Options.Timeouts.Block, dialogue.Options.TimeProvider, cancellationToken);
        try
        {
            await dialogue.Wire.Output.FlushAsync(block.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException error) when (block.HasExpired)
        {
            throw dialogue.Stuck(SmtpStage.Data, error);
        }
        catch (Exception error) when (error is IOException or SocketException or ObjectDisposedException)
        {
            wireFailed = true;
            throw;
        }
        progress?.Report(written);
    }

    // The writing broke off, or the reply did not wait for its end. Only to a dot can a server say yes.
    private async Task<SmtpException> HearWhyAsync(CancellationToken cancellationToken)
    {
        var reply = await dialogue.ListenAsync(SmtpStage.Data, dialogue.Options.Timeouts.Quit, cancellationToken).ConfigureAwait(false);
        dialogue.End();
        return reply.Code >= 400
            ? dialogue.Refused(SmtpStage.Data, reply)
            : dialogue.Break(SmtpStage.Data, SmtpFailure.Protocol, Dialogue.OutOfTurn(SmtpStage.Data, reply), reply);
    }
}
