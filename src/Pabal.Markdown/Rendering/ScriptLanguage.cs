namespace Pabal.Markdown.Rendering;

/// <summary>The language of a text by its script, where a script is that of one language.</summary>
internal static class ScriptLanguage
{
    // A Korean or Japanese text has words in Latin letters too, and those are longer.
    private const int Share = 5;

    public static string? Of(string text)
    {
        var (hangul, kana, letters) = (0, 0, 0);
        foreach (var c in text)
        {
            letters += char.IsLetter(c) ? 1 : 0;
            hangul += c is >= '\uAC00' and <= '\uD7A3' ? 1 : 0;
            kana += c is >= '\u3041' and <= '\u30FE' ? 1 : 0;
        }
        return hangul > kana && hangul * Share > letters ? "ko" : kana * Share > letters ? "ja" : null;
    }
}
