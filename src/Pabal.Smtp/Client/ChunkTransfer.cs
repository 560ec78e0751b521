using System.Buffers;
using System.IO.Pipelines;
using Pabal.Smtp.Wire;

namespace Pabal.Smtp.Client;

/// <summary>Content by BDAT (RFC 3030): each piece with its length before it, so that no dot has to be doubled and none looked for.</summary>
internal sealed class ChunkTransfer(Dialogue dialogue)
{
    private const int ChunkSize = 1024 * 1024;

    private readonly ArrayBufferWriter<byte> buffer = new();

    /// <summary>Gathers small content, before a word of its mail is said: what its source throws then concerns nobody else.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> GatherAsync(MailContent content, CancellationToken cancellationToken)
    {
        buffer.ResetWrittenCount();
        var output = new BufferPipe(buffer);
        if (content.IsBinary)
        {
            await content.WriteToAsync(output, cancellationToken).ConfigureAwait(false);
            return buffer.WrittenMemory;
        }
        var lines = new DotWriter(output) { HasDots = false, Observer = Observer() };
        await content.WriteToAsync(lines, cancellationToken).ConfigureAwait(false);
        lines.Finish();
        return buffer.WrittenMemory;
    }

    /// <summary>Writes one chunk, which goes out with the next flush; a reply is owed for it.</summary>
    public void Write(ReadOnlySpan<byte> chunk, bool isLast)
    {
        dialogue.Put(new SmtpCommand.Bdat(chunk.Length, isLast));
        dialogue.Wire.Output.Write(chunk);
    }

    /// <summary>Streams content to somebody who is there to get it; while one chunk is on its way, the reply to the one before is heard. The end goes out with the next flush.</summary>
    public async ValueTask StreamAsync(MailContent content, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        buffer.ResetWrittenCount();
        var (isFirst, sent) = (true, 0L);
        var output = new BufferPipe(buffer) { Empty = EmptyAsync };
        var lines = content.IsBinary ? null : new DotWriter(output) { HasDots = false, Observer = Observer() };
        try
        {
            await content.WriteToAsync((PipeWriter?)lines ?? output, cancellationToken).ConfigureAwait(false);
            lines?.Finish();
            if (!isFirst)
                await HearChunkAsync(cancellationToken).ConfigureAwait(false);
        }
        catch when (dialogue.IsOpen)
        {
            // What broke off is taken back by RSET; the replies to what was sent of it must not be taken for that of RSET.
            while (dialogue.Owed > 0)
                await dialogue.ListenAsync(SmtpStage.Data, dialogue.Options.Timeouts.Data, cancellationToken).ConfigureAwait(false);
            throw;
        }
        Write(buffer.WrittenSpan, isLast: true);
        progress?.Report(sent + buffer.WrittenCount);

        async ValueTask EmptyAsync(CancellationToken token)
        {
            Write(buffer.WrittenSpan, isLast: false);
            sent += buffer.WrittenCount;
            buffer.ResetWrittenCount();
            await dialogue.FlushAsync(SmtpStage.Data, token).ConfigureAwait(false);
            if (!isFirst)
                await HearChunkAsync(token).ConfigureAwait(false);
            isFirst = false;
            progress?.Report(sent);
        }
    }

    private async ValueTask HearChunkAsync(CancellationToken cancellationToken)
    {
        var reply = await dialogue.ListenAsync(SmtpStage.Data, dialogue.Options.Timeouts.Data, cancellationToken).ConfigureAwait(false);
        if (!reply.IsPositive)
            throw reply.Code >= 400 ? dialogue.Refused(SmtpStage.Data, reply) : dialogue.Break(SmtpStage.Data, SmtpFailure.Protocol, Dialogue.OutOfTurn(SmtpStage.Data, reply), reply);
    }

    private Action<ReadOnlySpan<byte>>? Observer()
    {
        if (!dialogue.Transcript.WantsContent)
            return null;
        var lines = new ContentLines(dialogue.Transcript.Content);
        return lines.Write;
    }

    /// <summary>A pipe into memory.</summary>
    private sealed class BufferPipe(ArrayBufferWriter<byte> buffer) : PipeWriter
    {
        private const int BlockSize = 64 * 1024;

        /// <summary>How to get rid of a full chunk; unset keeps everything.</summary>
        public Func<CancellationToken, ValueTask>? Empty { get; init; }

        public override bool CanGetUnflushedBytes => true;

        public override long UnflushedBytes => buffer.WrittenCount;

        public override Memory<byte> GetMemory(int sizeHint = 0) => buffer.GetMemory(sizeHint);

        public override Span<byte> GetSpan(int sizeHint = 0) => buffer.GetSpan(sizeHint);

        public override void Advance(int bytes) => buffer.Advance(bytes);

        public override async ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default)
        {
            for (; source.Length > BlockSize; source = source[BlockSize..])
            {
                buffer.Write(source.Span[..BlockSize]);
                await FlushAsync(cancellationToken).ConfigureAwait(false);
            }
            buffer.Write(source.Span);
            return await FlushAsync(cancellationToken).ConfigureAwait(false);
        }

        public override async ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
        {
            if (Empty is not null && buffer.WrittenCount >= ChunkSize)
                await Empty(cancellationToken).ConfigureAwait(false);
            return default;
        }

        public override void CancelPendingFlush() { }

        public override void Complete(Exception? exception = null) { }
    }
}
