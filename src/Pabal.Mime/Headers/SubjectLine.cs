using System.Text;

namespace Pabal.Mime.Headers;

/// <summary>The base subject of RFC 5256 2.1: what is left without <c>Re:</c>, <c>Fwd:</c>, <c>[list]</c> and <c>(fwd)</c>. Linear in the length.</summary>
internal static class SubjectLine
{
    private const string Forwarded = "[fwd:";
    private const string Trailer = "(fwd)";

    public static string Base(string subject)
    {
        var rest = SingleSpaced(subject).AsSpan();
        while (true)
        {
            rest = WithoutTrailers(rest);
            rest = WithoutLeaders(rest);
            if (!rest.StartsWith(Forwarded, StringComparison.OrdinalIgnoreCase) || !rest.EndsWith(']'))
                return rest.ToString();
            rest = rest[Forwarded.Length..^1];
        }
    }

    private static string SingleSpaced(string subject)
    {
        var text = new StringBuilder(subject.Length);
        foreach (var c in subject)
        {
            if (c is not (' ' or '\t'))
                text.Append(c);
            else if (text.Length == 0 || text[^1] != ' ')
                text.Append(' ');
        }
        return text.ToString();
    }

    private static ReadOnlySpan<char> WithoutTrailers(ReadOnlySpan<char> text)
    {
        for (text = text.TrimEnd(' '); text.EndsWith(Trailer, StringComparison.OrdinalIgnoreCase);)
            text = text[..^Trailer.Length].TrimEnd(' ');
        return text;
    }

    // Blobs that no Re: follows go one by one, as long as something is left.
    private static ReadOnlySpan<char> WithoutLeaders(ReadOnlySpan<char> text)
    {
        while (true)
        {
            text = text.TrimStart(' ');
            var beyond = text;
            var lastBlob = text;
            for (int length; (length = BlobLength(beyond)) > 0; beyond = beyond[length..])
                lastBlob = beyond;
            var mark = MarkLength(beyond);
            if (mark == 0)
                return beyond.IsEmpty ? lastBlob : beyond;
            text = beyond[mark..];
        }
    }

    // "[list] ", with the spaces after it; 0 if none stands here.
    private static int BlobLength(ReadOnlySpan<char> text)
    {
        if (!text.StartsWith('['))
            return 0;
        var end = text[1..].IndexOfAny('[', ']') + 1;
        return end > 0 && text[end] == ']' ? text.Length - text[(end + 1)..].TrimStart(' ').Length : 0;
    }

    // "Re:", "Fw:", "Fwd:", with a blob before the colon or none; 0 if none stands here.
    private static int MarkLength(ReadOnlySpan<char> text)
    {
        var word = text.StartsWith("fwd", StringComparison.OrdinalIgnoreCase) ? 3
            : text.StartsWith("re", StringComparison.OrdinalIgnoreCase) || text.StartsWith("fw", StringComparison.OrdinalIgnoreCase) ? 2
            : 0;
        if (word == 0)
            return 0;
        var after = text[word..].TrimStart(' ');
        after = after[BlobLength(after)..];
        return after.StartsWith(':') ? text.Length - after.Length + 1 : 0;
    }
}
