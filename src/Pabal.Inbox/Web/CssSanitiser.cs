using System.Globalization;
using System.Text;

namespace Pabal.Inbox.Web;

/// <summary>
/// Leaves of a stranger's CSS what fetches nothing unasked: each <c>url()</c> is put in question, and what fetches without one loses its name. Knows neither strings
/// nor comments, so that nothing can hide in them: what only looks like a fetch goes too. One pass, never throwing.
/// </summary>
internal static class CssSanitiser
{
    private const int LongestEscape = 6;   // hexadecimal digits
    private const string White = " \t\r\n\f";

    // Functions that take an address as a mere string.
    private static readonly string[] Fetching = ["image-set", "image", "src"];

    /// <summary>Cleans a style sheet or a style attribute.</summary>
    /// <param name="css">As the mail has it.</param>
    /// <param name="urlOf">What to fetch instead of what a <c>url()</c> names; null for nothing.</param>
    /// <param name="allowRemote">True leaves what names an address without <c>url()</c>.</param>
    /// <param name="remote">Raised by the number of those that come from elsewhere.</param>
    public static string Clean(string css, Func<string, string?> urlOf, bool allowRemote, ref int remote)
    {
        css = css.Contains('\\') ? Plain(css) : css;
        var output = new StringBuilder(css.Length);
        var pos = 0;
        while (css.AsSpan(pos).IndexOfAny('(', '@') is var length and >= 0)
        {
            var before = css.AsSpan(pos, length);
            var sign = css[pos + length];
            pos += length + 1;
            if (sign == '(' && EndsWith(before, "url"))
            {
                output.Append(before[..^"url".Length]).Append(urlOf(ReadUrl(css, ref pos)) is { } url ? $"url({Escaped(url)})" : "none");
                continue;
            }
            output.Append(before);
            if (sign == '@' ? StartsWith(css.AsSpan(pos), "import") : Fetches(before))
            {
                remote += IsRemote(css.AsSpan(sign == '@' ? pos + "import".Length : pos)) ? 1 : 0;
                output.Append(allowRemote ? "" : sign == '@' ? "@off-" : "-off(");
                if (!allowRemote)
                    continue;
            }
            output.Append(sign);
        }
        return output.Append(css, pos, css.Length - pos).ToString();
    }

    // Behind the parenthesis that closes it, or at the end of the text.
    private static string ReadUrl(string css, ref int pos)
    {
        var inner = css.AsSpan(pos).TrimStart(White);
        var start = css.Length - inner.Length;
        var quote = inner is ['"' or '\'', ..] ? inner[0] : '\0';
        var end = quote == 0 ? -1 : css.IndexOf(quote, start + 1);
        var close = css.IndexOf(')', end < 0 ? start : end);
        close = close < 0 ? css.Length : close;
        pos = Math.Min(close + 1, css.Length);
        return (quote == 0 ? css[start..close] : css[(start + 1)..(end < 0 ? close : end)]).Trim();
    }

    // Letters and hyphens that are written as escapes (CSS Syntax 4.3.7) are names in disguise; other escapes stay as they are.
    private static string Plain(string css)
    {
        var plain = new StringBuilder(css.Length);
        for (var pos = 0; pos < css.Length;)
        {
            if (css[pos] != '\\' || pos + 1 == css.Length)
            {
                plain.Append(css[pos++]);
                continue;
            }
            var digits = 0;
            while (digits < LongestEscape && pos + 1 + digits < css.Length && char.IsAsciiHexDigit(css[pos + 1 + digits]))
                digits++;
            var end = pos + 1 + Math.Max(digits, 1);
            var code = digits == 0 ? css[pos + 1] : int.Parse(css.AsSpan(pos + 1, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            if (digits > 0 && end < css.Length && White.Contains(css[end]))
                end += css.AsSpan(end).StartsWith("\r\n") ? 2 : 1;
            if (code < 128 && (char.IsAsciiLetter((char)code) || code == '-'))
                plain.Append((char)code);
            else
                plain.Append(css, pos, end - pos);
            pos = end;
        }
        return plain.ToString();
    }

    // Nothing that ends a url(), a string, a comment or an element.
    private static string Escaped(string url)
    {
        var escaped = new StringBuilder(url.Length);
        foreach (var c in url)
        {
            if (c is > ' ' and not ('"' or '\'' or '(' or ')' or '*' or '<' or '>' or '\\' or '\x7F'))
                escaped.Append(c);
            else
                escaped.Append(Uri.HexEscape(c));
        }
        return escaped.ToString();
    }

    private static bool Fetches(ReadOnlySpan<char> before)
    {
        foreach (var function in Fetching)
        {
            if (EndsWith(before, function))
                return true;
        }
        return false;
    }

    private static bool IsRemote(ReadOnlySpan<char> css)
    {
        var address = css.TrimStart(" \t\r\n\f\"'");
        return StartsWith(address, "http:") || StartsWith(address, "https:") || StartsWith(address, "//");
    }

    private static bool StartsWith(ReadOnlySpan<char> text, string start) => text.StartsWith(start, StringComparison.OrdinalIgnoreCase);

    private static bool EndsWith(ReadOnlySpan<char> text, string end) => text.EndsWith(end, StringComparison.OrdinalIgnoreCase);
}
