namespace Pabal.Mime.Encodings;

/// <summary>Base64 as it is found in the wild: what is no base64 character is passed over, padding in the middle starts anew. Never throws.</summary>
internal static class LenientBase64
{
    public static byte[] Decode(ReadOnlySpan<char> text)
    {
        var output = new byte[text.Length / 4 * 3 + 3];
        int length = 0, bits = 0, count = 0;
        foreach (var c in text)
        {
            if (c == '=')
            {
                count = 0;
                bits = 0;
                continue;
            }
            var value = Value(c);
            if (value < 0)
                continue;
            bits = (bits << 6) | value;
            if (++count > 1)
                output[length++] = (byte)(bits >> ((4 - count) * 2));
            if (count == 4)
            {
                count = 0;
                bits = 0;
            }
        }
        return output[..length];
    }

    private static int Value(char c) => c switch
    {
        >= 'A' and <= 'Z' => c - 'A',
        >= 'a' and <= 'z' => c - 'a' + 26,
        >= '0' and <= '9' => c - '0' + 52,
        '+' or '-' => 62,
        '/' or '_' => 63,
        _ => -1,
    };
}
