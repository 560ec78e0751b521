using System.Buffers;

namespace Pabal.Smtp.Wire;

/// <summary>
/// Counts off the chunks of BDAT (RFC 3030). Nothing in them is a dot or an end; but unless <paramref name="isBinary"/>, a CR or LF on its own is noted as
/// in DATA, a CRLF may be parted by the end of a chunk, and what is noted is turned into CRLF if <paramref name="normalize"/>.
/// </summary>
internal sealed class ChunkReader(bool isBinary, bool normalize) : IContentReader
{
    private long left;
    private bool isAfterCr;

    /// <summary>True between chunks.</summary>
    public bool IsComplete => left == 0;

    public bool HasBareNewline { get; private set; }

    public long Length { get; private set; }

    /// <summary>A chunk of this many octets follows.</summary>
    public void Begin(long size)
    {
        left = size;
        Length = size > long.MaxValue - Length ? long.MaxValue : Length + size;
    }

    public int Read(ReadOnlySpan<byte> input, IBufferWriter<byte>? output)
    {
        var chunk = left < input.Length ? input[..(int)left] : input;
        left -= chunk.Length;
        if (isBinary)
            output?.Write(chunk);
        else if (!chunk.IsEmpty)
            ReadText(chunk, output);
        return chunk.Length;
    }

    public void Finish(IBufferWriter<byte>? output)
    {
        if (isAfterCr)
            Bare("\n"u8, output);
        isAfterCr = false;
    }

    private void ReadText(ReadOnlySpan<byte> text, IBufferWriter<byte>? output)
    {
        if (text[0] != '\n')
            Finish(output);
        var run = 0;   // where the content begins that is not yet written
        for (var i = 0; text[i..].IndexOfAny((byte)'\r', (byte)'\n') is var newline and >= 0;)
        {
            i += newline;
            if (text[i] == '\n' && !(i > 0 ? text[i - 1] == '\r' : isAfterCr))
            {
                output?.Write(text[run..i]);
                Bare("\r"u8, output);
                run = i;
            }
            i++;
            if (text[i - 1] == '\r' && i < text.Length && text[i] != '\n')
            {
                output?.Write(text[run..i]);
                Bare("\n"u8, output);
                run = i;
            }
        }
        output?.Write(text[run..]);
        isAfterCr = text[^1] == '\r';
    }

    private void Bare(ReadOnlySpan<byte> missing, IBufferWriter<byte>? output)
    {
        HasBareNewline = true;
        if (normalize)
            output?.Write(missing);
    }
}
