using System.Globalization;
using System.Text;
using Pabal.Smtp.Client;
using static Pabal.Localized;

namespace Pabal.Smtp;

/// <summary>A proxy on the way to the server. It is told the server's name and looks it up itself; it sees who talks to whom, and the mail only where there is no TLS.</summary>
public sealed record SmtpProxy
{
    private const int MaxOctets = 255; // RFC 1929 2

    /// <summary>How one speaks to it.</summary>
    public required SmtpProxyKind Kind { get; init; }

    /// <summary>Host name or IP address. Throws <see cref="ArgumentException"/> for anything else.</summary>
    public required string Host
    {
        get;
        init => field = ServerAuthority.ToHost(value) ?? throw new ArgumentException(Say(
            "a host is a domain name or an IP address",
            "호스트는 도메인 이름이나 IP 주소여야 합니다"), nameof(value));
    }

    /// <summary>The port, 1 to 65535; 1080 for SOCKS and 3128 for HTTP unless set.</summary>
    public int Port
    {
        get => field != 0 ? field : Kind == SmtpProxyKind.Socks5 ? 1080 : 3128;
        init => field = value is >= 1 and <= 65535 ? value : throw new ArgumentOutOfRangeException(nameof(value), Say(
            "a port is a number from 1 to 65535",
            "포트는 1에서 65535까지의 수입니다"));
    }

    /// <summary>The user named in the URI, for whom credentials are still to be found; it logs nobody in by itself.</summary>
    public string? User { get; init; }

    /// <summary>Who logs in to the proxy; both protocols send the password in clear. Throws <see cref="ArgumentException"/> for a token, for an empty
    /// name or password or one of more than 255 octets, and for a name with a colon.</summary>
    public SmtpCredentials? Credentials
    {
        get;
        init => field = value is null || (!value.IsToken && Fits(value.User) && Fits(value.Secret) && !value.User.Contains(':')) ? value
            : throw new ArgumentException(Say(
                "a proxy takes a name without a colon and a password, each of 1 to 255 octets",
                "프록시에는 콜론이 없는 이름과 비밀번호를 각각 1~255바이트로 줍니다"), nameof(value));
    }

    /// <summary>Reads <c>socks5://[user@]host[:port]</c> or <c>http://[user@]host[:port]</c>. Throws <see cref="FormatException"/> saying what is wrong;
    /// a password in the URI is refused and not repeated.</summary>
    public static SmtpProxy Parse(string proxy)
    {
        var (scheme, rest) = ServerAuthority.SplitScheme(proxy.Trim());
        var kind = scheme switch
        {
            "socks5" => SmtpProxyKind.Socks5,
            "http" => SmtpProxyKind.Http,
            _ => throw new FormatException(Say(
                "a proxy is written as socks5://host:1080 or http://host:3128",
                "프록시는 socks5://호스트:1080이나 http://호스트:3128처럼 씁니다")),
        };
        var authority = ServerAuthority.Parse(rest.TrimEnd('/'));
        var read = new SmtpProxy { Kind = kind, Host = authority.Host, User = authority.User };
        return authority.Port is { } port ? read with { Port = port } : read;
    }

    /// <summary>The proxy in short, without a user: <c>socks5://host:port</c>.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{(Kind == SmtpProxyKind.Socks5 ? "socks5" : "http")}://{ServerAuthority.Bracketed(Host)}:{Port}");

    private static bool Fits(string text) => text.Length > 0 && Encoding.UTF8.GetByteCount(text) <= MaxOctets;
}

/// <summary>How one speaks to a proxy.</summary>
public enum SmtpProxyKind
{
    /// <summary>SOCKS 5 (RFC 1928), with name and password (RFC 1929) or without.</summary>
    Socks5,

    /// <summary>The CONNECT method of HTTP (RFC 9110 9.3.6), with Basic authentication (RFC 7617) or without.</summary>
    Http,
}
