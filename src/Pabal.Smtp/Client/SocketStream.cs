using System.Net;
using System.Net.Sockets;

namespace Pabal.Smtp.Client;

/// <summary>The socket's stream. It remembers the first octets received, by which one sees that one side speaks TLS and the other does not.</summary>
/// <param name="socket">The connected socket.</param>
/// <param name="isProxied">True if the other end is a proxy and not the server.</param>
internal sealed class SocketStream(Socket socket, bool isProxied) : NetworkStream(socket, ownsSocket: true)
{
    private readonly byte[] first = new byte[64];
    private int count;

    /// <summary>Both ends, kept because a connection that was reset no longer knows them.</summary>
    public EndPoint Remote { get; } = socket.RemoteEndPoint!;

    public EndPoint Local { get; } = socket.LocalEndPoint!;

    /// <summary>True if nothing leaves this machine. A proxy on it is no sign of that.</summary>
    public bool IsLocal => !isProxied && (Remote is not IPEndPoint { Address: var address } || IPAddress.IsLoopback(address));

    public ReadOnlySpan<byte> FirstOctets => first.AsSpan(0, count);

    /// <summary>A TLS record where a greeting was due: an alert or a handshake of SSL 3 or later (RFC 8446 5.1).</summary>
    public bool StartsWithTls => FirstOctets is [0x15 or 0x16] or [0x15 or 0x16, 3, ..];

    /// <summary>A reply in clear where a TLS record was due.</summary>
    public bool StartsWithReply => FirstOctets is [>= (byte)'2' and <= (byte)'5', >= (byte)'0' and <= (byte)'9', >= (byte)'0' and <= (byte)'9', (byte)' ' or (byte)'-', ..];

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        count == first.Length ? base.ReadAsync(buffer, cancellationToken) : ReadFirstAsync(buffer, cancellationToken);

    private async ValueTask<int> ReadFirstAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var read = await base.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        var kept = Math.Min(read, first.Length - count);
        buffer.Span[..kept].CopyTo(first.AsSpan(count));
        count += kept;
        return read;
    }
}
