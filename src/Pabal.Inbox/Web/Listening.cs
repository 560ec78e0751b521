using System.Globalization;
using System.Net;
using System.Net.Sockets;
using static Pabal.Localized;

namespace Pabal.Inbox.Web;

/// <summary>An address to listen on, as it is written.</summary>
internal static class Listening
{
    /// <summary>Reads <c>HOST:PORT</c>. Throws <see cref="FormatException"/>.</summary>
    public static IPEndPoint Parse(string text)
    {
        var colon = text.LastIndexOf(':');
        if (colon > 0 && Host(text[..colon]) is { } address
            && int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= IPEndPoint.MaxPort)
            return new IPEndPoint(address, port);
        throw new FormatException(Say($"“{text}” is no address to listen on; write it like 127.0.0.1:8025", $"“{text}”은(는) 열 수 있는 주소가 아닙니다. 127.0.0.1:8025처럼 쓰십시오"));
    }

    private static IPAddress? Host(string host) => host switch
    {
        "localhost" => IPAddress.Loopback,
        "*" => Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any,
        ['[', .. var inner, ']'] => IPAddress.TryParse(inner, out var v6) && v6.AddressFamily == AddressFamily.InterNetworkV6 ? v6 : null,
        _ => host.Count(c => c == '.') == 3 && IPAddress.TryParse(host, out var v4) && v4.AddressFamily == AddressFamily.InterNetwork ? v4 : null,
    };
}
