using System.Text;

namespace Pabal.Mime.Encodings;

/// <summary>What the Japanese charsets have in common.</summary>
internal static class Japanese
{
    private const int KatakanaOffset = 0xFF61 - 0xA1;

    /// <summary>JIS X 0201: half-width katakana from A1 to DF; else 0.</summary>
    public static int Katakana(byte octet) => octet is >= 0xA1 and <= 0xDF ? octet + KatakanaOffset : 0;

    /// <summary>One octet for a half-width katakana; else 0.</summary>
    public static int WriteKatakana(Rune character, Span<byte> bytes)
    {
        if (character.Value is < 0xFF61 or > 0xFF9F)
            return 0;
        bytes[0] = (byte)(character.Value - KatakanaOffset);
        return 1;
    }

    /// <summary>Seven characters of JIS X 0208 are read as one of two look-alikes, here as Microsoft does; both may be written.</summary>
    public static Rune Variant(Rune character, CodedTable table)
    {
        if (table.Find(character) != 0)
            return character;
        return character.Value switch
        {
            '\u301C' => new Rune('\uFF5E'),   // wave dash
            '\u2016' => new Rune('\u2225'),
            '\u2212' => new Rune('\uFF0D'),
            '\u2014' => new Rune('\u2015'),
            '\u00A2' => new Rune('\uFFE0'),
            '\u00A3' => new Rune('\uFFE1'),
            '\u00AC' => new Rune('\uFFE2'),
            _ => character,
        };
    }
}
