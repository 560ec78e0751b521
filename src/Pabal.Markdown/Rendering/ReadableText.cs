using System.Text;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Pabal.Markdown.Rendering;

/// <summary>Markdown for those who read the text of a mail: as it was written, but for what only programs read. A link is its text with the address in
/// parentheses, a picture what is said of it, an escaped character itself; HTML tags are gone.</summary>
internal sealed class ReadableText
{
    private readonly string source;
    private readonly List<(int Start, int End, string Text)> changes = [];

    private ReadableText(string source) => this.source = source;

    public static string Of(string source, MarkdownDocument document)
    {
        var text = new ReadableText(source);
        foreach (var node in document.Descendants())
            text.Visit(node);
        return text.Changed();
    }

    private void Visit(MarkdownObject node)
    {
        switch (node)
        {
            case LinkInline { IsAutoLink: false } link:
                Change(link);
                break;
            case LinkReferenceDefinition definition:
                Change(definition.Span.Start, AfterLine(definition.Span.End + 1), "");
                break;
            case HtmlInline tag:
                Change(tag.Span.Start, tag.Span.End + 1, tag.Tag.StartsWith("<br", StringComparison.OrdinalIgnoreCase) ? "\n" : "");
                break;
            case HtmlBlock html:
                ChangeTags(html.Span.Start, html.Span.End + 1);
                break;
            case HtmlEntityInline entity:
                Change(entity.Span.Start, entity.Span.End + 1, entity.Transcoded.ToString());
                break;
            case LiteralInline { IsFirstCharacterEscaped: true } literal when source[literal.Span.Start] == '\\':
                Change(literal.Span.Start, literal.Span.Start + 1, "");
                break;
        }
    }

    // Around what is within the brackets, which may hold links and pictures of its own.
    private void Change(LinkInline link)
    {
        var (start, end) = link.FirstChild is null ? (link.Span.End + 1, link.Span.End + 1) : (link.FirstChild.Span.Start, link.LastChild!.Span.End + 1);
        Change(link.Span.Start, start, "");
        var isToldAlready = link.IsImage || string.IsNullOrEmpty(link.Url) || source.AsSpan(start, end - start).SequenceEqual(link.Url);
        Change(end, link.Span.End + 1, isToldAlready ? "" : start == end ? link.Url! : $" ({link.Url})");
    }

    private void ChangeTags(int start, int end)
    {
        if (IsCode(source.AsSpan(start)))
            Change(start, start = end, "");
        while (start < end && source.IndexOf('<', start, end - start) is var open and >= 0)
        {
            var isComment = source.AsSpan(open).StartsWith("<!--", StringComparison.Ordinal);
            var close = isComment ? source.IndexOf("-->", open, end - open, StringComparison.Ordinal) + 2 : source.IndexOf('>', open, end - open);
            start = close < open ? end : close + 1;
            Change(open, start, "");
        }
    }

    private static bool IsCode(ReadOnlySpan<char> html) =>
        html.StartsWith("<style", StringComparison.OrdinalIgnoreCase) || html.StartsWith("<script", StringComparison.OrdinalIgnoreCase);

    private void Change(int start, int end, string text)
    {
        if (end >= start && (end > start || text.Length > 0))
            changes.Add((start, end, text));
    }

    private int AfterLine(int position) => source.IndexOf('\n', position) is var feed and >= 0 ? feed + 1 : source.Length;

    private string Changed()
    {
        var text = new StringBuilder(source.Length);
        var done = 0;
        foreach (var (start, end, replacement) in changes.OrderBy(change => change.Start).ThenBy(change => change.End))
        {
            // Within one that is gone already.
            if (start < done)
                continue;
            text.Append(source, done, start - done).Append(replacement);
            done = end;
        }
        return text.Append(source, done, source.Length - done).ToString();
    }
}
