using System.Buffers;
using Pabal.Mime.Headers;

namespace Pabal.Mime.Signing;

/// <summary>The domain and the selector under which a key is published (RFC 6376 3.1, 3.5).</summary>
internal static class KeyName
{
    private const int MaxName = 253;   // RFC 1035 2.3.4, without the root's dot
    private const int MaxLabel = 63;

    // Underscores are in no host name but in many a selector.
    private static readonly SearchValues<char> SelectorChars =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    /// <summary>The domain in A-labels; null if it is none, or a top-level one, which nobody can sign for.</summary>
    public static string? Domain(string text) =>
        text.Length <= MaxName && text.Contains('.') && !text.StartsWith('[') && AddressSyntax.Domain(text).Ascii is { } ascii && ascii.Length <= MaxName ? ascii : null;

    public static bool IsSelector(string text)
    {
        foreach (var range in text.AsSpan().Split('.'))
        {
            var label = text.AsSpan()[range];
            if (label.Length is 0 or > MaxLabel || label.ContainsAnyExcept(SelectorChars))
                return false;
        }
        return true;
    }

    /// <summary>Where the key is in the DNS; null if the name would be too long.</summary>
    public static string? Of(string selector, string domain)
    {
        var name = $"{selector}._domainkey.{domain}".ToLowerInvariant();
        return name.Length <= MaxName ? name : null;
    }
}
