using System.Text;

namespace Pabal.Mime.Encodings;

/// <summary>ASCII, and characters of two octets or more that begin with one over 7F.</summary>
internal abstract class MultiByteEncoding(string name) : MailEncoding(name)
{
    private const int CodePointBits = 21;
    private const int CodePointMask = (1 << CodePointBits) - 1;

    public sealed override int Decode(ReadOnlySpan<byte> bytes, Span<char> chars)
    {
        var length = 0;
        for (var at = 0; at < bytes.Length;)
        {
            if (bytes[at] < 0x80)
            {
                CopyAscii(bytes, ref at, chars, ref length);
                continue;
            }
            at += Read(bytes[at..], out var codePoint);
            Add(codePoint & CodePointMask, chars, ref length);
            if (codePoint > CodePointMask)
                Add(codePoint >> CodePointBits, chars, ref length);
        }
        return length;
    }

    public sealed override int Write(Rune character, ref int state, Span<byte> bytes)
    {
        if (!character.IsAscii)
            return Write(character, bytes);
        bytes[0] = (byte)character.Value;
        return 1;
    }

    /// <summary>Reads one character, which does not begin with ASCII: how many octets it has, and its code point, 0 when it is broken.</summary>
    protected abstract int Read(ReadOnlySpan<byte> bytes, out int codePoint);

    /// <summary>Writes one character that is not ASCII; 0 when the charset lacks it.</summary>
    protected abstract int Write(Rune character, Span<byte> bytes);

    /// <summary>Two code points in one, for a character that Unicode has only in two.</summary>
    protected static int Accented(char letter, char accent) => accent << CodePointBits | letter;

    /// <summary>Two octets by a table. What can't be their second octet is left, if it is ASCII, for what follows.</summary>
    protected static int ReadPair(ReadOnlySpan<byte> bytes, CodedTable table, out int codePoint)
    {
        codePoint = bytes.Length > 1 ? table[bytes[0], bytes[1]] : 0;
        return codePoint != 0 || (bytes.Length > 1 && bytes[1] >= 0x80 && bytes[0] is not (0x80 or 0xFF)) ? 2 : 1;
    }

    protected static int WritePair(Rune character, CodedTable table, Span<byte> bytes)
    {
        var pair = table.Find(character);
        bytes[0] = (byte)(pair >> 8);
        bytes[1] = (byte)pair;
        return pair == 0 ? 0 : 2;
    }
}
