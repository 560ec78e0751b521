using System.Buffers;
using System.Buffers.Text;

namespace Pabal.Mime.Encodings;

/// <summary>Base64 in lines of 76 characters, each ended by CRLF (RFC 2045 6.8).</summary>
internal static class Base64Lines
{
    private const int LineBytes = 57;
    private const int LineChars = 76;

    /// <summary>How much to read at once: whole lines, so that blocks can follow one another.</summary>
    public const int BlockSize = LineBytes * 1024;

    private const int SpanBytes = LineBytes * 64;
    private const int SpanChars = LineChars * 64;

    public static long LengthOf(long bytes)
    {
        var chars = (bytes + 2) / 3 * 4;
        return chars + (chars + LineChars - 1) / LineChars * 2;
    }

    /// <summary>Encodes; only the last call of a series may have a length that is no multiple of 57.</summary>
    public static void Write(ReadOnlySpan<byte> bytes, IBufferWriter<byte> output)
    {
        while (!bytes.IsEmpty)
        {
            var block = bytes[..Math.Min(bytes.Length, SpanBytes * 4)];
            bytes = bytes[block.Length..];
            var length = (int)LengthOf(block.Length);
            Fill(output.GetSpan(length), block);
            output.Advance(length);
        }
    }

    /// <summary>The same in memory, of the very length.</summary>
    public static byte[] ToArray(ReadOnlySpan<byte> bytes)
    {
        var encoded = new byte[LengthOf(bytes.Length)];
        Fill(encoded, bytes);
        return encoded;
    }

    // Many lines are encoded at once, which is several times faster than line by line, and then copied to where they belong.
    private static void Fill(Span<byte> target, ReadOnlySpan<byte> bytes)
    {
        Span<byte> chars = stackalloc byte[SpanChars];
        while (!bytes.IsEmpty)
        {
            var block = bytes[..Math.Min(bytes.Length, SpanBytes)];
            bytes = bytes[block.Length..];
            _ = Base64.EncodeToUtf8(block, chars, out _, out var written);
            target = target[BreakLines(chars[..written], target)..];
        }
    }

    private static int BreakLines(ReadOnlySpan<byte> chars, Span<byte> target)
    {
        var length = 0;
        for (; chars.Length >= LineChars; chars = chars[LineChars..])
        {
            // A length that the compiler knows makes this a few moves of a whole vector.
            chars[..LineChars].CopyTo(target[length..]);
            "\r\n"u8.CopyTo(target[(length + LineChars)..]);
            length += LineChars + 2;
        }
        if (chars.IsEmpty)
            return length;
        chars.CopyTo(target[length..]);
        "\r\n"u8.CopyTo(target[(length + chars.Length)..]);
        return length + chars.Length + 2;
    }
}
