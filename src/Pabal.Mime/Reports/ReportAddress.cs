using System.Globalization;
using System.Text;

namespace Pabal.Mime.Reports;

/// <summary>Addresses of the type <c>utf-8</c> in ASCII (RFC 6533 3): <c>\x{AE38}@example.com</c>.</summary>
internal static class ReportAddress
{
    private const int MaxDigits = 6;

    public static string Encode(TypedText address)
    {
        if (!IsUtf8(address))
            return address.Text;
        var encoded = new StringBuilder(address.Text.Length * 2);
        foreach (var rune in address.Text.EnumerateRunes())
        {
            if (rune.Value is > ' ' and < 127 and not ('\\' or '+' or '='))
                encoded.Append((char)rune.Value);
            else
                encoded.Append(CultureInfo.InvariantCulture, $"\\x{{{rune.Value:X2}}}");
        }
        return encoded.ToString();
    }

    public static TypedText Decode(TypedText address)
    {
        if (!IsUtf8(address) || !address.Text.Contains('\\', StringComparison.Ordinal))
            return address;
        var text = address.Text.AsSpan();
        var decoded = new StringBuilder(text.Length);
        while (!text.IsEmpty)
        {
            var length = Escape(text, out var rune);
            if (length > 0)
                decoded.Append(rune);
            else
                decoded.Append(text[..(length = 1)]);
            text = text[length..];
        }
        return new TypedText(address.Type, Headers.HeaderText.OneLine(decoded.ToString()));
    }

    // How long the escape is that stands here; 0 if none does.
    private static int Escape(ReadOnlySpan<char> text, out Rune rune)
    {
        rune = default;
        if (!text.StartsWith("\\x{", StringComparison.Ordinal))
            return 0;
        var digits = text[3..Math.Min(text.Length, 3 + MaxDigits + 1)];
        var end = digits.IndexOf('}');
        return end > 0 && int.TryParse(digits[..end], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value) && Rune.TryCreate(value, out rune) ? end + 4 : 0;
    }

    private static bool IsUtf8(TypedText address) => address.Type.Equals("utf-8", StringComparison.OrdinalIgnoreCase);
}
