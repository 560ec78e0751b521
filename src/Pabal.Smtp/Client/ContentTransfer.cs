using System.Net.Sockets;
using Pabal.Smtp.Wire;
using static Pabal.Localized;

namespace Pabal.Smtp.Client;

/// <summary>
/// The content, after 354. It is written while the server is listened to: one that has heard enough and says so is heard, even if it
/// closes at once. Content that could not be written whole is never ended with a dot.
/// </summary>
internal sealed class ContentTransfer(Dialogue dialogue, MailContent content, IProgress<long>? progress)
{
    private readonly SmtpTimeouts timeouts = dialogue.Options.Timeouts;
    private volatile bool wireFailed;
    private volatile bool ending;

    private SmtpStage Stage => ending ? SmtpStage.Final : SmtpStage.Data;

    /// <summary>The reply to the end of the content, whatever it is. What the content's own source throws is passed on.</summary>
    public async Task<SmtpReply> RunAsync(CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var answer = dialogue.Wire.WaitForInputAsync();
        // Apart, because writing into a fast network may never pause.
        var writing = Task.Run(() => WriteAsync(stop.Token), CancellationToken.None);
        var isEarly = await Task.WhenAny(answer, writing).ConfigureAwait(false) == answer && !ending;
        if (isEarly)
            await stop.CancelAsync().ConfigureAwait(false);
        try
        {
            await writing.ConfigureAwait(false);
        }
        catch (Exception error) when ((wireFailed || isEarly) && error is not SmtpException && !cancellationToken.IsCancellationRequested)
        {
            // If the server says why, that is the news, not the broken pipe.
            return await HearWhyAsync(isEarly, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            dialogue.End();
            throw;
        }
        return isEarly
            ? await HearWhyAsync(isEarly, cancellationToken).ConfigureAwait(false)
            : await dialogue.ListenAsync(SmtpStage.Final, timeouts.Final, cancellationToken).ConfigureAwait(false);
    }

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        var lines = dialogue.Transcript.WantsContent ? new ContentLines(dialogue.Transcript.Content) : null;
        var dots = new DotWriter(dialogue.Wire.Output) { Observer = lines is null ? null : lines.Write, Flush = FlushAsync };
        await content.WriteToAsync(dots, cancellationToken).ConfigureAwait(false);
        lines?.Finish();
        dialogue.Transcript.Note(Say($"{dots.Written} octets of content", $"본문 {dots.Written}옥텟"));
        dialogue.Transcript.Client(".");
        cancellationToken.ThrowIfCancellationRequested();
        ending = true;
        await dots.FinishAsync(cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask FlushAsync(long written, CancellationToken cancellationToken)
    {
        using var block = new Deadline(timeouts.Block, dialogue.Options.TimeProvider, cancellationToken);
        try
        {
            await dialogue.Wire.Output.FlushAsync(block.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException error) when (block.HasExpired)
        {
            throw dialogue.Break(Stage, ending ? SmtpFailure.OutcomeUnknown : SmtpFailure.TimedOut, Say(
                $"{dialogue.Options.Host} took nothing for {timeouts.Block.TotalSeconds:0.#} s",
                $"{dialogue.Options.Host}이(가) {timeouts.Block.TotalSeconds:0.#}초 동안 아무것도 받지 않았습니다"), inner: error);
        }
        catch (Exception error) when (error is IOException or SocketException or ObjectDisposedException)
        {
            wireFailed = true;
            throw;
        }
        progress?.Report(written);
    }

    // The writing broke off, or the reply did not wait for its end. Only to a dot can a server say yes.
    private async Task<SmtpReply> HearWhyAsync(bool isEarly, CancellationToken cancellationToken)
    {
        var reply = await dialogue.ListenAsync(Stage, timeouts.Quit, cancellationToken).ConfigureAwait(false);
        if (ending && !isEarly && reply.IsPositive)
            return reply;
        dialogue.End();
        throw reply.Code >= 400 ? dialogue.Refused(Stage, reply) : dialogue.Break(Stage, SmtpFailure.Protocol, Dialogue.OutOfTurn(Stage, reply), reply);
    }
}
