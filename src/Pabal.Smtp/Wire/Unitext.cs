using System.Globalization;
using System.Text;

namespace Pabal.Smtp.Wire;

/// <summary>The text of an address of type <c>utf-8</c> (RFC 6533 3): ASCII, and <c>\x{HEX}</c> for what is not, and for the few characters a parameter can't hold.</summary>
internal static class Unitext
{
    public static string Encode(string text)
    {
        var encoded = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is > ' ' and < 0x7F and not ('\\' or '+' or '='))
                encoded.Append((char)rune.Value);
            else
                encoded.Append(CultureInfo.InvariantCulture, $"\\x{{{rune.Value:X2}}}");
        }
        return encoded.ToString();
    }

    /// <summary>The text, or null if it is none. UTF-8 may also stand as it is.</summary>
    public static string? Decode(string text)
    {
        var decoded = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is <= ' ' or '+' or '=' or '\x7F')
                return null;
            if (text[i] != '\\')
            {
                decoded.Append(text[i]);
                continue;
            }
            var end = text.IndexOf('}', i);
            if (end < 0 || end - i is < 5 or > 9 || !text.AsSpan(i).StartsWith("\\x{", StringComparison.Ordinal)
                || !int.TryParse(text.AsSpan((i + 3)..end), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value) || !Rune.IsValid(value))
                return null;
            decoded.Append(new Rune(value).ToString());
            i = end;
        }
        return decoded.ToString();
    }
}
