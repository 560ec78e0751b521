using System.Collections.Frozen;
using System.Globalization;
using System.Net;

namespace Pabal.Mime.Text;

/// <summary>
/// HTML as plain text for those who read no HTML: paragraphs, lists and line breaks stay, a link is followed by its address in parentheses, a picture is its
/// alternative text. One pass, no recursion, never throwing; what is broken is read as browsers do.
/// </summary>
internal sealed class HtmlToText
{
    private const int MaxIndent = 8;   // levels; deeper lists look like the deepest

    // Soft hyphen, zero-width space, byte order mark, and the joiner with which newsletters fill their previews.
    private const string Unseen = "\u00AD\u200B\uFEFF\u034F";

    // Elements that begin a line.
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Lines = Names(
        "address", "article", "aside", "body", "center", "dd", "div", "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "legend", "li",
        "main", "nav", "section", "tr");

    // Elements with an empty line around them.
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Paragraphs = Names(
        "blockquote", "dl", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "p", "pre", "table");

    // Elements whose content is no HTML, and nothing to read.
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Hidden = Names("script", "style", "title", "textarea");

    private readonly string html;
    private readonly PlainTextWriter output;
    private readonly Stack<int?> lists = [];   // the number of the last item, null in a list without numbers
    private string? address;
    private int linkStart;
    private int preformatted;

    private HtmlToText(string html)
    {
        this.html = html;
        output = new PlainTextWriter(html.Length / 2);
    }

    /// <summary>The text, its lines ended by LF, without white space at either end.</summary>
    public static string Convert(string html)
    {
        var converter = new HtmlToText(html);
        converter.Run();
        return converter.output.ToString().Trim();
    }

    private void Run()
    {
        for (var pos = 0; pos < html.Length;)
        {
            var next = html.IndexOf('<', pos + (IsTag(pos) ? 0 : 1));
            if (next != pos)
                WriteText(next < 0 ? html[pos..] : html[pos..next]);
            pos = next < 0 ? html.Length : IsTag(next) ? ReadTag(next) : next;
        }
        EndLink();
    }

    // A "<" that begins no tag is text.
    private bool IsTag(int pos) => html[pos] == '<' && pos + 1 < html.Length && (char.IsAsciiLetter(html[pos + 1]) || html[pos + 1] is '/' or '!' or '?');

    private int ReadTag(int start)
    {
        if (string.CompareOrdinal(html, start, "<!--", 0, 4) == 0)
            return After("-->", start + 2);
        if (html[start + 1] is '!' or '?')
            return After(">", start);
        var isEnd = html[start + 1] == '/';
        var tag = new HtmlTag(html, start + (isEnd ? 2 : 1));
        string? href = null, alt = null;
        while (tag.TryReadAttribute(out var name, out var value))
        {
            if (name.Equals("href", StringComparison.OrdinalIgnoreCase))
                href ??= WebUtility.HtmlDecode(value.ToString());
            else if (name.Equals("alt", StringComparison.OrdinalIgnoreCase))
                alt ??= WebUtility.HtmlDecode(value.ToString());
        }
        if (!isEnd && Hidden.Contains(tag.Name))
            return Find($"</{tag.Name}", tag.End);
        Layout(tag.Name, isEnd);
        if (Is(tag.Name, "a"))
        {
            EndLink();
            (address, linkStart) = (isEnd ? null : Reachable(href), output.Length);
        }
        else if (Is(tag.Name, "img") && alt is not null)
        {
            output.WriteCollapsed(alt);
        }
        return tag.End;
    }

    private void Layout(ReadOnlySpan<char> name, bool isEnd)
    {
        if (Paragraphs.Contains(name))
            output.Break(2);
        else if (Lines.Contains(name))
            output.Break(1);
        if (Is(name, "br"))
            output.BreakLine();
        else if (Is(name, "td") || Is(name, "th"))
            output.Space();
        else if (Is(name, "pre"))
            preformatted = Math.Max(0, preformatted + (isEnd ? -1 : 1));
        else if (Is(name, "hr"))
            WriteRule();
        else if (Is(name, "ul") || Is(name, "ol"))
            BeginOrEndList(isEnd, Is(name, "ol"));
        else if (Is(name, "li") && !isEnd)
            BeginItem();
    }

    private void WriteRule()
    {
        output.Write("----------");
        output.Break(2);
    }

    private void BeginOrEndList(bool isEnd, bool isNumbered)
    {
        if (isEnd)
            _ = lists.TryPop(out _);
        else
            lists.Push(isNumbered ? 0 : null);
        var isOutermost = lists.Count == (isEnd ? 0 : 1);
        output.Break(isOutermost ? 2 : 1);
        output.Indent(2 * Math.Clamp(lists.Count - 1, 0, MaxIndent));
    }

    private void BeginItem()
    {
        var number = lists.TryPop(out var last) ? last + 1 : null;
        lists.Push(number);
        output.BeginItem(number is null ? "- " : string.Create(CultureInfo.InvariantCulture, $"{number}. "));
    }

    private void EndLink()
    {
        if (address is null)
            return;
        var text = output.Since(linkStart).Trim();
        var plain = address.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) ? address["mailto:".Length..] : address;
        if (text.Length == 0)
            output.Write(plain);
        else if (text.TrimEnd('/') != plain.TrimEnd('/'))
            output.Remark(plain);
        address = null;
    }

    private void WriteText(string text)
    {
        text = WebUtility.HtmlDecode(text);
        if (text.AsSpan().ContainsAny(Unseen))
            text = string.Concat(text.Split(Unseen.ToCharArray()));
        if (preformatted > 0)
            output.WritePreserved(text);
        else
            output.WriteCollapsed(text);
    }

    // An address that means something outside of the page.
    private static string? Reachable(string? href)
    {
        href = href?.Trim();
        return href is not null && Uri.TryCreate(href, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" or "mailto" or "tel" or "ftp" ? href : null;
    }

    private int After(string end, int from) => Math.Min(Find(end, from) + end.Length, html.Length);

    private int Find(string text, int from) => html.IndexOf(text, from, StringComparison.OrdinalIgnoreCase) is var found and >= 0 ? found : html.Length;

    private static FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Names(params ReadOnlySpan<string> names) =>
        FrozenSet.Create(StringComparer.OrdinalIgnoreCase, names).GetAlternateLookup<ReadOnlySpan<char>>();

    private static bool Is(ReadOnlySpan<char> name, string other) => name.Equals(other, StringComparison.OrdinalIgnoreCase);
}
