using System.Text;

namespace Pabal.Mime.Reading;

/// <summary>Text whose lines may be broken softly (RFC 3676): a line that ends in a space goes on in the next one of the same quoting.</summary>
internal static class Flowed
{
    public static string Join(string text, bool deleteSpace)
    {
        var joined = new StringBuilder(text.Length);
        var flowing = -1;   // the quote depth of a line that goes on
        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            var feed = rest.IndexOf('\n');
            var line = feed < 0 ? rest : rest[..feed];
            var end = feed < 0 ? "" : line.EndsWith('\r') ? "\r\n" : "\n";
            rest = feed < 0 ? [] : rest[(feed + 1)..];
            line = line.TrimEnd('\r');
            var depth = line.IndexOfAnyExcept('>') is var quotes and >= 0 ? quotes : line.Length;
            var content = line[depth..];
            if (content.StartsWith(' '))
                content = content[1..];   // stuffed, 4.4
            var isSignature = content is "-- ";
            if (flowing >= 0 && (flowing != depth || isSignature))
                joined.Append(end);
            if (flowing != depth || isSignature)
                joined.Append('>', depth).Append(depth > 0 && !content.IsEmpty ? " " : "");
            flowing = content.EndsWith(' ') && !isSignature ? depth : -1;
            joined.Append(flowing >= 0 && deleteSpace ? content[..^1] : content);
            if (flowing < 0)
                joined.Append(end);
        }
        return joined.ToString();
    }
}
