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
            var target = output.GetSpan((int)LengthOf(block.Length));
            var length = 0;
            while (!block.IsEmpty)
            {
                var line = block[..Math.Min(block.Length, LineBytes)];
                block = block[line.Length..];
                _ = Base64.EncodeToUtf8(line, target[length..], out _, out var written);
                length += written;
                target[length++] = (byte)'\r';
                target[length++] = (byte)'\n';
            }
            output.Advance(length);
        }
    }
}
