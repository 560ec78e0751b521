using System.Globalization;
using System.Net;
using Pabal.Smtp.Wire;
using static Pabal.Localized;

namespace Pabal.Smtp.Client;

/// <summary>A server written in one line: <c>smtp://[user@]host[:port]</c>, <c>smtps://…</c> or a provider's name, with <c>?tls=</c>, <c>?name=</c> and <c>?auth=</c>.
/// Whatever is wrong is told with the way to write it right; a password is never repeated.</summary>
internal static class ServerUri
{
    private static readonly string[] Mechanisms = ["plain", "login", "cram-md5", "scram-sha-256", "xoauth2", "oauthbearer"];

    public static SmtpClientOptions Parse(string server)
    {
        var text = server.Trim();
        var scheme = text.IndexOf("://", StringComparison.Ordinal);
        var rest = scheme < 0 ? text : text[(scheme + 3)..];
        // Before anything is taken apart: whatever the password holds, no piece of it may get into a message.
        if (rest.LastIndexOf('@') is var at and >= 0 && rest.AsSpan(0, at).Contains(':'))
            throw new FormatException(Say(
                "a password has no place in the server's URI; write user@host and give the password apart",
                "서버 URI에는 암호를 쓸 수 없습니다. 사용자@호스트만 쓰고 암호는 따로 주십시오"));
        var mark = rest.IndexOf('?', StringComparison.Ordinal);
        var (address, query) = mark < 0 ? (rest, "") : (rest[..mark], rest[(mark + 1)..]);
        var options = scheme < 0 ? Provider(address) : Address(text[..scheme].ToLowerInvariant(), address);
        return WithQuery(options, query);
    }

    /// <summary>A host as it is kept: a domain name in A-labels, or an IP address without brackets. Null if it is neither.</summary>
    public static string? ToHost(string host)
    {
        var bare = host is ['[', .. var inside, ']'] ? inside : host;
        return bare.Contains(':', StringComparison.Ordinal)
            ? IPAddress.TryParse(bare, out var address) ? address.ToString() : null
            : DomainNames.ToAscii(bare.EndsWith('.') ? bare[..^1] : bare);
    }

    public static string Print(SmtpClientOptions options)
    {
        var host = options.Host.Contains(':', StringComparison.Ordinal) ? $"[{options.Host}]" : options.Host;
        return string.Create(CultureInfo.InvariantCulture, $"{(options.Tls == TlsMode.Implicit ? "smtps" : "smtp")}://{host}:{options.Port}");
    }

    private static SmtpClientOptions Provider(string name) => Providers.Find(name) is { } provider
        ? new SmtpClientOptions { Host = provider.Host, Port = provider.Port, Tls = provider.Tls }
        : throw new FormatException(Say(
            $"“{Shown(name)}” is no provider known here; write a server as smtp://host:port or smtps://host",
            $"“{Shown(name)}”은(는) 아는 메일 서비스가 아닙니다. 서버는 smtp://호스트:포트 또는 smtps://호스트로 쓰십시오"));

    private static SmtpClientOptions Address(string scheme, string address)
    {
        if (scheme is not ("smtp" or "smtps"))
            throw new FormatException(Say(
                $"“{Shown(scheme)}://” is unknown; write smtp:// (STARTTLS, port 587) or smtps:// (TLS from the first octet, port 465)",
                $"“{Shown(scheme)}://”은(는) 모르는 방식입니다. smtp://(STARTTLS, 587번 포트)나 smtps://(처음부터 TLS, 465번 포트)를 쓰십시오"));
        var at = address.LastIndexOf('@');
        var (written, port) = SplitPort(address[(at + 1)..].TrimEnd('/'));
        var host = written.Contains(':', StringComparison.Ordinal) && !written.StartsWith('[') ? null : ToHost(written);
        return new SmtpClientOptions
        {
            Host = host ?? throw new FormatException(Say(
                $"“{Shown(written)}” is no host; write smtp://mail.example.com, or smtp://[2001:db8::1] for IPv6",
                $"“{Shown(written)}”은(는) 호스트가 아닙니다. smtp://mail.example.com처럼, IPv6는 smtp://[2001:db8::1]처럼 쓰십시오")),
            Port = port ?? (scheme == "smtps" ? 465 : 587),
            Tls = scheme == "smtps" ? TlsMode.Implicit : IsLoopback(host) ? TlsMode.Opportunistic : TlsMode.Required,
            User = at > 0 ? User(address[..at]) : null,
        };
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

    private static string User(string escaped)
    {
        var user = Uri.UnescapeDataString(escaped);
        return user.Any(char.IsControl) ? throw new FormatException(Say("the user name in the URI holds a control character", "URI의 사용자 이름에 제어 문자가 있습니다")) : user;
    }

    private static bool IsLoopback(string? host) =>
        "localhost".Equals(host, StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    private static SmtpClientOptions WithQuery(SmtpClientOptions options, string query)
    {
        var seen = new HashSet<string>();
        foreach (var pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            var (key, value) = equals < 0 ? (pair, "") : (pair[..equals], Uri.UnescapeDataString(pair[(equals + 1)..]));
            if (!seen.Add(key))
                throw new FormatException(Say($"“{Shown(key)}” is given twice", $"“{Shown(key)}”이(가) 두 번 나옵니다"));
            options = key switch
            {
                "tls" => options with { Tls = Tls(options.Tls, value) },
                "name" => options with { HelloName = Name(value) },
                "auth" => options with { Mechanism = Mechanism(value) },
                _ => throw new FormatException(Say(
                    $"“{Shown(key)}” is unknown; after ? there may be tls=, name= and auth=",
                    $"“{Shown(key)}”은(는) 모르는 항목입니다. ? 뒤에는 tls=, name=, auth=를 쓸 수 있습니다")),
            };
        }
        return options;
    }

    private static TlsMode Tls(TlsMode scheme, string value) => (scheme, value) switch
    {
        (TlsMode.Implicit, "required") => TlsMode.Implicit,
        (TlsMode.Implicit, _) => throw Unfit("tls", value, Say(
            "required, for smtps:// is TLS from the first octet; write smtp:// for anything else",
            "required뿐입니다. smtps://는 처음부터 TLS이므로 다른 것은 smtp://로 쓰십시오")),
        (_, "required") => TlsMode.Required,
        (_, "opportunistic") => TlsMode.Opportunistic,
        (_, "none") => TlsMode.None,
        _ => throw Unfit("tls", value, "required, opportunistic, none"),
    };

    private static string Name(string value) => DomainNames.ToHelloName(value)
        ?? throw Unfit("name", value, Say("a domain name, or an address such as [192.0.2.1]", "도메인 이름이나 [192.0.2.1] 같은 주소"));

    private static string Mechanism(string value) => Mechanisms.Contains(value, StringComparer.OrdinalIgnoreCase)
        ? value.ToUpperInvariant()
        : throw Unfit("auth", value, string.Join(", ", Mechanisms));

    private static FormatException Unfit(string key, string value, string allowed) =>
        new(Say($"{key}= can't be “{Shown(value)}”; it is {allowed}", $"{key}=에는 “{Shown(value)}”을(를) 쓸 수 없습니다. 쓸 수 있는 값: {allowed}"));

    // Anything before an @ may be a secret in the wrong place.
    private static string Shown(string text)
    {
        var shown = Printable.Escaped(text[(text.LastIndexOf('@') + 1)..]);
        return shown.Length <= 60 ? shown : $"{shown[..60]}…";
    }
}
