using System.Diagnostics;
using System.IO.Pipelines;
using Pabal.Smtp.Wire;
using static Pabal.Localized;

namespace Pabal.Smtp.Server;

/// <summary>
/// The content of one message on its way from the wire to the handler: as much memory as the pipe between them has, however large the message.
/// The handler is called when the first octets are here; one whose message came in one piece finds all of it and never waits.
/// </summary>
internal sealed class ContentIntake(
    SmtpWire wire, ReplyOutput output, IContentReader reader, ServerContext server, RepeatedDeadline deadline, Func<ContentIntake, Task<IReadOnlyList<SmtpReply>>> deliver)
{
    private static readonly PipeOptions PipeOptions = new(pauseWriterThreshold: 128 * 1024, resumeWriterThreshold: 64 * 1024, minimumSegmentSize: 16 * 1024, useSynchronizationContext: false);

    private readonly SmtpServerOptions options = server.Options;
    private readonly SmtpLimits limits = server.Options.Limits;
    private readonly Pipe pipe = new(PipeOptions);
    private Task<IReadOnlyList<SmtpReply>>? verdicts;
    private TimeSpan waited;
    private bool isWanted = true;
    private volatile bool hasFailed;

    /// <summary>What traces see of it; null when nobody looks.</summary>
    public Activity? Activity { get; init; }

    /// <summary>When it began.</summary>
    public long Started { get; } = server.Options.TimeProvider.GetTimestamp();

    /// <summary>What the handler reads.</summary>
    public PipeReader Content => pipe.Reader;

    /// <summary>The octets of the message so far.</summary>
    public long Length => reader.Length;

    /// <summary>True once the handler has been, or is about to be, told that the content is no good.</summary>
    public bool HasFailed => hasFailed;

    /// <summary>True when the client had still more to say than anybody wants to pass over: the end of the message was not reached.</summary>
    public bool IsCut { get; private set; }

    /// <summary>What the handler says, when it has done so.</summary>
    public Task<IReadOnlyList<SmtpReply>> Verdicts => verdicts ??= deliver(this);

    /// <summary>Receives as much as the reader waits for, all or a chunk. Null if all is well, else the reply that refuses it. Throws if the connection, the time or the server ends before.</summary>
    public async ValueTask<SmtpReply?> ReceiveAsync(bool isLast)
    {
        try
        {
            return await ReceiveToEndAsync(isLast).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            Fail(error is TimeoutException ? SmtpFailure.TimedOut : SmtpFailure.Disconnected, Say("the message broke off", "메시지가 도중에 끊겼습니다"), error);
            await ((Task)Verdicts).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Activity?.Dispose();
            throw;
        }
    }

    /// <summary>Nothing more will come.</summary>
    public async ValueTask GiveUpAsync()
    {
        Fail(SmtpFailure.Disconnected, Say("the client gave the message up", "클라이언트가 메시지를 그만두었습니다"), error: null);
        await ((Task)Verdicts).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Activity?.Dispose();
    }

    private async ValueTask<SmtpReply?> ReceiveToEndAsync(bool isLast)
    {
        SmtpReply? refusal = null;
        while (!reader.IsComplete)
        {
            var isEnd = await ReceiveBlockAsync().ConfigureAwait(false);
            refusal ??= Objection();
            if (isEnd && !reader.IsComplete)
                throw new IOException("the client closed the connection");
            if (refusal is not null && reader.Length - limits.MessageSize > limits.DrainedContent)
            {
                IsCut = true;
                return refusal;
            }
            if (isLast && reader.IsComplete)
                break;
            if (isWanted)
                isWanted = !(await pipe.Writer.FlushAsync(server.Aborting).ConfigureAwait(false)).IsCompleted;
            _ = Verdicts;
        }
        if (!isLast || refusal is not null)
            return refusal;
        reader.Finish(isWanted ? pipe.Writer : null);
        if (Objection() is { } late)
            return late;
        pipe.Writer.Complete();
        return null;
    }

    // True if nothing comes after this block.
    private async ValueTask<bool> ReceiveBlockAsync()
    {
        if (!wire.Input.TryRead(out var result))
            result = await WaitAsync().ConfigureAwait(false);
        var taken = 0L;
        foreach (var segment in result.Buffer)
        {
            taken += reader.Read(segment.Span, isWanted ? pipe.Writer : null);
            if (reader.IsComplete)
                break;
        }
        wire.Input.AdvanceTo(result.Buffer.GetPosition(taken));
        return result.IsCompleted;
    }

    // The time the handler takes is not the client's fault, so only waiting for the client counts.
    private async ValueTask<ReadResult> WaitAsync()
    {
        // Whoever is waited for may be waiting for the replies to what went before a chunk.
        await output.FlushAsync().ConfigureAwait(false);
        var clock = options.TimeProvider;
        var left = limits.ContentTimeout;
        if (limits.ContentRate > 0 && limits.ContentTimeout + TimeSpan.FromSeconds((double)reader.Length / limits.ContentRate) - waited is var budget && budget < left)
            left = budget > TimeSpan.Zero ? budget : TimeSpan.Zero;
        var start = clock.GetTimestamp();
        var result = await deadline.RunAsync(left, wire.Input.ReadAsync, server.Aborting).ConfigureAwait(false);
        waited += clock.GetElapsedTime(start);
        return result;
    }

    private SmtpReply? Objection()
    {
        var objection = reader.HasBareNewline && !options.NormalizeLineEnds ? Replies.BareNewline
            : reader.Length > limits.MessageSize ? Replies.TooBig
            : null;
        if (objection is not null && !hasFailed)
            Fail(SmtpFailure.Protocol, Say($"the message is refused: {objection}", $"메시지를 거부했습니다: {objection}"), error: null);
        return objection;
    }

    private void Fail(SmtpFailure failure, string message, Exception? error)
    {
        hasFailed = true;
        Activity?.SetStatus(ActivityStatusCode.Error, failure.ToString());
        isWanted = false;
        pipe.Writer.Complete(new SmtpException(SmtpStage.Data, failure, message, inner: error));
    }
}
