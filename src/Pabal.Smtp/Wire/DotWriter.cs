using System.Buffers;
using System.IO.Pipelines;

namespace Pabal.Smtp.Wire;

/// <summary>
/// Content on its way into DATA (RFC 5321 4.5.2): every CR, LF and CRLF becomes CRLF, a dot that begins a line is doubled, and the end is
/// CRLF.CRLF with no CRLF added where one was. On its way into BDAT only the line ends change. What is written is passed on at once, so that memory stays constant.
/// </summary>
internal sealed class DotWriter(PipeWriter output) : PipeWriter
{
    private const int FlushAt = 64 * 1024;

    private byte[] scratch = [];
    private bool atLineStart = true;
    private bool afterCr;

    /// <summary>False for BDAT, where a dot means nothing and no end is marked (RFC 3030 2).</summary>
    public bool HasDots { get; init; } = true;

    /// <summary>Told the content as it is written, before anything is done to it.</summary>
    public Action<ReadOnlySpan<byte>>? Observer { get; init; }

    /// <summary>Called to flush in place of the output itself, with the octets of content written so far: the place for a time limit.</summary>
    public Func<long, CancellationToken, ValueTask>? Flush { get; init; }

    /// <summary>The octets of content written so far, as the content counts them.</summary>
    public long Written { get; private set; }

    public override bool CanGetUnflushedBytes => true;

    public override long UnflushedBytes => output.UnflushedBytes;

    public override Memory<byte> GetMemory(int sizeHint = 0)
    {
        if (scratch.Length < Math.Max(sizeHint, 1))
        {
            ReturnScratch();
            scratch = ArrayPool<byte>.Shared.Rent(Math.Max(sizeHint, 16 * 1024));
        }
        return scratch;
    }

    public override Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public override void Advance(int bytes) => Write(scratch.AsSpan(0, bytes));

    public override async ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default)
    {
        while (source.Length > FlushAt)
        {
            Write(source.Span[..FlushAt]);
            source = source[FlushAt..];
            await FlushAsync(cancellationToken).ConfigureAwait(false);
        }
        Write(source.Span);
        return await FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    public override async ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        if (Flush is null)
            return await output.FlushAsync(cancellationToken).ConfigureAwait(false);
        await Flush(Written, cancellationToken).ConfigureAwait(false);
        return default;
    }

    /// <summary>Writes the end of the content; it is for the caller to flush.</summary>
    public void Finish()
    {
        ReturnScratch();
        output.Write((HasDots, atLineStart) switch
        {
            (true, true) => ".\r\n"u8,
            (true, false) => "\r\n.\r\n"u8,
            (false, true) => ""u8,
            (false, false) => "\r\n"u8,
        });
    }

    /// <summary>Nothing to cancel: a flush is bounded by its token.</summary>
    public override void CancelPendingFlush() { }

    /// <summary>Ends nothing: the output goes on after the content.</summary>
    public override void Complete(Exception? exception = null) { }

    private void ReturnScratch()
    {
        if (scratch.Length > 0)
            ArrayPool<byte>.Shared.Return(scratch);
        scratch = [];
    }

    private void Write(ReadOnlySpan<byte> content)
    {
        Observer?.Invoke(content);
        Written += content.Length;
        if (content.IsEmpty)
            return;
        if (afterCr && content[0] == '\n')
            content = content[1..];
        afterCr = false;

        // What stands between copied and at needs no change and goes in one piece.
        var (copied, at) = (0, 0);
        while (at < content.Length)
        {
            if (HasDots && atLineStart && content[at] == '.')
            {
                output.Write(content[copied..at]);
                output.Write("."u8);
                copied = at;
            }
            var end = content[at..].IndexOfAny((byte)'\r', (byte)'\n');
            atLineStart = end >= 0;
            if (end < 0)
                break;
            at += end;
            if (content[at..].StartsWith("\r\n"u8))
            {
                at += 2;
                continue;
            }
            afterCr = content[at] == '\r' && at + 1 == content.Length;
            output.Write(content[copied..at]);
            output.Write("\r\n"u8);
            copied = ++at;
        }
        output.Write(content[copied..]);
    }
}
