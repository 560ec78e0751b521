using System.Text;
using Pabal.Mime.Headers;
using Pabal.Mime.Reading;
using static Pabal.Localized;

namespace Pabal.Mime.Writing;

/// <summary>Changes a tree: what is not touched keeps its very bytes, what is new takes the message's line ends.</summary>
internal static class TreeEdit
{
    /// <summary>The tree with one part in place of another; null when that one is not in it.</summary>
    public static MimePart? Replace(MimePart node, MimePart part, MimePart replacement)
    {
        if (ReferenceEquals(node, part))
            return replacement;
        if (node is MessagePart within)
            return Replace(within.Message.Root, part, replacement) is { } root ? WithMessage(within, root) : null;
        if (node is not Multipart multipart)
            return null;
        for (var i = 0; i < multipart.Parts.Length; i++)
        {
            if (Replace(multipart.Parts[i], part, replacement) is { } child)
                return multipart.Replace(i, child);
        }
        return null;
    }

    /// <summary>The tree without a part, and without any multipart that would be left empty; null when the part is not in it or is all there is.</summary>
    public static MimePart? Remove(MimePart root, MimePart part)
    {
        for (var parent = ParentOf(root, part); parent is not null; parent = ParentOf(root, part))
        {
            if (parent is Multipart { Parts.Length: > 1 } multipart)
                return Replace(root, multipart, multipart.RemoveAt(multipart.Parts.IndexOf(part)));
            part = parent;
        }
        return null;
    }

    /// <summary>The tree with one more part after all others: in its multipart/mixed, or in one made around what was the body.</summary>
    public static MimePart Attach(MimePart root, MimePart part)
    {
        if (root is Multipart { MediaType.Subtype: "mixed" } mixed)
            return mixed.Insert(mixed.Parts.Length, part);
        var lf = root.Headers.UsesLf;
        var type = Multipart.TypeWithBoundary("mixed");
        var body = root.Under(HeaderList.Of(root.Headers.Where(IsOfContent), lf), root.MediaType);
        var headers = root.Headers.WithEmptyLine().Set(PartHeader.Create(type, null)[0]);
        if (headers.Find("MIME-Version") is null)
            headers = headers.Add(new HeaderField("MIME-Version", "1.0"));
        foreach (var moved in root.Headers.Where(IsOfContent).Where(field => !field.Is("Content-Type")))
            headers = headers.Remove(moved.Name);
        return Multipart.Around(headers, type, lf, [body, Fitted(part, null, [], lf)]);
    }

    /// <summary>A part as it is put in place of another, or of none: one that was composed takes the line ends that are used there.
    /// Throws if a new line of it would be taken for the delimiter.</summary>
    public static MimePart Fitted(MimePart part, MimePart? former, ReadOnlySpan<byte> delimiter, bool lf)
    {
        if (lf && part.Headers.IsComposed)
            part = MessageParser.ParsePart(LineEnd.Convert(MessageWriter.ToArray(Pieces(part)), lf), MimeLimits.Default);
        var kept = former is null ? [] : Pieces(former).Select(piece => piece.Bytes).ToHashSet();
        foreach (var piece in Pieces(part).Where(piece => !kept.Contains(piece.Bytes)))
        {
            if (HasDelimiter(piece.Bytes.Span, delimiter))
                throw new ArgumentException(Say($"a line of the part is {Encoding.Latin1.GetString(delimiter)}, which ends a part here; give it a transfer encoding",
                    $"넣으려는 부분에 {Encoding.Latin1.GetString(delimiter)} 줄이 있습니다. 여기서는 그 줄에서 부분이 끝나므로 전송 인코딩을 쓰십시오"), nameof(part));
        }
        return part;
    }

    /// <summary>True when both end in the very same bytes.</summary>
    public static bool EndAlike(MimePart part, MimePart former) => Pieces(part) is [.., var end] && Pieces(former) is [.., var formerEnd] && end.Bytes.Equals(formerEnd.Bytes);

    private static List<Piece> Pieces(MimePart part)
    {
        var pieces = new List<Piece>();
        part.AddTo(pieces);
        return pieces;
    }

    private static bool HasDelimiter(ReadOnlySpan<byte> text, ReadOnlySpan<byte> delimiter)
    {
        while (!delimiter.IsEmpty && !text.IsEmpty)
        {
            var feed = text.IndexOf((byte)'\n');
            var line = (feed < 0 ? text : text[..feed]).TrimEnd(" \t\r"u8);
            if (line.StartsWith(delimiter) && (line.Length == delimiter.Length || line[delimiter.Length..].SequenceEqual("--"u8)))
                return true;
            text = feed < 0 ? [] : text[(feed + 1)..];
        }
        return false;
    }

    private static MessagePart WithMessage(MessagePart part, MimePart root)
    {
        var message = new MimeMessage(root);
        if (part.Body.IsEmpty)
            return new MessagePart(part.Headers, part.MediaType, message, default);
        // It had an encoding against the rules; what is written anew keeps them.
        var encoding = new HeaderField("Content-Transfer-Encoding", message.Is8Bit ? "8bit" : "7bit");
        return new MessagePart(part.Headers.Set(encoding), part.MediaType, message, default);
    }

    private static MimePart? ParentOf(MimePart node, MimePart part)
    {
        foreach (var child in node.Children)
        {
            if (ReferenceEquals(child, part))
                return node;
            if (ParentOf(child, part) is { } parent)
                return parent;
        }
        return null;
    }

    /// <summary>True for the fields that go where the body goes.</summary>
    public static bool IsOfContent(HeaderField field) => field.Name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase);
}
