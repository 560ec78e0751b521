using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Pabal.Smtp.Wire;

/// <summary>xtext (RFC 3461 4): printable ASCII but <c>+</c> and <c>=</c>, the rest as <c>+HH</c> of its UTF-8.</summary>
internal static class XText
{
    public static string Encode(string text)
    {
        var encoded = new StringBuilder(text.Length);
        foreach (var b in Encoding.UTF8.GetBytes(text))
        {
            if (b is >= (byte)'!' and <= (byte)'~' and not ((byte)'+' or (byte)'='))
                encoded.Append((char)b);
            else
                encoded.Append(CultureInfo.InvariantCulture, $"+{b:X2}");
        }
        return encoded.ToString();
    }

    /// <summary>The text, or null if it is no xtext. UTF-8 may also stand as it is (RFC 6533 3).</summary>
    public static string? Decode(string text)
    {
        var encoded = Encoding.UTF8.GetBytes(text);
        var bytes = new List<byte>(encoded.Length);
        for (var i = 0; i < encoded.Length; i++)
        {
            if (encoded[i] is <= (byte)' ' or 0x7F or (byte)'=')
                return null;
            if (encoded[i] != '+')
            {
                bytes.Add(encoded[i]);
                continue;
            }
            if (i + 2 >= encoded.Length || !byte.TryParse(encoded.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
                return null;
            bytes.Add(value);
            i += 2;
        }
        return Utf8.IsValid([.. bytes]) ? Encoding.UTF8.GetString([.. bytes]) : null;
    }
}
