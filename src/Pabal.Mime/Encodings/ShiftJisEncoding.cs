using System.Text;

namespace Pabal.Mime.Encodings;

/// <summary>Shift_JIS as it is written, which is Microsoft's code page 932: with half-width katakana and the characters of NEC and IBM.</summary>
internal sealed class ShiftJisEncoding() : MultiByteEncoding("shift_jis")
{
    protected override int Read(ReadOnlySpan<byte> bytes, out int codePoint)
    {
        if (bytes[0] is not (>= 0xA0 and <= 0xDF or 0x80 or > 0xFC))
            return ReadPair(bytes, CodedTables.ShiftJis, out codePoint);
        codePoint = Japanese.Katakana(bytes[0]);
        return 1;
    }

    protected override int Write(Rune character, Span<byte> bytes) =>
        Japanese.WriteKatakana(character, bytes) is > 0 and var one ? one : WritePair(Japanese.Variant(character, CodedTables.ShiftJis), CodedTables.ShiftJis, bytes);
}
