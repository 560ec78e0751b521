using System.Buffers;
using System.Text;
using static Pabal.Localized;

namespace Pabal.Mime.Headers;

/// <summary>What may stand in header text, and how a phrase is quoted.</summary>
internal static class HeaderText
{
    private static readonly SearchValues<char> Controls = SearchValues.Create([.. Enumerable.Range(0, 0xA0).Select(c => (char)c).Where(char.IsControl)]);

    /// <summary>The text itself if it holds no control character but TAB; else throws, naming the character.</summary>
    public static string Checked(string text, string parameter)
    {
        foreach (var c in text)
        {
            if (char.IsControl(c) && c != '\t')
            {
                var name = AddressSyntax.ControlName(c);
                throw new ArgumentException(
                    Say($"“{OneLine(text)}” holds the control character {name}; header text is one line of printable characters, remove it",
                        $"“{OneLine(text)}”에 제어 문자 {name}가 들어 있습니다. 헤더는 인쇄할 수 있는 한 줄이어야 하니 지우십시오"), parameter);
            }
        }
        return text;
    }

    /// <summary>Text for a person: every control character becomes a space, so that it is one line whatever it held.</summary>
    public static string OneLine(string text)
    {
        if (!text.AsSpan().ContainsAny(Controls))
            return text;
        return string.Create(text.Length, text, static (span, source) =>
        {
            for (var i = 0; i < span.Length; i++)
                span[i] = char.IsControl(source[i]) ? ' ' : source[i];
        });
    }

    /// <summary>A phrase as a person writes it: quoted if it holds anything that has a meaning in an address list.</summary>
    public static string QuotePhrase(string phrase)
    {
        foreach (var c in phrase)
        {
            if (c is not (' ' or '\t') && !AddressSyntax.IsAtext(c))
                return Quote(phrase);
        }
        return phrase.Length == 0 ? "\"\"" : phrase;
    }

    /// <summary>A quoted-string (RFC 5322 3.2.4).</summary>
    public static string Quote(string text)
    {
        var quoted = new StringBuilder(text.Length + 8).Append('"');
        foreach (var c in text)
        {
            if (c is '"' or '\\')
                quoted.Append('\\');
            quoted.Append(c);
        }
        return quoted.Append('"').ToString();
    }
}
