namespace Pabal.Mime.Encodings;

/// <summary>Text of seven bits in which escape sequences call in character sets: all that RFC 1468, 1554, 1557, 1922 and 2237 define, whichever of them the label names.</summary>
internal ref struct Iso2022Reader(ReadOnlySpan<byte> bytes, CodedSet? initialG1)
{
    private const byte Escape = 0x1B, ShiftOut = 0x0E, ShiftIn = 0x0F, LineFeed = 0x0A;

    private readonly ReadOnlySpan<byte> bytes = bytes;
    private CodedSet g0 = CodedSet.Ascii;
    private CodedSet? g1 = initialG1, g2;
    private bool isShifted;
    private int at;

    /// <summary>The next code point, 0 for what is broken; false at the end.</summary>
    public bool Read(out int codePoint)
    {
        while (at < bytes.Length)
        {
            var octet = bytes[at];
            if (octet is ShiftOut or ShiftIn && g1 is not null)
            {
                isShifted = octet == ShiftOut;
                at++;
            }
            else if (octet != Escape)
            {
                codePoint = ReadCharacter(octet);
                return true;
            }
            else if (bytes[at..] is [_, (byte)'N', >= 0x20 and <= 0x7F, ..] && g2 is not null)
            {
                at += 2;
                codePoint = Take(g2, isHigh: false);
                return true;
            }
            else if (!Designate())
            {
                at++;
                codePoint = 0;
                return true;
            }
        }
        codePoint = 0;
        return false;
    }

    private int ReadCharacter(byte octet)
    {
        if (octet is > 0x20 and < 0x7F)
            return Take(isShifted ? g1! : g0, isHigh: false);
        if (octet > 0xA0 && g1 is not null)
            return Take(g1, isHigh: true);   // as EUC: eight bits where seven were promised
        at++;
        if (octet >= 0x80)
            return 0;
        if (octet == LineFeed)
        {
            isShifted = false;
            g2 = null;
        }
        return octet;
    }

    private int Take(CodedSet set, bool isHigh)
    {
        var first = bytes[at++];
        if (set.Width == 1)
            return set[first & 0x7F, 0];
        if (at == bytes.Length || !IsGraphic(bytes[at], isHigh))
            return 0;
        return set[first, bytes[at++]];
    }

    private static bool IsGraphic(byte octet, bool isHigh) => isHigh ? octet is > 0xA0 and < 0xFF : octet is > 0x20 and < 0x7F;

    private bool Designate()
    {
        var (length, target, set) = bytes[(at + 1)..] switch
        {
            [(byte)'(', (byte)'B' or (byte)'H', ..] => (3, 0, CodedSet.Ascii),
            [(byte)'(', (byte)'J', ..] => (3, 0, CodedSet.JisRoman),
            [(byte)'(', (byte)'I', ..] => (3, 0, CodedSet.JisKatakana),
            [(byte)')', (byte)'I', ..] => (3, 1, CodedSet.JisKatakana),
            [(byte)'$', (byte)'@' or (byte)'B', ..] => (3, 0, CodedSet.JisX0208),
            [(byte)'$', (byte)'A', ..] => (3, 0, CodedSet.Gb2312),
            [(byte)'$', (byte)'(', (byte)'@' or (byte)'B' or (byte)'O' or (byte)'Q', ..] => (4, 0, CodedSet.JisX0208),
            [(byte)'$', (byte)'(', (byte)'A', ..] => (4, 0, CodedSet.Gb2312),
            [(byte)'$', (byte)'(', (byte)'C', ..] => (4, 0, CodedSet.KsX1001),
            [(byte)'$', (byte)'(', (byte)'D', ..] => (4, 0, CodedSet.JisX0212),
            [(byte)'$', (byte)')', (byte)'A', ..] => (4, 1, CodedSet.Gb2312),
            [(byte)'$', (byte)')', (byte)'C', ..] => (4, 1, CodedSet.KsX1001),
            [(byte)'$', (byte)')', (byte)'G', ..] => (4, 1, CodedSet.Cns1),
            [(byte)'$', (byte)'*', (byte)'H', ..] => (4, 2, CodedSet.Cns2),
            [(byte)'.', (byte)'A', ..] => (3, 2, CodedSet.Latin1High),
            [(byte)'.', (byte)'F', ..] => (3, 2, CodedSet.GreekHigh),
            _ => default((int, int, CodedSet?)),
        };
        if (set is null)
            return false;
        at += length;
        if (target == 0)
            g0 = set;
        else if (target == 1)
            g1 = set;
        else
            g2 = set;
        return true;
    }
}
