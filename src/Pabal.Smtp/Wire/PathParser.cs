using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Pabal.Smtp.Wire;

/// <summary>The path of MAIL and RCPT (RFC 5321 4.1.2).</summary>
internal static class PathParser
{
    private static readonly SearchValues<char> RouteCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-.");

    /// <summary>Reads <c>FROM:&lt;mailbox&gt; rest</c>; spaces after the colon are let pass. The mailbox is without its source route, which nobody follows any more
    /// (RFC 5321 appendix F.2), and null if that route is none. False if there is no path at all.</summary>
    public static bool TryRead(string argument, string keyword, out string? mailbox, [NotNullWhen(true)] out string? rest)
    {
        (mailbox, rest) = (null, null);
        if (!argument.StartsWith(keyword, StringComparison.OrdinalIgnoreCase))
            return false;
        var path = argument[keyword.Length..].TrimStart(' ');
        if (path is not ['<', ..] || End(path) is not { } end || (end + 1 < path.Length && path[end + 1] != ' '))
            return false;
        mailbox = WithoutRoute(path[1..end]);
        rest = path[(end + 1)..];
        return true;
    }

    // The closing bracket; one inside a quoted local part is not it.
    private static int? End(string path)
    {
        var isQuoted = false;
        for (var i = 1; i < path.Length; i++)
        {
            switch (path[i])
            {
                case '"':
                    isQuoted = !isQuoted;
                    break;
                case '\\' when isQuoted:
                    i++;
                    break;
                case '>' when !isQuoted:
                    return i;
            }
        }
        return null;
    }

    private static string? WithoutRoute(string path)
    {
        if (path is not ['@', ..])
            return path;
        var colon = path.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
            return null;
        foreach (var hop in path.AsSpan(0, colon).Split(','))
        {
            if (path.AsSpan(0, colon)[hop] is not ['@', _, ..] domain || domain[1..].ContainsAnyExcept(RouteCharacters))
                return null;
        }
        return path[(colon + 1)..];
    }
}
