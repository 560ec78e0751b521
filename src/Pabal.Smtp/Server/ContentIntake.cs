using System.IO.Pipelines;
using Pabal.Smtp.Wire;
using static Pabal.Localized;

namespace Pabal.Smtp.Server;

/// <summary>The content of one message on its way from the wire to the handler: as much memory as the pipe between them has, however large the message.</summary>
internal sealed class ContentIntake(SmtpWire wire, SmtpServerOptions options, CancellationToken aborting)
{
    private static readonly PipeOptions PipeOptions = new(pauseWriterThreshold: 128 * 1024, resumeWriterThreshold: 64 * 1024, minimumSegmentSize: 16 * 1024, useSynchronizationContext: false);

    private readonly SmtpLimits limits = options.Limits;
    private readonly Pipe pipe = new(PipeOptions);
    private readonly DotReader dots = new(options.NormalizeLineEnds);
    private TimeSpan waited;
    private bool isWanted = true;
    private volatile bool hasFailed;

    /// <summary>What the handler reads.</summary>
    public PipeReader Content => pipe.Reader;

    /// <summary>The octets of the message so far.</summary>
    public long Length => dots.Length;

    /// <summary>True once the handler has been, or is about to be, told that the content is no good.</summary>
    public bool HasFailed => hasFailed;

    /// <summary>True when the client had still more to say than anybody wants to pass over: the end of the message was not reached.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Receives the content to its end. Null if all is well, else the reply that refuses it. Throws if the connection, the time or the server ends before.</summary>
    public async Task<SmtpReply?> RunAsync()
    {
        try
        {
            return await ReceiveAsync().ConfigureAwait(false);
        }
        catch (Exception error)
        {
            await FailAsync(error is TimeoutException ? SmtpFailure.TimedOut : SmtpFailure.Disconnected,
                Say("the message broke off", "메시지가 도중에 끊겼습니다"), error).ConfigureAwait(false);
            throw;
        }
    }

    private async Task<SmtpReply?> ReceiveAsync()
    {
        SmtpReply? refusal = null;
        while (!dots.IsComplete)
        {
            var isLast = await ReceiveBlockAsync().ConfigureAwait(false);
            if (refusal is null && Objection() is { } objection)
            {
                refusal = objection;
                await FailAsync(SmtpFailure.Protocol, Say($"the message is refused: {objection}", $"메시지를 거절했습니다: {objection}"), error: null).ConfigureAwait(false);
            }
            if (isWanted)
                isWanted = !(await pipe.Writer.FlushAsync(aborting).ConfigureAwait(false)).IsCompleted;
            if (isLast && !dots.IsComplete)
                throw new IOException("the client closed the connection");
            if (refusal is not null && dots.Length - limits.MessageSize > limits.DrainedContent)
            {
                IsCut = true;
                return refusal;
            }
        }
        if (refusal is null)
            await pipe.Writer.CompleteAsync().ConfigureAwait(false);
        return refusal;
    }

    // True if nothing comes after this block.
    private async Task<bool> ReceiveBlockAsync()
    {
        var result = await ReadAsync().ConfigureAwait(false);
        var taken = 0L;
        foreach (var segment in result.Buffer)
        {
            taken += dots.Read(segment.Span, isWanted ? pipe.Writer : null);
            if (dots.IsComplete)
                break;
        }
        wire.Input.AdvanceTo(result.Buffer.GetPosition(taken));
        return result.IsCompleted;
    }

    // The time the handler takes is not the client's fault, so only waiting for the client counts.
    private async Task<ReadResult> ReadAsync()
    {
        var clock = options.TimeProvider;
        var left = limits.ContentTimeout;
        if (limits.ContentRate > 0 && limits.ContentTimeout + TimeSpan.FromSeconds((double)dots.Length / limits.ContentRate) - waited is var budget && budget < left)
            left = budget > TimeSpan.Zero ? budget : TimeSpan.Zero;
        var start = clock.GetTimestamp();
        var result = await Deadline.RunAsync(left, clock, wire.Input.ReadAsync, aborting).ConfigureAwait(false);
        waited += clock.GetElapsedTime(start);
        return result;
    }

    private SmtpReply? Objection() =>
        dots.HasBareNewline && !options.NormalizeLineEnds ? Replies.BareNewline
        : dots.Length > limits.MessageSize ? Replies.TooBig
        : null;

    private async Task FailAsync(SmtpFailure failure, string message, Exception? error)
    {
        hasFailed = true;
        isWanted = false;
        await pipe.Writer.CompleteAsync(new SmtpException(SmtpStage.Data, failure, message, inner: error)).ConfigureAwait(false);
    }
}
