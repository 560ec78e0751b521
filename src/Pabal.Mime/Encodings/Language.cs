using System.Buffers;
using System.Globalization;

namespace Pabal.Mime.Encodings;

/// <summary>What is written in a charset, and how much a text looks like that.</summary>
internal abstract class Language(string charset, MailEncoding encoding)
{
    public string Charset => charset;

    public MailEncoding Encoding => encoding;

    /// <summary>The mean over the characters that are not ASCII: 1 for a text of common characters only, below 0 for one of holes and oddities.</summary>
    public double Score(ReadOnlySpan<char> text)
    {
        var sum = 0.0;
        var count = 0;
        for (var i = 0; i < text.Length; i++)
        {
            // A character cut off at the end of the sample says nothing.
            if (char.IsAscii(text[i]) || (i == text.Length - 1 && text[i] == '\uFFFD' && count > 0))
                continue;
            sum += Weight(text, i);
            count++;
        }
        return count == 0 ? 0 : sum / count;
    }

    protected abstract double Weight(ReadOnlySpan<char> text, int index);
}

/// <summary>Thousands of characters, of which a few hundred make up most of every text.</summary>
internal sealed class EastAsianLanguage(string charset, MailEncoding encoding, SearchValues<char> common, (char First, char Last) syllables) : Language(charset, encoding)
{
    protected override double Weight(ReadOnlySpan<char> text, int index) => text[index] switch
    {
        var c when common.Contains(c) => 1,
        // Kana are all common; of the Hangul syllables those that are not are seldom.
        >= '\u3041' and <= '\u30FE' and var c when c >= syllables.First && c <= syllables.Last => 1,
        var c when c >= syllables.First && c <= syllables.Last => 0.3,
        >= '\u3000' and <= '\u3020' or >= '\uFF01' and <= '\uFF5E' or >= '\u2010' and <= '\u203B' or '\u00B7' => 0.3,
        >= '\u4E00' and <= '\u9FFF' => 0.1,
        >= '\u3131' and <= '\u318E' when syllables.First == '\uAC00' => 0.1,
        >= '\uFF61' and <= '\uFF9F' => -0.1,
        '\uFFFD' or < '\u00A0' => -2,
        >= '\uE000' and <= '\uF8FF' => -1,
        _ => -0.3,
    };
}

/// <summary>Letters in words.</summary>
internal sealed class AlphabeticLanguage(string charset, MailEncoding encoding, SearchValues<char> common) : Language(charset, encoding)
{
    private readonly bool isLatin = common.Contains('ö');

    protected override double Weight(ReadOnlySpan<char> text, int index)
    {
        var c = text[index];
        var before = index > 0 ? text[index - 1] : ' ';
        var after = index + 1 < text.Length ? text[index + 1] : ' ';
        if (c == '\uFFFD' || char.IsControl(c) || char.IsBetween(c, '\uE000', '\uF8FF'))
            return -2;
        if (c is '¿' or '¡' && char.IsLetter(after) && !char.IsLetter(before))
            return 1;   // Spanish, or else Polish that begins with a letter which Spanish has not
        if (!IsPartOfWord(c))
            return IsPunctuation(c) ? 0.3 : IsPartOfWord(before) && IsPartOfWord(after) ? -1 : -0.3;
        if ((char.IsUpper(c) && char.IsLower(before)) || (char.IsLower(c) && char.IsUpper(after)))
            return -1;
        if (isLatin)
            return LatinWeight(c, before, after);
        if (char.IsAsciiLetter(before) || char.IsAsciiLetter(after))
            return -0.5;
        return common.Contains(c) ? 1 : common.Contains(char.ToLowerInvariant(c)) ? 0.5 : 0.1;
    }

    // Accented letters stand among plain ones; a run of them is another script misread.
    private double LatinWeight(char c, char before, char after)
    {
        if (!char.IsAsciiLetter(before) && !char.IsAsciiLetter(after))
            return IsPartOfWord(before) || IsPartOfWord(after) ? -0.3 : 0.4;
        return common.Contains(char.ToLowerInvariant(c)) ? 1 : 0.2;
    }

    private static bool IsPartOfWord(char c) => char.IsLetter(c) || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark;

    private static bool IsPunctuation(char c) => c is >= '\u2013' and <= '\u201E' or '\u00A0' or '«' or '»' or '·' or '©' or '®' or '°' or '§' or '½' or '£' or '€'
        or '™' or '№' or '•' or '…';
}
