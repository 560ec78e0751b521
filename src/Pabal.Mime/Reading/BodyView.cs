using System.Collections.Immutable;
using System.Text;

namespace Pabal.Mime.Reading;

/// <summary>
/// The view people have of a message (RFC 8621 4.1.4): texts to read one after another, and all the rest. A picture among texts is always
/// one of the attachments too, where RFC 8621 has it among the texts alone: whatever is no text is found in one list.
/// </summary>
internal sealed class BodyView
{
    private readonly List<MimePart> text = [];
    private readonly List<MimePart> html = [];
    private readonly List<MimePart> attachments = [];
    private readonly string lineEnd;

    public BodyView(MimePart root)
    {
        if (root is Multipart multipart)
            Add(multipart.Parts.AsSpan(), multipart.MediaType.Subtype, multipart.MediaType.Subtype == "alternative", text, html);
        else
            Add([root], "mixed", false, text, html);
        lineEnd = root.Headers.UsesLf ? "\n" : "\r\n";
        Attachments = [.. attachments];
    }

    public string? Text => field ??= Join(text, isHtml: false, lineEnd);

    public string? Html => field ??= Join(html, isHtml: true, lineEnd);

    public ImmutableArray<MimePart> Attachments { get; }

    // No deeper than the tree, which has its limit.
    private void Add(ReadOnlySpan<MimePart> parts, string within, bool inAlternative, List<MimePart>? text, List<MimePart>? html)
    {
        var (textBefore, htmlBefore) = (text?.Count ?? -1, html?.Count ?? -1);
        for (var i = 0; i < parts.Length; i++)
        {
            var part = parts[i];
            if (part is Multipart multipart)
            {
                var subtype = multipart.MediaType.Subtype;
                Add(multipart.Parts.AsSpan(), subtype, inAlternative || subtype == "alternative", text, html);
            }
            else if (!IsBody(part, isFirst: i == 0, within))
            {
                attachments.Add(part);
            }
            else if (within == "alternative")
            {
                (IsHtml(part) ? html : IsText(part) ? text : attachments)?.Add(part);
            }
            else
            {
                if (inAlternative && IsHtml(part))
                    text = null;
                else if (inAlternative && IsText(part))
                    html = null;
                text?.Add(part);
                html?.Add(part);
                if (part is not TextPart)
                    attachments.Add(part);
            }
        }
        if (within != "alternative" || text is null || html is null)
            return;
        // Only one of the two was there: it stands for the other.
        if (text.Count == textBefore)
            text.AddRange(html.Skip(htmlBefore));
        else if (html.Count == htmlBefore)
            html.AddRange(text.Skip(textBefore));
    }

    private static bool IsBody(MimePart part, bool isFirst, string within)
    {
        var isMedia = part.MediaType.Type is "image" or "audio" or "video";
        return (isMedia || IsText(part) || IsHtml(part)) && part.Disposition != "attachment"
            && (isFirst || (within != "related" && (isMedia || part.FileName is null)));
    }

    private static bool IsText(MimePart part) => part is TextPart { MediaType.Subtype: "plain" };

    private static bool IsHtml(MimePart part) => part is TextPart { MediaType.Subtype: "html" };

    private static string? Join(List<MimePart> parts, bool isHtml, string lineEnd)
    {
        string? first = null;
        StringBuilder? joined = null;
        foreach (var part in parts)
        {
            if (part is not TextPart text || IsHtml(text) != isHtml)
                continue;
            if (first is null)
            {
                first = text.Text;
                continue;
            }
            joined ??= new StringBuilder(first);
            if (joined.Length > 0 && joined[^1] != '\n')
                joined.Append(lineEnd);
            joined.Append(text.Text);
        }
        return joined?.ToString() ?? first;
    }
}
