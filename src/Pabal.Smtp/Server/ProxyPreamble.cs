using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Pabal.Smtp.Server;

/// <summary>
/// Reads the header by which a proxy tells for whom it connects (PROXY protocol, versions 1 and 2), and not an octet of what follows it, which may be a TLS handshake.
/// Throws <see cref="InvalidDataException"/> for anything else.
/// </summary>
internal static class ProxyPreamble
{
    private const int MaxLine = 107;
    private const int MaxBinary = 2048;   // addresses are 36 octets, or 216 for files; the rest are extensions
    private static readonly byte[] Signature = [.. "\r\n\r\n\0\r\nQUIT\n"u8];

    /// <summary>Both ends as the proxy has seen them; null where it speaks for itself, or does not know.</summary>
    public static async Task<(IPEndPoint Source, IPEndPoint Destination)?> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var header = new byte[MaxBinary];
        await FillAsync(stream, header.AsMemory(0, 6), cancellationToken).ConfigureAwait(false);
        return header.AsSpan(0, 6).SequenceEqual("PROXY "u8)
            ? ParseLine(await ReadLineAsync(stream, header, 6, cancellationToken).ConfigureAwait(false))
            : await ReadBinaryAsync(stream, header, 6, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<string> ReadLineAsync(Stream stream, byte[] header, int length, CancellationToken cancellationToken)
    {
        while (!header.AsSpan(0, length).EndsWith("\r\n"u8))
        {
            if (length == MaxLine)
                throw Malformed();
            await FillAsync(stream, header.AsMemory(length++, 1), cancellationToken).ConfigureAwait(false);
        }
        return Encoding.ASCII.GetString(header, 0, length - 2);
    }

    private static (IPEndPoint, IPEndPoint)? ParseLine(string line)
    {
        switch (line.Split(' '))
        {
            case ["PROXY", "UNKNOWN", ..]:
                return null;
            case ["PROXY", "TCP4" or "TCP6", var from, var to, var fromPort, var toPort]:
                var family = line[9] == '4' ? AddressFamily.InterNetwork : AddressFamily.InterNetworkV6;
                return (ParseEnd(family, from, fromPort), ParseEnd(family, to, toPort));
            default:
                throw Malformed();
        }
    }

    private static IPEndPoint ParseEnd(AddressFamily family, string address, string port) =>
        IPAddress.TryParse(address, out var ip) && ip.AddressFamily == family && (family == AddressFamily.InterNetworkV6 || ip.ToString() == address)
        && ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new IPEndPoint(ip, number)
            : throw Malformed();

    private static async Task<(IPEndPoint, IPEndPoint)?> ReadBinaryAsync(Stream stream, byte[] header, int length, CancellationToken cancellationToken)
    {
        await FillAsync(stream, header.AsMemory(length, 16 - length), cancellationToken).ConfigureAwait(false);
        var size = BinaryPrimitives.ReadUInt16BigEndian(header.AsSpan(14));
        if (!header.AsSpan(0, 12).SequenceEqual(Signature) || header[12] is not (0x20 or 0x21) || size > MaxBinary - 16)
            throw Malformed();
        await FillAsync(stream, header.AsMemory(16, size), cancellationToken).ConfigureAwait(false);
        return header[12] == 0x20 ? null : ParseBinary(header[13], header.AsSpan(16, size));
    }

    private static (IPEndPoint, IPEndPoint)? ParseBinary(byte family, ReadOnlySpan<byte> rest)
    {
        var width = family switch { 0x11 => 4, 0x21 => 16, _ => 0 };
        if (width == 0)
            return family is 0 or 0x12 or 0x22 or 0x31 or 0x32 ? null : throw Malformed();
        if (rest.Length < 2 * width + 4)
            throw Malformed();
        var ports = rest[(2 * width)..];
        return (new IPEndPoint(new IPAddress(rest[..width]), BinaryPrimitives.ReadUInt16BigEndian(ports)),
                new IPEndPoint(new IPAddress(rest[width..(2 * width)]), BinaryPrimitives.ReadUInt16BigEndian(ports[2..])));
    }

    private static async Task FillAsync(Stream stream, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            await stream.ReadExactlyAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (EndOfStreamException error)
        {
            throw new InvalidDataException("the connection ended within the header of a proxy", error);
        }
    }

    private static InvalidDataException Malformed() => new("not the header of a proxy");
}
