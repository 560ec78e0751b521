using System.Globalization;
using System.Net;
using static Pabal.Localized;

namespace Pabal.Smtp.Client;

/// <summary>A server written in one line: <c>smtp://[user@]host[:port]</c>, <c>smtps://…</c>, <c>lmtp://…</c>, <c>lmtp+unix:///path</c> or a provider's name, with <c>?tls=</c>, <c>?name=</c> and <c>?auth=</c>.
/// Whatever is wrong is told with the way to write it right; a password is never repeated.</summary>
internal static class ServerUri
{
    private const string UnixScheme = "lmtp+unix";

    private static readonly string[] Mechanisms = ["plain", "login", "cram-md5", "scram-sha-256", "xoauth2", "oauthbearer"];

    public static SmtpClientOptions Parse(string server)
    {
        var (scheme, rest) = ServerAuthority.SplitScheme(server.Trim());
        var mark = rest.IndexOf('?', StringComparison.Ordinal);
        var (address, query) = mark < 0 ? (rest, "") : (rest[..mark], rest[(mark + 1)..]);
        var options = scheme switch
        {
            null => Provider(address),
            UnixScheme => Unix(address),
            _ => Address(scheme, address),
        };
        return AtItsPace(WithQuery(options, query));
    }

    // An address is no provider's, and the list of them need not be made for it.
    private static SmtpClientOptions AtItsPace(SmtpClientOptions options) =>
        !IPAddress.TryParse(options.Host, out _) && Providers.ForHost(options.Host) is { } provider ? options with { Pool = SmtpPoolOptions.For(provider) } : options;

    public static string Print(SmtpClientOptions options) => options.UnixSocketPath is { } path
        ? $"{UnixScheme}://{path.Replace("%", "%25", StringComparison.Ordinal).Replace("?", "%3F", StringComparison.Ordinal)}"
        : string.Create(CultureInfo.InvariantCulture, $"{Scheme(options)}://{ServerAuthority.Bracketed(options.Host)}:{options.Port}");

    private static string Scheme(SmtpClientOptions options) =>
        options.Protocol == SmtpProtocol.Lmtp ? "lmtp" : options.Tls == TlsMode.Implicit ? "smtps" : "smtp";

    private static SmtpClientOptions Provider(string name) => Providers.Find(name) is { } provider
        ? new SmtpClientOptions { Host = provider.Host, Port = provider.Port, Tls = provider.Tls }
        : throw new FormatException(Say(
            $"“{Shown(name)}” is no provider known here; write a server as smtp://host:port or smtps://host",
            $"“{Shown(name)}”은(는) 아는 메일 서비스가 아닙니다. 서버는 smtp://호스트:포트 또는 smtps://호스트로 쓰십시오"));

    private static SmtpClientOptions Address(string scheme, string address)
    {
        if (scheme is not ("smtp" or "smtps" or "lmtp"))
            throw new FormatException(Say(
                $"“{Shown(scheme)}://” is unknown; write smtp:// (STARTTLS, port 587), smtps:// (TLS from the first octet, port 465), lmtp:// or lmtp+unix:///path",
                $"“{Shown(scheme)}://”은(는) 모르는 스킴입니다. smtp://(STARTTLS, 587번 포트), smtps://(처음부터 TLS, 465번 포트), lmtp://, lmtp+unix:///경로 가운데 하나를 쓰십시오"));
        var authority = ServerAuthority.Parse(address.TrimEnd('/'));
        return new SmtpClientOptions
        {
            Protocol = scheme == "lmtp" ? SmtpProtocol.Lmtp : SmtpProtocol.Smtp,
            Host = authority.Host,
            Port = authority.Port ?? (scheme switch { "smtps" => 465, "lmtp" => 24, _ => 587 }),
            Tls = scheme == "smtps" ? TlsMode.Implicit : IsLoopback(authority.Host) ? TlsMode.Opportunistic : TlsMode.Required,
            User = authority.User,
        };
    }

    private static SmtpClientOptions Unix(string escaped)
    {
        var path = Uri.UnescapeDataString(escaped);
        try
        {
            return path.StartsWith('/')
                ? new SmtpClientOptions { Protocol = SmtpProtocol.Lmtp, Host = "localhost", UnixSocketPath = path, Tls = TlsMode.Opportunistic }
                : throw new FormatException(Say("a socket is written with its whole path, as lmtp+unix:///run/lmtp", "소켓은 lmtp+unix:///run/lmtp처럼 전체 경로로 씁니다"));
        }
        catch (ArgumentException error)
        {
            throw new FormatException(error.Message, error);
        }
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

    private static string Shown(string text) => ServerAuthority.Shown(text);
}
