using System.Text;

namespace Pabal.Mime.Writing;

/// <summary>Breaks paragraphs into soft lines (RFC 3676 4.2): one that goes on ends in a space, and one that could be taken for something else begins with one.</summary>
internal static class FlowedWriter
{
    private const int MaxLine = 72;
    private const string Signature = "-- ";

    public static string Write(string text)
    {
        var flowed = new StringBuilder(text.Length + text.Length / MaxLine * 4);
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (flowed.Length > 0)
                flowed.Append("\r\n");
            var depth = line.IndexOfAnyExcept('>') is var quotes and >= 0 ? quotes : line.Length;
            var content = depth > 0 && line[depth..].StartsWith(' ') ? line[(depth + 1)..] : line[depth..];
            if (content is Signature)
                Append(flowed, depth, content);
            else
                WriteParagraph(flowed, depth, content.TrimEnd(' '));
        }
        return flowed.ToString();
    }

    private static void WriteParagraph(StringBuilder flowed, int depth, ReadOnlySpan<char> rest)
    {
        for (int end; (end = BreakOf(rest)) > 0; rest = rest[end..])
        {
            Append(flowed, depth, rest[..end]);
            flowed.Append("\r\n");
        }
        Append(flowed, depth, rest);
    }

    // After the last space that fits, else after the first; a word is never cut, and white space never the whole of the next line. 0 if all fits.
    private static int BreakOf(ReadOnlySpan<char> rest)
    {
        if (rest.Length <= MaxLine)
            return 0;
        var end = rest[..MaxLine].LastIndexOf(' ') + 1;
        if (end == 0)
            end = rest.IndexOf(' ') + 1;
        // A soft line of spaces, or one that reads as a signature, would be taken for another thing.
        return rest[..end].Trim(' ').IsEmpty || rest[..end] is Signature ? 0 : end;
    }

    private static void Append(StringBuilder flowed, int depth, ReadOnlySpan<char> line)
    {
        flowed.Append('>', depth);
        if (depth > 0 ? !line.IsEmpty : line.StartsWith(' ') || line.StartsWith('>') || line.StartsWith("From "))
            flowed.Append(' ');
        flowed.Append(line);
    }
}
