using System.Text;

namespace Pabal.Mime.Encodings;

/// <summary>EUC-TW: plane 1 of CNS 11643, and after 8E and the plane's number (A1, A2) planes 1 and 2.</summary>
internal sealed class EucTwEncoding() : MultiByteEncoding("euc-tw")
{
    private const byte SingleShift2 = 0x8E;

    protected override int Read(ReadOnlySpan<byte> bytes, out int codePoint)
    {
        if (bytes is not [SingleShift2, >= 0xA1 and var plane, >= 0xA1 and var lead, >= 0xA1 and var trail, ..])
            return ReadPair(bytes, CodedTables.Cns1, out codePoint);
        codePoint = plane switch { 0xA1 => CodedTables.Cns1[lead, trail], 0xA2 => CodedTables.Cns2[lead, trail], _ => 0 };
        return 4;
    }

    protected override int Write(Rune character, Span<byte> bytes)
    {
        if (WritePair(character, CodedTables.Cns1, bytes) > 0)
            return 2;
        bytes[0] = SingleShift2;
        bytes[1] = 0xA2;
        return WritePair(character, CodedTables.Cns2, bytes[2..]) > 0 ? 4 : 0;
    }
}
