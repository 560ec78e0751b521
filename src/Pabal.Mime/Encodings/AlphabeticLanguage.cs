using System.Buffers;
using System.Globalization;

namespace Pabal.Mime.Encodings;

/// <summary>Letters in words. The accented letters of Latin script are few among plain ones; the letters of other scripts stand among their like.</summary>
internal sealed class AlphabeticLanguage(string charset, double rarity, string common) : Language(charset, rarity)
{
    private const double Common = 4.5, Uncommon = 8, Accented = 9, OddlyAccented = 13, Mark = 10, Sign = 11, Symbol = 14, Misplaced = 8, Alone = 5;

    private static readonly SearchValues<char> Marks = SearchValues.Create("\u00A0«»·–—‘’‚“”„•…");
    private static readonly SearchValues<char> Signs = SearchValues.Create("°²³¹±×÷¼½¾§¶©®™№£€¿¡");

    private readonly SearchValues<char> common = SearchValues.Create(common);
    private readonly bool isLatin = common.Contains('ö', StringComparison.Ordinal);

    protected override double Cost(ReadOnlySpan<char> text, int index)
    {
        var c = text[index];
        var before = index > 0 ? text[index - 1] : ' ';
        var after = index + 1 < text.Length ? text[index + 1] : ' ';
        return IsBroken(c) ? Hole : IsPartOfWord(c) ? LetterCost(c, before, after) : SymbolCost(c, before, after);
    }

    private static double SymbolCost(char c, char before, char after)
    {
        if (c is '¿' or '¡' && char.IsLetter(after) && !char.IsLetter(before))
            return Accented;   // Spanish
        if (Marks.Contains(c))
            return Mark;
        return (Signs.Contains(c) ? Sign : Symbol) + (IsPartOfWord(before) && IsPartOfWord(after) ? Misplaced : 0);
    }

    private double LetterCost(char c, char before, char after)
    {
        var isMisplaced = (char.IsUpper(c) && char.IsLower(before)) || (char.IsLower(c) && char.IsUpper(after)) || (!char.IsLetter(c) && !IsPartOfWord(before));
        var cost = isMisplaced ? Misplaced : 0;
        if (isLatin)
            return cost + (common.Contains(char.ToLowerInvariant(c)) ? Accented : OddlyAccented);
        if (char.IsAsciiLetter(before) || char.IsAsciiLetter(after))
            cost += Misplaced;
        else if (!IsPartOfWord(before) && !IsPartOfWord(after))
            cost += Alone;
        return cost + (common.Contains(c) ? Common : Uncommon);
    }

    private static bool IsPartOfWord(char c) => char.IsLetter(c) || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark;
}
