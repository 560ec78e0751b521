using System.Text;

namespace Pabal.Mime.Encodings;

/// <summary>
/// Unified Hangul Code, Microsoft's code page 949: all 11,172 syllables. Reads also the syllables that KS X 1001 annex 3 makes up of a filler and three letters.
/// </summary>
internal sealed class UhcEncoding(string name) : MultiByteEncoding(name)
{
    private const byte Row = 0xA4, Filler = 0xD4;
    private const string Initials = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
    private const string Finals = "ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ";

    protected override int Read(ReadOnlySpan<byte> bytes, out int codePoint)
    {
        if (bytes is [Row, Filler, Row, var initial, Row, var vowel, Row, var final, ..] && vowel is >= 0xBF and <= 0xD3)
        {
            var first = Initials.IndexOf(Letter(initial), StringComparison.Ordinal);
            var last = final == Filler ? 0 : Finals.IndexOf(Letter(final), StringComparison.Ordinal) + 1;
            if (first >= 0 && (last > 0 || final == Filler))
            {
                codePoint = 0xAC00 + (first * 21 + vowel - 0xBF) * 28 + last;
                return 8;
            }
        }
        return ReadPair(bytes, CodedTables.Uhc, out codePoint);
    }

    protected override int Write(Rune character, Span<byte> bytes) => WritePair(character, CodedTables.Uhc, bytes);

    private static char Letter(byte octet) => (char)('ㄱ' + octet - 0xA1);
}
