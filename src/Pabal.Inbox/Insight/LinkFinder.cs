using System.Buffers;
using System.Net;
using Pabal.Mime.Text;

namespace Pabal.Inbox.Insight;

/// <summary>The links of a mail, in order, each once: what tests click on.</summary>
internal static class LinkFinder
{
    private const int MostLinks = 500;
    private const int LongestUrl = 4096;
    private const int LongestText = 200;

    // Where an address in plain text ends.
    private static readonly SearchValues<char> Ends = SearchValues.Create(" \t\r\n<>\"'`{}|\\^\u00A0\u3000\u201C\u201D\u300C\u300D");

    public static List<Link> Find(string? text, string? html)
    {
        var links = new Dictionary<string, Link>(StringComparer.Ordinal);
        if (html is not null)
            FromHtml(html, links);
        if (text is not null)
            FromText(text, links);
        return [.. links.Values];
    }

    private static void FromHtml(string html, Dictionary<string, Link> links)
    {
        for (var pos = 0; links.Count < MostLinks && (pos = html.IndexOf("<a", pos, StringComparison.OrdinalIgnoreCase)) >= 0;)
        {
            var tag = new HtmlTag(html, pos + 1);
            var isLink = tag.Name.Equals("a", StringComparison.OrdinalIgnoreCase);
            string? href = null;
            while (isLink && tag.TryReadAttribute(out var name, out var value))
            {
                if (name.Equals("href", StringComparison.OrdinalIgnoreCase))
                    href ??= WebUtility.HtmlDecode(value.ToString()).Trim();
            }
            pos = isLink ? Math.Max(tag.End, pos + 2) : pos + 2;
            if (href is not null && IsWeb(href))
                links.TryAdd(href, new Link(href, TextFrom(html.AsSpan(pos))));
        }
    }

    private static void FromText(string text, Dictionary<string, Link> links)
    {
        for (var pos = 0; links.Count < MostLinks && (pos = text.IndexOf("http", pos, StringComparison.OrdinalIgnoreCase)) >= 0;)
        {
            var rest = text.AsSpan(pos);
            var end = rest[..Math.Min(rest.Length, LongestUrl)].IndexOfAny(Ends);
            var url = Unpunctuated(rest[..(end < 0 ? Math.Min(rest.Length, LongestUrl) : end)]).ToString();
            pos += Math.Max(4, url.Length);
            if (IsWeb(url))
                links.TryAdd(url, new Link(url, url));
        }
    }

    // A closing parenthesis belongs to the address only if one was opened there.
    private static ReadOnlySpan<char> Unpunctuated(ReadOnlySpan<char> url)
    {
        while (!url.IsEmpty && (url[^1] is '.' or ',' or ';' or ':' or '!' or '?' or '*' or ']' or '。' or '，' || (url[^1] == ')' && url.Count(')') > url.Count('('))))
            url = url[..^1];
        return url;
    }

    private static string TextFrom(ReadOnlySpan<char> html)
    {
        var end = html[..Math.Min(html.Length, 20 * LongestText)].IndexOf("</a", StringComparison.OrdinalIgnoreCase);
        var text = HtmlToText.Convert(html[..(end < 0 ? Math.Min(html.Length, LongestText) : end)].ToString()).ReplaceLineEndings(" ");
        return text.Length <= LongestText ? text : text[..LongestText];
    }

    private static bool IsWeb(string url) => url.Length is > 8 and <= LongestUrl && Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.Host.Length > 0;
}
