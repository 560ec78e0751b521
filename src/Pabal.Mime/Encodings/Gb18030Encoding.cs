using System.Text;

namespace Pabal.Mime.Encodings;

/// <summary>GB 18030, which contains GBK and GB 2312; its four-octet characters are the rest of Unicode, numbered by the framework.</summary>
internal sealed class Gb18030Encoding() : MultiByteEncoding("gb18030")
{
    private static readonly Encoding Framework =
        CodePagesEncodingProvider.Instance.GetEncoding("gb18030", EncoderFallback.ReplacementFallback, new DecoderReplacementFallback("\uFFFD"))!;

    protected override int Read(ReadOnlySpan<byte> bytes, out int codePoint)
    {
        if (bytes is [>= 0x81 and <= 0xFE, >= 0x30 and <= 0x39, >= 0x81 and <= 0xFE, >= 0x30 and <= 0x39, ..])
        {
            codePoint = FourOctets(bytes[..4]);
            return codePoint == 0 ? 1 : 4;
        }
        if (bytes[0] != 0x80)
            return ReadPair(bytes, CodedTables.Gb18030, out codePoint);
        codePoint = '€';   // as in Microsoft's GBK
        return 1;
    }

    protected override int Write(Rune character, Span<byte> bytes)
    {
        if (WritePair(character, CodedTables.Gb18030, bytes) > 0)
            return 2;
        Span<char> chars = stackalloc char[2];
        return Framework.GetBytes(chars[..character.EncodeToUtf16(chars)], bytes);
    }

    // Numbered in order: first what of the basic plane has no two octets, then from 90 30 81 30 on the other planes; the rest is not assigned.
    private static int FourOctets(ReadOnlySpan<byte> bytes)
    {
        const int BasicCount = 39_420, OthersStart = 189_000, OthersCount = 0x100000;
        var number = (((bytes[0] - 0x81) * 10 + bytes[1] - 0x30) * 126 + bytes[2] - 0x81) * 10 + bytes[3] - 0x30;
        if (number is >= OthersStart and < OthersStart + OthersCount)
            return number - OthersStart + 0x10000;
        Span<char> chars = stackalloc char[4];
        return number < BasicCount && Framework.GetChars(bytes, chars) == 1 ? chars[0] : 0;
    }
}
