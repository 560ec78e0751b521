using System.Globalization;
using System.Text;

namespace Pabal.Smtp.Wire;

/// <summary>Text of others made fit to be shown: nothing in it can move a cursor, ring a bell or turn the direction of reading.</summary>
internal static class Printable
{
    /// <summary>What is unsafe becomes a space.</summary>
    public static string Spaced(string text) =>
        text.All(IsSafe) ? text : string.Concat(text.Select(c => IsSafe(c) ? c : ' '));

    /// <summary>What is unsafe becomes <c>\u</c> and four digits, so that it can be seen.</summary>
    public static string Escaped(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~') || text.All(IsSafe))
            return text;
        var escaped = new StringBuilder(text.Length + 16);
        foreach (var c in text)
        {
            if (IsSafe(c))
                escaped.Append(c);
            else
                escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}");
        }
        return escaped.ToString();
    }

    /// <summary>UTF-8 if it is that, else Latin-1: never fails, never loses an octet.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes) =>
        System.Text.Unicode.Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : Encoding.Latin1.GetString(bytes);

    private static bool IsSafe(char c) => !char.IsControl(c)
        && c is not ('\u061C' or '\u200E' or '\u200F' or (>= '\u2028' and <= '\u202E') or (>= '\u2066' and <= '\u2069'));
}
