using System.Globalization;
using System.Text;

namespace Pabal.Smtp.Sasl;

/// <summary>SASLprep (RFC 4013): one spelling for a name or password, however it was typed. A query, so unassigned code points may stand in it.</summary>
/// <remarks>The bidirectional check (RFC 3454 6) is left to the server: it protects nobody, and would refuse passwords that servers without it take.</remarks>
internal static class SaslPrep
{
    /// <summary>The prepared text, or null if a prohibited character stands in it.</summary>
    public static string? Prepare(string text)
    {
        var mapped = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            // Before normalizing, since none of these comes out of it.
            if (IsSpace(rune.Value))
                mapped.Append(' ');
            else if (IsProhibited(rune))
                return null;
            else if (!IsNothing(rune.Value))
                mapped.Append(rune.ToString());
        }
        return mapped.ToString().Normalize(NormalizationForm.FormKC);
    }

    // RFC 3454 C.1.2. U+200B is in B.1 too; as a space it agrees with the servers in use.
    private static bool IsSpace(int c) => c is 0xA0 or 0x1680 or (>= 0x2000 and <= 0x200B) or 0x202F or 0x205F or 0x3000;

    // RFC 3454 B.1
    private static bool IsNothing(int c) =>
        c is 0xAD or 0x34F or 0x1806 or (>= 0x180B and <= 0x180D) or 0x200C or 0x200D or 0x2060 or (>= 0xFE00 and <= 0xFE0F) or 0xFEFF;

    // RFC 3454 C.2 to C.9, less what is mapped to nothing (B.1) and what normalizing turns into something else (U+0340, U+0341).
    private static bool IsProhibited(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.PrivateUse
        || rune.Value is 0x6DD or 0x70F or 0x180E or 0x200E or 0x200F or (>= 0x2028 and <= 0x202E) or (>= 0x2061 and <= 0x2063)
            or (>= 0x206A and <= 0x206F) or (>= 0x2FF0 and <= 0x2FFB) or (>= 0xFDD0 and <= 0xFDEF) or (>= 0xFFF9 and <= 0xFFFD)
            or (>= 0x1D173 and <= 0x1D17A) or 0xE0001 or (>= 0xE0020 and <= 0xE007F)
        || (rune.Value & 0xFFFE) == 0xFFFE;
}
