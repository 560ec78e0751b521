using System.Globalization;
using System.Net;
using Pabal.Smtp.Wire;
using static Pabal.Localized;

namespace Pabal.Smtp.Client;

/// <summary>The piece <c>[user@]host[:port]</c> of a URI. Whatever is wrong is told with the way to write it right; a password is never repeated.</summary>
internal sealed record ServerAuthority(string? User, string Host, int? Port)
{
    /// <summary>Parts the scheme, in lower case, from what follows; it is null where none is written. Throws <see cref="FormatException"/> if a password stands in it.</summary>
    public static (string? Scheme, string Address) SplitScheme(string text)
    {
        var scheme = text.IndexOf("://", StringComparison.Ordinal);
        var rest = scheme < 0 ? text : text[(scheme + 3)..];
        // Before anything is taken apart: whatever the password holds, no piece of it may get into a message.
        if (rest.LastIndexOf('@') is var at and >= 0 && rest.AsSpan(0, at).Contains(':'))
            throw new FormatException(Say(
                "a password has no place in the server's URI; write user@host and give the password apart",
                "서버 URI에는 비밀번호를 쓸 수 없습니다. 사용자@호스트만 쓰고 비밀번호는 따로 주십시오"));
        return (scheme < 0 ? null : text[..scheme].ToLowerInvariant(), rest);
    }

    public static ServerAuthority Parse(string text)
    {
        var at = text.LastIndexOf('@');
        var (written, port) = SplitPort(text[(at + 1)..]);
        var host = written.Contains(':', StringComparison.Ordinal) && !written.StartsWith('[') ? null : ToHost(written);
        return new ServerAuthority(
            at > 0 ? UserOf(text[..at]) : null,
            host ?? throw new FormatException(Say(
                $"“{Shown(written)}” is no host; write mail.example.com, or [2001:db8::1] for IPv6",
                $"“{Shown(written)}”은(는) 호스트가 아닙니다. mail.example.com처럼, IPv6는 [2001:db8::1]처럼 쓰십시오")),
            port);
    }

    /// <summary>A host as it is kept: a domain name in A-labels, or an IP address without brackets. Null if it is neither.</summary>
    public static string? ToHost(string host)
    {
        var bare = host is ['[', .. var inside, ']'] ? inside : host;
        return bare.Contains(':', StringComparison.Ordinal)
            ? IPAddress.TryParse(bare, out var address) ? address.ToString() : null
            : DomainNames.ToAscii(bare.EndsWith('.') ? bare[..^1] : bare);
    }

    /// <summary>A host as it stands before a port.</summary>
    public static string Bracketed(string host) => host.Contains(':', StringComparison.Ordinal) ? $"[{host}]" : host;

    /// <summary>What somebody wrote, fit for a message: not long, and without what stands before an @, which may be a secret in the wrong place.</summary>
    public static string Shown(string text)
    {
        var shown = Printable.Escaped(text[(text.LastIndexOf('@') + 1)..]);
        return shown.Length <= 60 ? shown : $"{shown[..60]}…";
    }

    private static (string Host, int? Port) SplitPort(string text)
    {
        var colon = text.LastIndexOf(':');
        var isAddress = text.IndexOf(':', StringComparison.Ordinal) != colon && !text.StartsWith('[');
        if (colon < text.LastIndexOf(']') || colon < 0 || isAddress)
            return (text, null);
        return int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is >= 1 and <= 65535
            ? (text[..colon], port)
            : throw new FormatException(Say(
                $"“{Shown(text[(colon + 1)..])}” is no port; a port is a number from 1 to 65535",
                $"“{Shown(text[(colon + 1)..])}”은(는) 포트가 아닙니다. 포트는 1에서 65535까지의 수입니다"));
    }

    private static string UserOf(string escaped)
    {
        var user = Uri.UnescapeDataString(escaped);
        return user.Any(char.IsControl) ? throw new FormatException(Say("the user name in the URI holds a control character", "URI의 사용자 이름에 제어 문자가 있습니다")) : user;
    }
}
