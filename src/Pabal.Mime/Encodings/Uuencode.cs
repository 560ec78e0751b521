namespace Pabal.Mime.Encodings;

/// <summary>Reads uuencode, as old systems label it <c>x-uuencode</c>. Never throws.</summary>
internal static class Uuencode
{
    /// <summary>Decodes from the <c>begin</c> line to <c>end</c>; <paramref name="damage"/> counts what is missing or does not fit.</summary>
    public static ReadOnlyMemory<byte> Decode(ReadOnlySpan<byte> text, out int damage)
    {
        var output = new byte[text.Length];
        var length = 0;
        bool begun = false, ended = false;
        damage = 0;
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
                length += DecodeLine(line, output.AsSpan(length), ref damage);
        }
        if (!ended)
            damage++;
        return output.AsMemory(0, length);
    }

    // The first character says how many octets follow; spaces that were lost at the end of the line count as zeros.
    private static int DecodeLine(ReadOnlySpan<byte> line, Span<byte> output, ref int damage)
    {
        if (line.IsEmpty)
            return 0;
        var octets = (line[0] - 32) & 63;
        var chars = line[1..];
        if (octets > (chars.Length + 3) / 4 * 3)
        {
            damage++;
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
