using System.Net.Security;
using System.Runtime.InteropServices;
using System.Security.Authentication;
using System.Security.Authentication.ExtendedProtection;
using System.Text;

namespace Pabal.Smtp.Sasl;

/// <summary>What ties a login to the TLS connection it is made over (RFC 5929), so that somebody in the middle can't pass it on over another.</summary>
/// <remarks>
/// For TLS 1.3 RFC 9266 has tls-exporter, for which .NET gives no access to the connection's keys; tls-server-end-point, the hash of the
/// server's certificate, is what remains there. For TLS 1.2 it is tls-unique, which RFC 5802 6 demands of everyone.
/// </remarks>
/// <param name="Type">The registered name.</param>
/// <param name="Data">The octets that both sides see.</param>
internal sealed record TlsBinding(string Type, byte[] Data)
{
    private const int HeaderLength = 32; // SEC_CHANNEL_BINDINGS, before the data on every platform

    /// <summary>The binding of this connection; null where the platform gives none.</summary>
    public static TlsBinding? Of(SslStream? tls) => tls is null ? null
        : (tls.SslProtocol == SslProtocols.Tls12 ? Read(tls, ChannelBindingKind.Unique) : null) ?? Read(tls, ChannelBindingKind.Endpoint);

    private static TlsBinding? Read(SslStream tls, ChannelBindingKind kind)
    {
        try
        {
            using var token = tls.TransportContext.GetChannelBinding(kind);
            if (token is not { IsInvalid: false, Size: > HeaderLength })
                return null;
            var octets = new byte[token.Size - HeaderLength];
            Marshal.Copy(token.DangerousGetHandle() + HeaderLength, octets, 0, octets.Length);
            // The type stands before the data: tls-unique:…
            var colon = octets.AsSpan().IndexOf((byte)':');
            return colon > 0 && colon + 1 < octets.Length ? new TlsBinding(Encoding.ASCII.GetString(octets, 0, colon), octets[(colon + 1)..]) : null;
        }
        catch (Exception error) when (error is NotSupportedException or PlatformNotSupportedException or ArgumentException)
        {
            return null;
        }
    }
}
