namespace Pabal.Mime.Encodings;

/// <summary>
/// Which charset octets without a label are in, when they are not UTF-8. The sample is read in every candidate, and the reading in which most characters are
/// ones that its language uses all the time wins; between equals the one listed first. Text read in the wrong charset is rare characters, symbols within words and holes.
/// </summary>
internal static class CharsetGuess
{
    private const double Plausible = 0.25;
    private const char Hole = '\uFFFD';

    /// <summary>The name of the likeliest charset; null when in none the octets look like anything written by people.</summary>
    public static string? Best(ReadOnlySpan<byte> sample)
    {
        if (IsNearlyUtf8(sample))
            return "utf-8";
        string? best = null;
        var bestScore = Plausible;
        foreach (var candidate in Languages.All)
        {
            var score = candidate.Score(candidate.Encoding.Decode(sample));
            if (score > bestScore)
                (best, bestScore) = (candidate.Charset, score);
        }
        return best == "euc-kr" && !IsStrictEucKr(sample) ? "ks_c_5601-1987" : best;
    }

    /// <summary>The charset that shifts by escape sequences (RFC 1468, RFC 1554, RFC 1557, RFC 1922); null when there are none of them.</summary>
    public static string? Escaped(ReadOnlySpan<byte> sample)
    {
        if (sample.ContainsAnyInRange((byte)0x80, (byte)0xFF))
            return null;
        if (sample.IndexOf("\u001b$)C"u8) >= 0)
            return "iso-2022-kr";
        if (sample.IndexOf("\u001b$)A"u8) >= 0 || sample.IndexOf("\u001b$)G"u8) >= 0)
            return "iso-2022-cn";
        if (sample.IndexOf("\u001b$A"u8) >= 0 || sample.IndexOf("\u001b.A"u8) >= 0 || sample.IndexOf("\u001b.F"u8) >= 0)
            return "iso-2022-jp-2";
        var isJapanese = sample.IndexOf("\u001b$B"u8) >= 0 || sample.IndexOf("\u001b$@"u8) >= 0 || sample.IndexOf("\u001b(J"u8) >= 0 || sample.IndexOf("\u001b(I"u8) >= 0;
        return isJapanese ? "iso-2022-jp" : null;
    }

    // Cut off within its last character, or damaged here and there.
    private static bool IsNearlyUtf8(ReadOnlySpan<byte> sample)
    {
        var text = Charsets.Utf8.GetString(sample).AsSpan().TrimEnd(Hole);
        int holes = text.Count(Hole), whole = 0;
        foreach (var c in text)
            whole += char.IsAscii(c) ? 0 : 1;
        return whole > 0 && whole - holes >= 4 * holes;
    }

    // KS X 1001 has both octets of a character over A0; the 8,822 syllables that UHC adds do not.
    private static bool IsStrictEucKr(ReadOnlySpan<byte> sample)
    {
        for (var i = 0; i < sample.Length; i++)
        {
            if (sample[i] >= 0x80 && (sample[i] < 0xA1 || ++i == sample.Length || sample[i] < 0xA1))
                return false;
        }
        return true;
    }
}
