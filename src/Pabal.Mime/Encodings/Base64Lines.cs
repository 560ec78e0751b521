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

    private const int SpanSize = LineBytes * 128;

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
            var block = bytes[..Math.Min(bytes.Length, SpanSize)];
            bytes = bytes[block.Length..];
            var length = (int)LengthOf(block.Length);
            Fill(output.GetSpan(length)[..length], block);
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

    private static void Fill(Span<byte> target, ReadOnlySpan<byte> block) => BreakLines(Encode(block, target), target);

    // The whole block at once, which is several times faster than line by line, into the end of the target …
    private static Span<byte> Encode(ReadOnlySpan<byte> block, Span<byte> target)
    {
        var chars = target[^((block.Length + 2) / 3 * 4)..];
        _ = Base64.EncodeToUtf8(block, chars, out _, out _);
        return chars;
    }

    // … from where the lines move forward to their places; a line never overtakes the ones not yet moved.
    private static void BreakLines(ReadOnlySpan<byte> chars, Span<byte> target)
    {
        while (!chars.IsEmpty)
        {
            var line = chars[..Math.Min(chars.Length, LineChars)];
            chars = chars[line.Length..];
            line.CopyTo(target);
            target[line.Length] = (byte)'\r';
            target[line.Length + 1] = (byte)'\n';
            target = target[(line.Length + 2)..];
        }
    }
}
