namespace Pabal.Mime.Encodings;

/// <summary>Quoted-printable as it is found in the wild (RFC 2045 6.7): what is no valid escape is kept as it is. Never throws.</summary>
internal static class QuotedPrintableDecoder
{
    /// <summary>Decodes; <paramref name="damage"/> counts what quoted-printable does not allow.</summary>
    public static ReadOnlyMemory<byte> Decode(ReadOnlySpan<byte> text, out int damage)
    {
        var output = GC.AllocateUninitializedArray<byte>(text.Length);
        var length = 0;
        damage = 0;
        while (!text.IsEmpty)
        {
            var feed = text.IndexOf((byte)'\n');
            var line = feed < 0 ? text : text[..feed];
            var lineEnd = feed < 0 ? [] : line.EndsWith((byte)'\r') ? text.Slice(feed - 1, 2) : text.Slice(feed, 1);
            text = feed < 0 ? [] : text[(feed + 1)..];
            // White space at the end of a line was added on the way (rule 3), after the = of a soft line break too.
            line = (lineEnd.Length == 2 ? line[..^1] : line).TrimEnd(" \t"u8);
            var isSoft = !lineEnd.IsEmpty && line.EndsWith((byte)'=');
            length += DecodeLine(isSoft ? line[..^1] : line, output.AsSpan(length), ref damage);
            if (isSoft)
                continue;
            lineEnd.CopyTo(output.AsSpan(length));
            length += lineEnd.Length;
        }
        return output.AsMemory(0, length);
    }

    private static int DecodeLine(ReadOnlySpan<byte> line, Span<byte> output, ref int damage)
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
                damage++;
                output[length] = (byte)'=';
                line = line[(escape + 1)..];
            }
            length++;
        }
        line.CopyTo(output[length..]);
        return length + line.Length;
    }
}
