using System.Globalization;
using System.Net;
using System.Net.Sockets;
using static Pabal.Localized;

namespace Pabal.Smtp.Server;

/// <summary>One entry of <see cref="SmtpServerOptions.Listen"/>.</summary>
internal sealed record ListenAddress(string Scheme, IPEndPoint EndPoint)
{
    public bool IsImplicitTls => Scheme == "smtps";

    public static ListenAddress Parse(string text)
    {
        var separator = text.IndexOf("://", StringComparison.Ordinal);
        var colon = text.LastIndexOf(':');
        if (separator > 0 && colon > separator
            && text[..separator].ToLowerInvariant() is "smtp" or "smtps"
            && ParseHost(text[(separator + 3)..colon]) is { } address
            && int.TryParse(text.AsSpan(colon + 1).TrimEnd('/'), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= IPEndPoint.MaxPort)
            return new ListenAddress(text[..separator].ToLowerInvariant(), new IPEndPoint(address, port));
        throw new FormatException(Say($"“{text}” is no address to listen on; write it like smtp://127.0.0.1:2525",
                                      $"“{text}”은(는) 열 수 있는 주소가 아닙니다. smtp://127.0.0.1:2525처럼 쓰십시오"));
    }

    /// <summary>The address with the port it really got.</summary>
    public Uri ToUri(EndPoint bound) => new($"{Scheme}://{bound}");

    private static IPAddress? ParseHost(string host) => host switch
    {
        "localhost" => IPAddress.Loopback,
        "*" => Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any,
        ['[', .. var inner, ']'] => IPAddress.TryParse(inner, out var v6) && v6.AddressFamily == AddressFamily.InterNetworkV6 ? v6 : null,
        _ => host.Count(c => c == '.') == 3 && IPAddress.TryParse(host, out var v4) && v4.AddressFamily == AddressFamily.InterNetwork ? v4 : null,
    };
}
