namespace Pabal.Mime.Encodings;

/// <summary>
/// Which charset octets without a label are in. The sample is read in every candidate, and each reading is priced by what its language makes likely: the bits
/// of the shortest code for it. The cheapest reading wins. Text read in the wrong charset is seldom characters, symbols within words and holes, which are dear.
/// </summary>
internal static class CharsetGuess
{
    private const double MaxBitsPerOctet = 7.5;   // noise costs 8 in a code made for noise, more in one made for a language

    /// <summary>The name of the likeliest charset; null when in none the octets look like anything written by people.</summary>
    public static string? Best(ReadOnlySpan<byte> sample)
    {
        var (best, bestCost) = (default(Language), double.MaxValue);
        foreach (var candidate in Languages.All)
        {
            var cost = candidate.Rarity + candidate.Cost(candidate.Read(sample));
            if (cost < bestCost)
                (best, bestCost) = (candidate, cost);
        }
        if (bestCost - best!.Rarity > MaxBitsPerOctet * sample.Length)
            return null;
        return best.Charset == "euc-kr" && !IsStrictEucKr(sample) ? "ks_c_5601-1987" : best.Charset;
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
