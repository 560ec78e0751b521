using System.Text;

namespace Pabal.Mime.Encodings;

/// <summary>UTF-7 (RFC 2152), which was invented for mail and is read under its label only, never guessed; of what is written only ASCII.</summary>
internal sealed class Utf7Encoding() : MailEncoding("utf-7")
{
    public override int Decode(ReadOnlySpan<byte> bytes, Span<char> chars)
    {
        int at = 0, length = 0;
        while (at < bytes.Length)
        {
            var octet = bytes[at++];
            if (octet != '+')
            {
                Add(octet < 0x80 ? octet : 0, chars, ref length);
            }
            else if (at < bytes.Length && bytes[at] == '-')
            {
                chars[length++] = '+';
                at++;
            }
            else
            {
                DecodeShifted(bytes, ref at, chars, ref length);
            }
        }
        return length;
    }

    public override int Write(Rune character, ref int state, Span<byte> bytes)
    {
        bytes[0] = (byte)character.Value;
        bytes[1] = (byte)'-';
        return !character.IsAscii ? 0 : character.Value == '+' ? 2 : 1;
    }

    // Base64 of UTF-16, ended by whatever is no base64; a hyphen there belongs to it.
    private static void DecodeShifted(ReadOnlySpan<byte> bytes, ref int at, Span<char> chars, ref int length)
    {
        var start = length;
        int bits = 0, count = 0;
        for (; at < bytes.Length && Value(bytes[at]) is >= 0 and var value; at++)
        {
            bits = (bits << 6 | value) & 0xFFFFF;
            count += 6;
            if (count < 16)
                continue;
            count -= 16;
            AddUnit((char)(bits >> count), chars, ref length, start);
        }
        if (length > start && char.IsHighSurrogate(chars[length - 1]))
            chars[length - 1] = '\uFFFD';
        if (at < bytes.Length && bytes[at] == '-')
            at++;
    }

    private static void AddUnit(char unit, Span<char> chars, ref int length, int start)
    {
        var isAfterHigh = length > start && char.IsHighSurrogate(chars[length - 1]);
        if (isAfterHigh && !char.IsLowSurrogate(unit))
            chars[length - 1] = '\uFFFD';
        chars[length++] = char.IsLowSurrogate(unit) && !isAfterHigh ? '\uFFFD' : unit;
    }

    private static int Value(byte octet) => octet switch
    {
        >= (byte)'A' and <= (byte)'Z' => octet - 'A',
        >= (byte)'a' and <= (byte)'z' => octet - 'a' + 26,
        >= (byte)'0' and <= (byte)'9' => octet - '0' + 52,
        (byte)'+' => 62,
        (byte)'/' => 63,
        _ => -1,
    };
}
