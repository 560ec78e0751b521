using System.Buffers;
using System.Text;
using Pabal.Mime.Encodings;

namespace Pabal.Mime.Sniffing;

/// <summary>HTML, SVG and XML, where the text itself says that it is.</summary>
internal static class Markup
{
    private const int DeclarationReach = 1024;   // where browsers look for the charset

    private static readonly SearchValues<char> LabelEnds = SearchValues.Create(" \"'/>;");

    /// <summary>The type; null when the text, from its first character that is no white space, is no markup.</summary>
    public static string? Detect(ReadOnlySpan<byte> text, FileExtension extension)
    {
        if (text is not [(byte)'<', ..])
            return null;
        var isXml = Begins(text, "<?xml") && text.Length > 5 && text[5] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n';
        var root = SkipProlog(text, out var isHtmlDocument);
        if (IsElement(root, "svg") || IsElement(root, "svg:svg"))
            return "image/svg+xml";
        if (isXml)
            return IsElement(root, "html") ? "application/xhtml+xml" : "application/xml";
        if (isHtmlDocument || IsElement(root, "html") || IsElement(root, "head") || IsElement(root, "body"))
            return "text/html";
        if (root is not [(byte)'<', _, ..] || !char.IsAsciiLetter((char)root[1]))
            return null;
        return extension.Is("html", "htm") ? "text/html" : extension.Is("xml") ? "application/xml" : null;
    }

    /// <summary>The charset an HTML text claims for itself, by its preferred name; null when there is none or nobody knows it.</summary>
    public static string? DeclaredCharset(ReadOnlySpan<byte> text)
    {
        var head = Encoding.Latin1.GetString(text[..Math.Min(text.Length, DeclarationReach)]);
        var at = head.IndexOf("charset=", StringComparison.OrdinalIgnoreCase);
        if (at < 0)
            return null;
        var label = head.AsSpan(at + 8).TrimStart(" \"'");
        var end = label.IndexOfAny(LabelEnds);
        return end > 0 && Charsets.Find(label[..end].ToString()) is { } encoding ? encoding.WebName : null;
    }

    // Past the XML declaration, comments, processing instructions and the document type; empty when the end of none of them is in sight.
    private static ReadOnlySpan<byte> SkipProlog(ReadOnlySpan<byte> text, out bool isHtmlDocument)
    {
        isHtmlDocument = false;
        while (true)
        {
            int length;
            if (text.StartsWith("<!--"u8))
            {
                length = End(text, "-->"u8);
            }
            else if (text.StartsWith("<?"u8))
            {
                length = End(text, "?>"u8);
            }
            else if (Begins(text, "<!doctype"))
            {
                isHtmlDocument = text[9..].TrimStart(" \t\r\n"u8) is var name && Begins(name, "html");
                var subset = text.IndexOfAny((byte)'[', (byte)'>');
                length = subset >= 0 && text[subset] == '[' ? End(text, "]>"u8) : subset + 1;
            }
            else
            {
                return text;
            }
            if (length == 0)
                return default;
            text = text[length..].TrimStart(" \t\r\n"u8);
        }
    }

    private static int End(ReadOnlySpan<byte> text, ReadOnlySpan<byte> mark) => text.IndexOf(mark) is >= 0 and var at ? at + mark.Length : 0;

    private static bool IsElement(ReadOnlySpan<byte> text, string name) => text is [(byte)'<', ..] && Begins(text[1..], name)
        && (text.Length == name.Length + 1 || text[name.Length + 1] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or (byte)'>' or (byte)'/');

    private static bool Begins(ReadOnlySpan<byte> text, string word) => text.Length >= word.Length && Ascii.EqualsIgnoreCase(text[..word.Length], word);
}
