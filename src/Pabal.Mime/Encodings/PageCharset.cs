using System.Text;
using System.Text.Unicode;
using Pabal.Mime.Sniffing;

namespace Pabal.Mime.Encodings;

/// <summary>The charset of an HTML page whose part names none.</summary>
internal static class PageCharset
{
    /// <summary>What the page declares of itself, if it can be true; UTF-8 with more than ASCII in it is UTF-8 whatever it declares.</summary>
    public static string? Of(ReadOnlySpan<byte> page)
    {
        if (!Ascii.IsValid(page) && Utf8.IsValid(page))
            return null;
        // The declaration itself was read as ASCII; and UTF-7 is how markup is hidden.
        return Markup.DeclaredCharset(page) is { } name && !name.StartsWith("utf-16", StringComparison.Ordinal)
            && !name.StartsWith("utf-32", StringComparison.Ordinal) && name != "utf-7" ? name : null;
    }
}
