using System.Globalization;
using System.Text;

namespace Pabal.Mime.Text;

/// <summary>Marks that are put on the letter before them.</summary>
internal static class Marks
{
    /// <summary>The most that stand in a row in stream-safe text (UAX #15 section 12.1); to put more of them in order takes time that grows with the square.</summary>
    public const int Most = 30;

    public static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;
}
