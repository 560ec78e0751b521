using System.Collections.Frozen;
using System.Net;
using System.Text;
using Pabal.Mime.Text;

namespace Pabal.Inbox.Web;

/// <summary>HTML that can be shown, and how much in it wanted to be fetched from elsewhere.</summary>
internal readonly record struct CleanHtml(string Html, int Remote);

/// <summary>
/// Leaves of a stranger's HTML what is to be read: known elements and attributes, written anew. Scripts, frames, forms and drawings are left out with their content;
/// a picture comes from the mail, and from elsewhere only if that is wanted. One pass, no recursion, never throwing.
/// </summary>
internal sealed class HtmlSanitiser
{
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Elements = Names(
        "a", "abbr", "address", "area", "article", "aside", "b", "bdi", "bdo", "big", "blockquote", "body", "br", "caption", "center", "cite", "code", "col", "colgroup", "dd", "del",
        "details", "dfn", "dir", "div", "dl", "dt", "em", "figcaption", "figure", "font", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "i", "img", "ins", "kbd", "li",
        "main", "map", "mark", "menu", "nav", "ol", "p", "picture", "pre", "q", "rp", "rt", "ruby", "s", "samp", "section", "small", "source", "span", "strike", "strong", "sub", "summary",
        "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "tt", "u", "ul", "var", "wbr");

    // Left out with all that stands in them.
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Dropped = Names(
        "script", "iframe", "frame", "frameset", "object", "embed", "applet", "noscript", "noembed", "noframes", "template", "svg", "math", "title", "textarea", "select", "audio",
        "video", "canvas", "xmp", "plaintext", "portal", "button");

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Attributes = Names(
        "abbr", "align", "alt", "axis", "background", "bgcolor", "border", "cellpadding", "cellspacing", "char", "charoff", "cite", "class", "clear", "color", "cols", "colspan", "compact",
        "coords", "datetime", "dir", "face", "headers", "height", "href", "hspace", "id", "lang", "media", "name", "nowrap", "open", "reversed", "rows", "rowspan", "rules", "scope",
        "shape", "size", "span", "src", "srcset", "start", "style", "summary", "text", "link", "vlink", "alink", "title", "type", "usemap", "valign", "value", "vspace", "width");

    private readonly string html;
    private readonly Func<string, string?> urlOf;
    private readonly bool allowRemote;
    private readonly StringBuilder output;
    private int remote;

    private HtmlSanitiser(string html, Func<string, string?> urlOf, bool allowRemote)
    {
        (this.html, this.urlOf, this.allowRemote) = (html, urlOf, allowRemote);
        output = new StringBuilder(html.Length);
    }

    /// <summary>Cleans a document or a part of one.</summary>
    /// <param name="html">As the mail has it.</param>
    /// <param name="urlOf">Where the part with a content id is; null if there is none.</param>
    /// <param name="allowRemote">True leaves pictures that come from elsewhere.</param>
    public static CleanHtml Clean(string html, Func<string, string?> urlOf, bool allowRemote)
    {
        var cleaner = new HtmlSanitiser(html, urlOf, allowRemote);
        cleaner.Run();
        return new CleanHtml(cleaner.output.ToString(), cleaner.remote);
    }

    private void Run()
    {
        for (var pos = 0; pos < html.Length;)
        {
            if (html[pos] != '<')
            {
                var next = html.IndexOf('<', pos) is var found and >= 0 ? found : html.Length;
                output.Append(html, pos, next - pos);
                pos = next;
            }
            else if (pos + 1 < html.Length && html[pos + 1] is '!' or '?')
            {
                pos = string.CompareOrdinal(html, pos, "<!--", 0, 4) == 0 ? After("-->", pos + 2) : After(">", pos);
            }
            else if (pos + 1 < html.Length && (char.IsAsciiLetter(html[pos + 1]) || html[pos + 1] == '/'))
            {
                pos = ReadTag(pos);
            }
            else
            {
                output.Append("&lt;");
                pos++;
            }
        }
    }

    private int ReadTag(int start)
    {
        var isEnd = html[start + 1] == '/';
        var tag = new HtmlTag(html, start + (isEnd ? 2 : 1));
        var name = tag.Name.ToString().ToLowerInvariant();
        var isKept = Elements.Contains(name);
        if (isKept)
            output.Append(isEnd ? "</" : "<").Append(name);
        while (tag.TryReadAttribute(out var attribute, out var value))
        {
            if (isKept && !isEnd)
                WriteAttribute(name, attribute.ToString().ToLowerInvariant(), WebUtility.HtmlDecode(value.ToString()));
        }
        if (isKept)
            output.Append(!isEnd && name is "a" or "area" ? " target=\"_blank\" rel=\"noopener noreferrer\">" : ">");
        if (!isEnd && name == "style")
            return CopyStyle(tag.End);
        return !isEnd && Dropped.Contains(name) ? After(">", Find($"</{name}", tag.End)) : tag.End;
    }

    private int CopyStyle(int start)
    {
        var end = Find("</style", start);
        output.Append("<style>").Append(Style(html[start..end].Replace("<", "", StringComparison.Ordinal))).Append("</style>");
        return After(">", end);
    }

    private void WriteAttribute(string element, string name, string value)
    {
        if (!Attributes.Contains(name))
            return;
        var kept = name switch
        {
            "href" => Link(value),
            "src" or "background" => Picture(value),
            "srcset" => PictureSet(value),
            "style" => Style(value),
            "cite" => null,
            _ => value,
        };
        if (kept is not null && (name != "src" || element is "img" or "source"))
            output.Append(' ').Append(name).Append("=\"").Append(WebUtility.HtmlEncode(kept)).Append('"');
    }

    private static string? Link(string url)
    {
        url = Trimmed(url);
        return url.StartsWith('#') || (Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" or "mailto" or "tel") ? url : null;
    }

    private string? Picture(string url)
    {
        url = Trimmed(url);
        if (url.StartsWith("cid:", StringComparison.OrdinalIgnoreCase))
            return urlOf(Uri.UnescapeDataString(url[4..])) ?? urlOf(url[4..]);
        if (url.StartsWith("data:image/", StringComparison.OrdinalIgnoreCase) && !url.StartsWith("data:image/svg", StringComparison.OrdinalIgnoreCase))
            return url;
        if (!url.StartsWith("//", StringComparison.Ordinal) && !url.StartsWith("http:", StringComparison.OrdinalIgnoreCase) && !url.StartsWith("https:", StringComparison.OrdinalIgnoreCase))
            return null;
        remote++;
        return allowRemote ? url.StartsWith('/') ? $"https:{url}" : url : null;
    }

    // "URL 2x, URL 640w": each by itself, and none if one is not wanted. A data: URL holds commas, so that such a set is given up.
    private string? PictureSet(string set)
    {
        var kept = new List<string>();
        foreach (var candidate in set.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var space = candidate.IndexOf(' ', StringComparison.Ordinal);
            if (Picture(space < 0 ? candidate : candidate[..space]) is { } url && !url.StartsWith("data:", StringComparison.OrdinalIgnoreCase))
                kept.Add(space < 0 ? url : $"{url}{candidate[space..]}");
        }
        return kept.Count > 0 ? string.Join(", ", kept) : null;
    }

    private string Style(string css) => CssSanitiser.Clean(css, Picture, allowRemote, ref remote);

    // As browsers do: white space around, and tabs and line ends within, are no part of an address.
    private static string Trimmed(string url) => string.Concat(url.Where(c => c is not ('\t' or '\r' or '\n' or '\0'))).Trim();

    private int After(string end, int from) => Math.Min(Find(end, from) + end.Length, html.Length);

    private int Find(string text, int from) => html.IndexOf(text, Math.Min(from, html.Length), StringComparison.OrdinalIgnoreCase) is var found and >= 0 ? found : html.Length;

    private static FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Names(params ReadOnlySpan<string> names) =>
        FrozenSet.Create(StringComparer.Ordinal, names).GetAlternateLookup<ReadOnlySpan<char>>();
}
