using System.Globalization;
using System.Net;
using System.Net.Sockets;
using static Pabal.Localized;

namespace Pabal.Smtp.Server;

/// <summary>One entry of <see cref="SmtpServerOptions.Listen"/>.</summary>
internal sealed record ListenAddress(string Scheme, EndPoint EndPoint)
{
    private const string Unix = "+unix";

    public bool IsImplicitTls => Scheme == "smtps";

    public bool IsLmtp => Scheme.StartsWith("lmtp", StringComparison.Ordinal);

    public bool IsUnix => Scheme.EndsWith(Unix, StringComparison.Ordinal);

    /// <summary>Throws <see cref="FormatException"/> if it is none.</summary>
    public static ListenAddress Parse(string text)
    {
        var separator = text.IndexOf("://", StringComparison.Ordinal);
        var scheme = separator > 0 ? text[..separator].ToLowerInvariant() : "";
        var rest = separator > 0 ? text[(separator + 3)..] : "";
        EndPoint? endPoint = scheme switch
        {
            "smtp" or "smtps" or "lmtp" => ParseIP(rest),
            "smtp+unix" or "lmtp+unix" => ParsePath(rest),
            _ => null,
        };
        return endPoint is not null
            ? new ListenAddress(scheme, endPoint)
            : throw new FormatException(Say($"“{text}” is no address to listen on; write it like smtp://127.0.0.1:2525 or lmtp+unix:///run/lmtp.sock",
                                            $"“{text}”은(는) 열 수 있는 주소가 아닙니다. smtp://127.0.0.1:2525나 lmtp+unix:///run/lmtp.sock처럼 쓰십시오"));
    }

    /// <summary>The address with the port it really got.</summary>
    public Uri ToUri(EndPoint bound) => new($"{Scheme}://{(IsUnix ? EndPoint : bound)}");

    private static IPEndPoint? ParseIP(string text)
    {
        var colon = text.LastIndexOf(':');
        return colon > 0 && ParseHost(text[..colon]) is { } address
            && int.TryParse(text.AsSpan(colon + 1).TrimEnd('/'), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= IPEndPoint.MaxPort
            ? new IPEndPoint(address, port)
            : null;
    }

    private static UnixDomainSocketEndPoint? ParsePath(string path)
    {
        try
        {
            return path is ['/', .., not '/'] && !path.Contains('\0') ? new UnixDomainSocketEndPoint(path) : null;
        }
        catch (Exception error) when (error is ArgumentOutOfRangeException or PlatformNotSupportedException)
        {
            // Longer than the system takes, or a system that has none.
            return null;
        }
    }

    private static IPAddress? ParseHost(string host) => host switch
    {
        "localhost" => IPAddress.Loopback,
        "*" => Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any,
        ['[', .. var inner, ']'] => IPAddress.TryParse(inner, out var v6) && v6.AddressFamily == AddressFamily.InterNetworkV6 ? v6 : null,
        _ => host.Count(c => c == '.') == 3 && IPAddress.TryParse(host, out var v4) && v4.AddressFamily == AddressFamily.InterNetwork ? v4 : null,
    };
}
