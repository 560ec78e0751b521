using System.Text;

namespace Pabal.Mime.Encodings;

/// <summary>HZ (RFC 1843): GB 2312 in seven bits between ~{ and ~}; a line's end ends it too.</summary>
internal sealed class HzEncoding() : MailEncoding("hz-gb-2312")
{
    public override int Decode(ReadOnlySpan<byte> bytes, Span<char> chars)
    {
        int at = 0, length = 0;
        var isChinese = false;
        while (at < bytes.Length)
        {
            switch (bytes[at..])
            {
                case [(byte)'~', ((byte)'{' or (byte)'}') and var mark, ..]:
                    isChinese = mark == '{';
                    at += 2;
                    break;
                case [(byte)'~', (byte)'\n', ..] when !isChinese:
                    at += 2;
                    break;
                case [(byte)'~', (byte)'\r', (byte)'\n', ..] when !isChinese:
                    at += 3;
                    break;
                case [(byte)'~', (byte)'~', ..] when !isChinese:
                    chars[length++] = '~';
                    at += 2;
                    break;
                case [> 0x20 and < 0x7F and var lead, > 0x20 and < 0x7F and var trail, ..] when isChinese:
                    Add(CodedTables.Gb2312[lead | 0x80, trail | 0x80], chars, ref length);
                    at += 2;
                    break;
                case [var octet, ..]:
                    isChinese &= octet is not ((byte)'\n' or (byte)'\r');
                    Add(octet < 0x80 && !(isChinese && octet > 0x20) ? octet : 0, chars, ref length);
                    at++;
                    break;
            }
        }
        return length;
    }

    public override ReadOnlySpan<byte> Reset(int state) => state == 0 ? default : "~}"u8;

    public override int Write(Rune character, ref int state, Span<byte> bytes)
    {
        if (character.IsAscii)
        {
            var end = Reset(state);
            end.CopyTo(bytes);
            state = 0;
            bytes[end.Length] = (byte)character.Value;
            if (character.Value != '~')
                return end.Length + 1;
            bytes[end.Length + 1] = (byte)'~';
            return end.Length + 2;
        }
        var start = state == 0 ? "~{"u8 : default;
        if (!CodedSet.Gb2312.Write(character, bytes[start.Length..]))
            return 0;
        start.CopyTo(bytes);
        state = 1;
        return start.Length + 2;
    }
}
