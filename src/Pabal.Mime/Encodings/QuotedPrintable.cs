using System.Buffers;

namespace Pabal.Mime.Encodings;

/// <summary>Quoted-printable (RFC 2045 6.7) for text whose lines end in CRLF.</summary>
internal static class QuotedPrintable
{
    private const int MaxLine = 76;

    /// <summary>How many octets the encoded form takes, soft line breaks not counted.</summary>
    public static int Cost(ReadOnlySpan<byte> text)
    {
        var cost = 0;
        foreach (var b in text)
            cost += IsPlain(b) || b is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' ? 1 : 3;
        return cost;
    }

    public static byte[] Encode(ReadOnlySpan<byte> text)
    {
        var widest = 3 * text.Length;
        var buffer = ArrayPool<byte>.Shared.Rent(widest + ((widest / (MaxLine - 3)) + 1) * 3);
        var encoded = buffer.AsSpan(0, Encode(text, buffer)).ToArray();
        ArrayPool<byte>.Shared.Return(buffer);
        return encoded;
    }

    private static int Encode(ReadOnlySpan<byte> text, Span<byte> output)
    {
        var (length, column) = (0, 0);
        for (var i = 0; i < text.Length; i++)
        {
            var b = text[i];
            if (b == (byte)'\r' && i + 1 < text.Length && text[i + 1] == (byte)'\n')
            {
                "\r\n"u8.CopyTo(output[length..]);
                length += 2;
                column = 0;
                i++;
                continue;
            }
            var atLineEnd = i + 1 == text.Length || text[i + 1] == (byte)'\r';
            // A line that begins with "From " would be changed by an mbox on its way, a lone dot by a bad server.
            var plain = column == 0 && (b == (byte)'.' || text[i..].StartsWith("From "u8))
                ? false
                : IsPlain(b) || (b is (byte)' ' or (byte)'\t' && !atLineEnd);
            var width = plain ? 1 : 3;
            if (column + width > MaxLine - (atLineEnd ? 0 : 1))
            {
                "=\r\n"u8.CopyTo(output[length..]);
                length += 3;
                column = 0;
            }
            if (plain)
            {
                output[length++] = b;
            }
            else
            {
                output[length++] = (byte)'=';
                output[length++] = (byte)"0123456789ABCDEF"[b >> 4];
                output[length++] = (byte)"0123456789ABCDEF"[b & 15];
            }
            column += width;
        }
        return length;
    }

    private static bool IsPlain(byte b) => b is > (byte)' ' and <= (byte)'~' and not (byte)'=';
}
