using System.Text;

namespace Pabal.Mime.Encodings;

/// <summary>EUC-JP: JIS X 0208, after 8E half-width katakana, after 8F JIS X 0212.</summary>
internal sealed class EucJpEncoding() : MultiByteEncoding("euc-jp")
{
    private const byte SingleShift2 = 0x8E, SingleShift3 = 0x8F;

    protected override int Read(ReadOnlySpan<byte> bytes, out int codePoint)
    {
        switch (bytes)
        {
            case [SingleShift2, >= 0xA1 and var kana, ..]:
                codePoint = Japanese.Katakana(kana);
                return 2;
            case [SingleShift3, >= 0xA1 and var lead, >= 0xA1 and var trail, ..]:
                codePoint = CodedTables.JisX0212[lead, trail];
                return 3;
            default:
                return ReadPair(bytes, CodedTables.JisX0208, out codePoint);
        }
    }

    protected override int Write(Rune character, Span<byte> bytes)
    {
        if (Japanese.WriteKatakana(character, bytes[1..]) > 0)
        {
            bytes[0] = SingleShift2;
            return 2;
        }
        if (WritePair(Japanese.Variant(character, CodedTables.JisX0208Strict), CodedTables.JisX0208Strict, bytes) > 0)
            return 2;
        bytes[0] = SingleShift3;
        return WritePair(character, CodedTables.JisX0212, bytes[1..]) > 0 ? 3 : WritePair(character, CodedTables.JisX0208, bytes);
    }
}
