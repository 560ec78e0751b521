using System.Buffers;
using System.Text;

namespace Pabal.Mime.Encodings;

/// <summary>
/// Thousands of characters, of which a few hundred make up most of every text. Of the standard's rows the first hold symbols, then come those of the usual
/// characters, then the seldom.
/// </summary>
internal sealed class EastAsianLanguage(string charset, double rarity, string common, Func<CodedTable> standard, int firstRow, int lastRow)
    : Language(charset, rarity)
{
    private const double Common = 8.7, Usual = 14, Symbol = 16, Seldom = 19, Extended = 28, HalfWidth = 20;

    private readonly SearchValues<char> common = SearchValues.Create(common);

    protected override double Cost(ReadOnlySpan<char> text, int index)
    {
        var c = text[index];
        if (common.Contains(c))
            return Common;
        if (IsBroken(c))
            return Hole;
        if (c is >= '\uFF61' and <= '\uFF9F')
            return HalfWidth;
        if (char.IsSurrogate(c))
            return Extended / 2;
        var row = standard().Find(new Rune(c)) >> 8;
        return row == 0 ? Extended : row < firstRow ? Symbol : row <= lastRow ? Usual : Seldom;
    }
}
