using System.Buffers;

namespace Pabal.Cli.Sending;

/// <summary>Line ends as they travel: what is saved and signed is then what is sent.</summary>
internal static class LineEnds
{
    /// <summary>Every CR, LF and CRLF as CRLF; the very same memory where all are.</summary>
    public static ReadOnlyMemory<byte> AsCrlf(ReadOnlyMemory<byte> text)
    {
        if (FirstOther(text.Span) < 0)
            return text;
        var result = new ArrayBufferWriter<byte>(text.Length + (text.Length / 32) + 16);
        var rest = text.Span;
        while (FirstOther(rest) is var at and >= 0)
        {
            result.Write(rest[..at]);
            result.Write("\r\n"u8);
            rest = rest[(at + 1)..];
        }
        result.Write(rest);
        return result.WrittenMemory;
    }

    // The first CR or LF that is not half of a CRLF.
    private static int FirstOther(ReadOnlySpan<byte> text)
    {
        for (var from = 0; ;)
        {
            var at = text[from..].IndexOfAny((byte)'\r', (byte)'\n');
            if (at < 0)
                return -1;
            at += from;
            if (text[at] == '\n' || at + 1 == text.Length || text[at + 1] != '\n')
                return at;
            from = at + 2;
        }
    }
}
