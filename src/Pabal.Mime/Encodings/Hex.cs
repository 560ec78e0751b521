namespace Pabal.Mime.Encodings;

/// <summary>Two hexadecimal digits, in upper or lower case.</summary>
internal static class Hex
{
    public static bool TryRead(byte high, byte low, out byte value)
    {
        var (h, l) = (Digit(high), Digit(low));
        value = (byte)((h << 4) | l);
        return h <= 15 && l <= 15;
    }

    private static int Digit(byte c) => c switch
    {
        >= (byte)'0' and <= (byte)'9' => c - '0',
        >= (byte)'A' and <= (byte)'F' => c - 'A' + 10,
        >= (byte)'a' and <= (byte)'f' => c - 'a' + 10,
        _ => 0xFF,
    };
}
