using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using static Pabal.Localized;

namespace Pabal.Smtp;

/// <summary>
/// The header of the PROXY protocol, by which whoever passes a connection on tells for whom. A server that is set up for it believes it, and one
/// that is not takes it for a wrong command: it is for tests of such servers, and for those who really pass on connections.
/// </summary>
public sealed record ProxyHeader
{
    private const int VersionAndCommand = 0x21; // version 2, PROXY
    private const int Tcp4 = 0x11;
    private const int Tcp6 = 0x21;

    /// <summary>A header of version 1. Throws <see cref="ArgumentException"/> if one end is IPv4 and the other IPv6.</summary>
    public ProxyHeader(IPEndPoint source, IPEndPoint destination)
    {
        if (source.AddressFamily != destination.AddressFamily)
            throw new ArgumentException(Say("both ends are IPv4 or both are IPv6", "양쪽 끝은 둘 다 IPv4이거나 둘 다 IPv6여야 합니다"), nameof(destination));
        (Source, Destination) = (source, destination);
    }

    /// <summary>Who is said to have connected.</summary>
    public IPEndPoint Source { get; }

    /// <summary>Where they are said to have connected to.</summary>
    public IPEndPoint Destination { get; }

    /// <summary>1, a line of text, or 2, binary. Throws <see cref="ArgumentOutOfRangeException"/> for any other.</summary>
    public int Version
    {
        get;
        init => field = value is 1 or 2 ? value : throw new ArgumentOutOfRangeException(nameof(value), Say("there are versions 1 and 2", "버전은 1과 2뿐입니다"));
    } = 1;

    private bool IsIPv4 => Source.AddressFamily == AddressFamily.InterNetwork;

    internal byte[] ToOctets() => Version == 1 ? Line() : Binary();

    private byte[] Line() => Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture,
        $"PROXY {(IsIPv4 ? "TCP4" : "TCP6")} {Plain(Source.Address)} {Plain(Destination.Address)} {Source.Port} {Destination.Port}\r\n"));

    private byte[] Binary()
    {
        byte[] addresses = [.. Source.Address.GetAddressBytes(), .. Destination.Address.GetAddressBytes(), .. BigEndian(Source.Port), .. BigEndian(Destination.Port)];
        return [.. "\r\n\r\n\0\r\nQUIT\n"u8, VersionAndCommand, (byte)(IsIPv4 ? Tcp4 : Tcp6), .. BigEndian(addresses.Length), .. addresses];
    }

    // Without the scope, which means nothing on another machine.
    private static IPAddress Plain(IPAddress address) => new(address.GetAddressBytes());

    private static byte[] BigEndian(int number)
    {
        var octets = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(octets, (ushort)number);
        return octets;
    }
}
