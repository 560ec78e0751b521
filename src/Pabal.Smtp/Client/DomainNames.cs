using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Pabal.Smtp.Client;

/// <summary>Host names and address literals: what may stand in EHLO or be looked up, and nothing that could end a command line.</summary>
internal static class DomainNames
{
    private static readonly string[] NotPublic = ["local", "localdomain", "localhost", "lan", "home", "internal", "arpa", "invalid"];

    /// <summary>The name in A-labels (RFC 5890); null if it is no domain name. One label is enough; underscores, which DNS knows, are let through.</summary>
    public static string? ToAscii(string name)
    {
        try
        {
            var ascii = System.Text.Ascii.IsValid(name) ? name : new IdnMapping().GetAscii(name);
            return ascii.Length <= 253 && ascii.Split('.').All(IsLabel) ? ascii : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>An address as it stands in EHLO (RFC 5321 4.1.3).</summary>
    public static string Literal(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : new IPAddress(address.GetAddressBytes());
        return plain.AddressFamily == AddressFamily.InterNetworkV6 ? $"[IPv6:{plain}]" : $"[{plain}]";
    }

    /// <summary>The name for EHLO, or null if the text is neither a domain name nor an address literal.</summary>
    public static string? ToHelloName(string text) => text is ['[', .. var inside, ']']
        ? IPAddress.TryParse(inside.StartsWith("IPv6:", StringComparison.OrdinalIgnoreCase) ? inside[5..] : inside, out var address) ? Literal(address) : null
        : ToAscii(text);

    /// <summary>What to say in EHLO: this machine's name only if it is a full domain name that others could look up, else the address, and where there is none "localhost".</summary>
    public static string HelloName(string machine, EndPoint local)
    {
        var ascii = ToAscii(machine);
        var top = ascii?.LastIndexOf('.') ?? -1;
        return top > 0 && !NotPublic.Contains(ascii![(top + 1)..], StringComparer.OrdinalIgnoreCase) && !IPAddress.TryParse(ascii, out _) ? ascii
            : local is IPEndPoint { Address: var address } ? Literal(address) : "localhost";
    }

    private static bool IsLabel(string label) => label.Length is >= 1 and <= 63 && label[0] != '-' && label[^1] != '-'
        && label.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}
