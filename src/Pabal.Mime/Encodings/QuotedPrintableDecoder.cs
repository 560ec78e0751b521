namespace Pabal.Mime.Encodings;

/// <summary>Quoted-printable as it is found in the wild (RFC 2045 6.7): what is no valid escape is kept as it is.</summary>
internal sealed class QuotedPrintableDecoder : ContentDecoder
{
    // At the end of a line; within one not after what the next octets decide about: an escape, or white space that may be the line's last.
    public override int FindCut(ReadOnlySpan<byte> text, int most)
    {
        if (text[..most].LastIndexOf((byte)'\n') is var feed and >= 0)
            return feed + 1;
        var cut = most;
        while (cut > 0 && (text[cut - 1] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'=' || (cut > 1 && text[cut - 2] == '=')))
            cut--;
        if (cut > 0)
            return cut;
        return text.IndexOf((byte)'\n') is var end and >= 0 ? end + 1 : text.Length;
    }

    public override int Decode(ReadOnlySpan<byte> text, Span<byte> output)
    {
        var length = 0;
        while (!text.IsEmpty)
        {
            var feed = text.IndexOf((byte)'\n');
            var line = feed < 0 ? text : text[..feed];
            var lineEnd = feed < 0 ? [] : line.EndsWith((byte)'\r') ? text.Slice(feed - 1, 2) : text.Slice(feed, 1);
            text = feed < 0 ? [] : text[(feed + 1)..];
            // White space at the end of a line was added on the way (rule 3), after the = of a soft line break too.
            line = (lineEnd.Length == 2 ? line[..^1] : line).TrimEnd(" \t"u8);
            var isSoft = !lineEnd.IsEmpty && line.EndsWith((byte)'=');
            length += DecodeLine(isSoft ? line[..^1] : line, output[length..]);
            if (isSoft)
                continue;
            lineEnd.CopyTo(output[length..]);
            length += lineEnd.Length;
        }
        return length;
    }

    private int DecodeLine(ReadOnlySpan<byte> line, Span<byte> output)
    {
        var length = 0;
        while (line.IndexOf((byte)'=') is var escape and >= 0)
        {
            line[..escape].CopyTo(output[length..]);
            length += escape;
            if (escape + 2 < line.Length && Hex.TryRead(line[escape + 1], line[escape + 2], out output[length]))
            {
                line = line[(escape + 3)..];
            }
            else
            {
                Damage++;
                output[length] = (byte)'=';
                line = line[(escape + 1)..];
            }
            length++;
        }
        line.CopyTo(output[length..]);
        return length + line.Length;
    }
}
