namespace Pabal.Mime.Encodings;

/// <summary>Uuencode, as old systems label it <c>x-uuencode</c>: from the <c>begin</c> line to <c>end</c>.</summary>
internal sealed class UuencodeDecoder : ContentDecoder
{
    private bool begun, ended;

    // A short line may promise two octets more than it has characters.
    public override int MaxLength(int stretch) => stretch + 3;

    public override int FindCut(ReadOnlySpan<byte> text, int most)
    {
        var feed = text[..most].LastIndexOf((byte)'\n');
        if (feed < 0)
            feed = text.IndexOf((byte)'\n');
        return feed < 0 ? text.Length : feed + 1;
    }

    public override int Decode(ReadOnlySpan<byte> text, Span<byte> output)
    {
        var length = 0;
        while (!text.IsEmpty && !ended)
        {
            var feed = text.IndexOf((byte)'\n');
            var line = (feed < 0 ? text : text[..feed]).TrimEnd((byte)'\r');
            text = feed < 0 ? [] : text[(feed + 1)..];
            if (!begun)
                begun = line.StartsWith("begin "u8);
            else if (line.SequenceEqual("end"u8))
                ended = true;
            else
                length += DecodeLine(line, output[length..]);
        }
        return length;
    }

    public override void Finish() => Damage += ended ? 0 : 1;

    // The first character says how many octets follow; spaces that were lost at the end of the line count as zeros.
    private int DecodeLine(ReadOnlySpan<byte> line, Span<byte> output)
    {
        if (line.IsEmpty)
            return 0;
        var octets = (line[0] - 32) & 63;
        var chars = line[1..];
        if (octets > (chars.Length + 3) / 4 * 3)
        {
            Damage++;
            octets = chars.Length / 4 * 3;
        }
        for (var i = 0; i < octets; i++)
        {
            var at = i / 3 * 4 + i % 3;
            var bits = (Value(chars, at) << 6) | Value(chars, at + 1);
            output[i] = (byte)(bits >> (4 - 2 * (i % 3)));
        }
        return octets;
    }

    private static int Value(ReadOnlySpan<byte> chars, int at) => at < chars.Length ? (chars[at] - 32) & 63 : 0;
}
