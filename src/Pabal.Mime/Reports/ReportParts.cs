using System.Collections.Immutable;
using Pabal.Mime.Text;

namespace Pabal.Mime.Reports;

/// <summary>What a message that is a report consists of.</summary>
internal sealed record ReportParts(string Text, ImmutableArray<StatusReader> Status, MimeMessage? Original, HeaderList? OriginalHeaders)
{
    /// <summary>The parts of a report whose fields have one of these types; not looked for in messages within.</summary>
    public static ReportParts? Find(MimeMessage message, string type, string globalType)
    {
        MimePart[] parts = [.. Own(message.Root)];
        var status = Array.Find(parts, part => part.MediaType.Type == "message" && (part.MediaType.Subtype == type || part.MediaType.Subtype == globalType));
        if (status is null)
            return null;
        var text = message.TextBody ?? (message.HtmlBody is { } html ? HtmlToText.Convert(html) : "");
        var original = parts.OfType<MessagePart>().FirstOrDefault()?.Message;
        var header = Array.Find(parts, part => part.MediaType is { Type: "text", Subtype: "rfc822-headers" } or { Type: "message", Subtype: "global-headers" });
        return new ReportParts(text, [.. Blocks(status.Content)], original, header is null ? null : MimeMessage.ParseHeader(header.Content).Headers);
    }

    private static IEnumerable<MimePart> Own(MimePart root)
    {
        var pending = new Stack<MimePart>([root]);
        while (pending.TryPop(out var part))
        {
            yield return part;
            if (part is not Multipart multipart)
                continue;
            for (var i = multipart.Parts.Length - 1; i >= 0; i--)
                pending.Push(multipart.Parts[i]);
        }
    }

    // Fields up to an empty line, then those of the next.
    private static IEnumerable<StatusReader> Blocks(ReadOnlyMemory<byte> content)
    {
        var start = 0;
        for (var pos = 0; pos < content.Length;)
        {
            var end = content.Span[pos..].IndexOf((byte)'\n') is var length and >= 0 ? pos + length + 1 : content.Length;
            var isEmpty = content.Span[pos..end].Trim(" \t\r\n"u8).IsEmpty;
            if (isEmpty || end == content.Length)
            {
                var block = content[start..(isEmpty ? pos : end)];
                if (!block.IsEmpty)
                    yield return new StatusReader(MimeMessage.ParseHeader(block).Headers);
                start = end;
            }
            pos = end;
        }
    }
}
