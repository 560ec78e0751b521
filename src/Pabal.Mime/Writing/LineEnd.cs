using System.Buffers;

namespace Pabal.Mime.Writing;

/// <summary>Line ends: CRLF on the wire, LF alone in many files; what is added to a message follows it.</summary>
internal static class LineEnd
{
    public static readonly ReadOnlyMemory<byte> Crlf = "\r\n"u8.ToArray();
    public static readonly ReadOnlyMemory<byte> Lf = Crlf[1..];

    public static ReadOnlyMemory<byte> Of(bool lf) => lf ? Lf : Crlf;

    public static bool Ends(ReadOnlySpan<byte> line) => line.EndsWith((byte)'\n');

    public static bool IsLf(ReadOnlySpan<byte> line) => Ends(line) && !line.EndsWith("\r\n"u8);

    /// <summary>How long the CRLF or LF at its end is; 0 if there is none.</summary>
    public static int LengthAt(ReadOnlySpan<byte> text) => text.EndsWith("\r\n"u8) ? 2 : Ends(text) ? 1 : 0;

    /// <summary>The length without a CRLF or LF at its end.</summary>
    public static int TrimmedLength(ReadOnlySpan<byte> text) => text.Length - LengthAt(text);

    /// <summary>Every line end as CRLF or as LF; the very same memory if all are so already.</summary>
    public static ReadOnlyMemory<byte> Convert(ReadOnlyMemory<byte> text, bool lf)
    {
        if (!Mixes(text.Span, lf))
            return text;
        var rest = text.Span;
        var result = new ArrayBufferWriter<byte>(rest.Length + 64);
        while (rest.IndexOf((byte)'\n') is var end and >= 0)
        {
            result.Write(rest[..TrimmedLength(rest[..(end + 1)])]);
            result.Write(Of(lf).Span);
            rest = rest[(end + 1)..];
        }
        result.Write(rest);
        return result.WrittenMemory;
    }

    private static bool Mixes(ReadOnlySpan<byte> text, bool lf)
    {
        for (int end; (end = text.IndexOf((byte)'\n')) >= 0; text = text[(end + 1)..])
        {
            if (IsLf(text[..(end + 1)]) != lf)
                return true;
        }
        return false;
    }
}
