using System.Text;

namespace Pabal.Mime.Encodings;

/// <summary>The combining code of KS X 1001 annex 3: a syllable is three letters of five bits; symbols and Hanja are those of KS X 1001, moved.</summary>
internal sealed class JohabEncoding() : MultiByteEncoding("johab")
{
    // By five-bit code; a space is no code, a dot no letter.
    private const string Initials = " .ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
    private const string Vowels = "  .ㅏㅐㅑㅒㅓ  ㅔㅕㅖㅗㅘㅙ  ㅚㅛㅜㅝㅞㅟ  ㅠㅡㅢㅣ";
    private const string Finals = " .ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁ ㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ";

    private static readonly string InitialOrder = Order(Initials);
    private static readonly string VowelOrder = Order(Vowels);
    private static readonly string FinalOrder = Order(Finals);

    protected override int Read(ReadOnlySpan<byte> bytes, out int codePoint)
    {
        codePoint = 0;
        if (bytes.Length < 2)
            return 1;
        codePoint = bytes[0] switch
        {
            >= 0x84 and <= 0xD3 => Hangul(bytes[0] << 8 | bytes[1]),
            >= 0xD9 and <= 0xDE or >= 0xE0 and <= 0xF9 => Other(bytes[0], bytes[1]),
            _ => 0,
        };
        return codePoint != 0 || bytes[1] >= 0x80 ? 2 : 1;
    }

    protected override int Write(Rune character, Span<byte> bytes)
    {
        var code = character.Value switch
        {
            >= 0xAC00 and <= 0xD7A3 and var c => SyllableCode(c - 0xAC00),
            >= 0x3131 and <= 0x3163 and var c => LetterCode((char)c),
            _ => OtherCode(CodedTables.KsX1001.Find(character)),
        };
        bytes[0] = (byte)(code >> 8);
        bytes[1] = (byte)code;
        return code == 0 ? 0 : 2;
    }

    private static int Hangul(int code)
    {
        var (initial, vowel, final) = (At(Initials, code >> 10 & 31), At(Vowels, code >> 5 & 31), At(Finals, code & 31));
        return (initial, vowel, final) switch
        {
            (' ', _, _) or (_, ' ', _) or (_, _, ' ') => 0,
            ('.', '.', _) => final == '.' ? 0x3000 : final,
            ('.', _, '.') => vowel,
            (_, '.', '.') => initial,
            ('.', _, _) or (_, '.', _) => 0,
            _ => 0xAC00 + (InitialOrder.IndexOf(initial, StringComparison.Ordinal) * 21 + VowelOrder.IndexOf(vowel, StringComparison.Ordinal)) * 28
                + FinalOrder.IndexOf(final, StringComparison.Ordinal) + 1,
        };
    }

    private static int SyllableCode(int index)
    {
        var final = index % 28;
        return Code(InitialOrder[index / 28 / 21], VowelOrder[index / 28 % 21], final == 0 ? '.' : FinalOrder[final - 1]);
    }

    private static int LetterCode(char letter) =>
        Initials.Contains(letter, StringComparison.Ordinal) ? Code(letter, '.', '.')
        : Vowels.Contains(letter, StringComparison.Ordinal) ? Code('.', letter, '.')
        : Code('.', '.', letter);

    private static int Code(char initial, char vowel, char final) =>
        0x8000
        | Initials.IndexOf(initial, StringComparison.Ordinal) << 10
        | Vowels.IndexOf(vowel, StringComparison.Ordinal) << 5
        | Finals.IndexOf(final, StringComparison.Ordinal);

    // Two rows of 94 make one lead octet; trail octets are 31 to 7E and 91 to FE.
    private static int Other(int lead, int trail)
    {
        var at = trail is >= 0x31 and <= 0x7E ? trail - 0x31 : trail is >= 0x91 and <= 0xFE ? trail - 0x43 : -1;
        if (at < 0 || (lead == 0xDA && trail is >= 0xA1 and <= 0xD3))   // letters stand among the syllables
            return 0;
        var row = (lead < 0xE0 ? 2 * (lead - 0xD9) : 2 * lead - 0x197) + at / 94;
        return CodedTables.KsX1001[row + 0xA1, at % 94 + 0xA1];
    }

    private static int OtherCode(ushort pair)
    {
        if (pair == 0)
            return 0;
        int row = (pair >> 8) - 0xA1, cell = (pair & 0xFF) - 0xA1;
        var half = row < 0x29 ? row : row + 1;
        var at = half % 2 * 94 + cell;
        return (row < 0x29 ? half / 2 + 0xD9 : half / 2 + 0xCB) << 8 | (at < 0x4E ? at + 0x31 : at + 0x43);
    }

    private static char At(string letters, int code) => code < letters.Length ? letters[code] : ' ';

    private static string Order(string letters) => letters.Replace(" ", "", StringComparison.Ordinal).TrimStart('.');
}
