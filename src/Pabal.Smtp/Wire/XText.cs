using System.Globalization;
using System.Text;

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

    /// <summary>The text, or null if it is no xtext.</summary>
    public static string? Decode(string text)
    {
        var bytes = new List<byte>(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '+')
            {
                if (text[i] is < '!' or > '~' or '=')
                    return null;
                bytes.Add((byte)text[i]);
                continue;
            }
            if (i + 2 >= text.Length || !byte.TryParse(text.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
                return null;
            bytes.Add(value);
            i += 2;
        }
        return Encoding.UTF8.GetString([.. bytes]);
    }
}
