using System.Buffers;

namespace Pabal.Mime.Writing;

/// <summary>A stream that passes a message on with LF at the end of each line, and a <c>&gt;</c> more before lines that begin with <c>From </c> or quote such a line.</summary>
internal sealed class MboxLines(Stream output) : Stream
{
    private static readonly byte[] Mark = "From "u8.ToArray();

    private readonly ArrayBufferWriter<byte> converted = new();
    private int quotes;      // '>' at the beginning of a line, held back
    private int matched;     // octets of the mark after them, held back; beyond its length, the line is known
    private bool hasReturn;  // a CR held back
    private bool isLineStart = true;

    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Convert(buffer.Span);
        await SendAsync(cancellationToken).ConfigureAwait(false);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Ends the last line and adds the empty one that parts messages.</summary>
    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        if (hasReturn)
            converted.Write("\r"u8);
        Release();
        converted.Write(isLineStart ? "\n"u8 : "\n\n"u8);
        await SendAsync(cancellationToken).ConfigureAwait(false);
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Flush() { }
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();

    private async Task SendAsync(CancellationToken cancellationToken)
    {
        await output.WriteAsync(converted.WrittenMemory, cancellationToken).ConfigureAwait(false);
        converted.ResetWrittenCount();
    }

    private void Convert(ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty)
        {
            if (hasReturn && text[0] != (byte)'\n')
                Put("\r"u8);
            hasReturn = false;
            if (matched <= Mark.Length && MayBeMark(text[0]))
            {
                text = text[1..];
                continue;
            }
            Release();
            var end = text.IndexOfAny((byte)'\r', (byte)'\n');
            Put(end < 0 ? text : text[..end]);
            if (end < 0)
                return;
            if (text[end] == (byte)'\n')
            {
                converted.Write("\n"u8);
                (isLineStart, matched) = (true, 0);
            }
            else
            {
                hasReturn = true;
            }
            text = text[(end + 1)..];
        }
    }

    // Takes the octet in if the line can still turn out to begin with the mark.
    private bool MayBeMark(byte octet)
    {
        if (matched == 0 && octet == (byte)'>' && (isLineStart || quotes > 0))
            quotes++;
        else if (matched < Mark.Length && octet == Mark[matched] && (isLineStart || quotes > 0 || matched > 0))
            matched++;
        else
            return false;
        isLineStart = false;
        return true;
    }

    // What was held back, one '>' more before it if it is the mark.
    private void Release()
    {
        if (matched == Mark.Length)
            quotes++;
        for (; quotes > 0; quotes--)
            converted.Write(">"u8);
        if (matched <= Mark.Length)
            converted.Write(Mark.AsSpan(0, matched));
        matched = Mark.Length + 1;
    }

    private void Put(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
            return;
        Release();
        converted.Write(text);
        isLineStart = false;
    }
}
