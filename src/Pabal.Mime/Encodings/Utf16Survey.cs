using System.Globalization;

namespace Pabal.Mime.Encodings;

/// <summary>Whether octets that begin with a byte order mark go on as UTF-16.</summary>
internal sealed class Utf16Survey(bool isBigEndian)
{
    private byte half;
    private bool hasHalf, afterHighSurrogate;

    /// <summary>True when the last character is not cut off.</summary>
    public bool EndsWhole => !hasHalf && !afterHighSurrogate;

    /// <summary>Looks at the next block; false when it holds what no text holds.</summary>
    public bool Add(ReadOnlySpan<byte> block)
    {
        foreach (var b in block)
        {
            hasHalf = !hasHalf;
            if (!hasHalf && !AddUnit((char)(isBigEndian ? half << 8 | b : b << 8 | half)))
                return false;
            half = b;
        }
        return true;
    }

    private bool AddUnit(char unit)
    {
        if (afterHighSurrogate != char.IsLowSurrogate(unit))
            return false;
        afterHighSurrogate = char.IsHighSurrogate(unit);
        return unit is '\t' or '\n' or '\r' or '\f' || CharUnicodeInfo.GetUnicodeCategory(unit) is not (UnicodeCategory.Control or UnicodeCategory.OtherNotAssigned);
    }
}
