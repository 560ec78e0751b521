using System.Net.Sockets;
using Pabal.Smtp.Diagnostics;
using static Pabal.Localized;

namespace Pabal.Smtp.Client;

/// <summary>The way through a proxy, once it is connected to. Not one octet more is read than is the proxy's: what follows is the server's.</summary>
internal static class Tunnel
{
    public static async Task OpenAsync(Socket socket, SmtpProxy proxy, SmtpClientOptions options, CancellationToken cancellationToken)
    {
        try
        {
            await (proxy.Kind == SmtpProxyKind.Socks5
                ? SocksTunnel.OpenAsync(socket, proxy.Credentials, options.Host, options.Port, cancellationToken)
                : HttpTunnel.OpenAsync(socket, proxy.Credentials, options.Host, options.Port, cancellationToken)).ConfigureAwait(false);
        }
        catch (ProxyException error)
        {
            var failure = error.Symptom switch
            {
                Symptom.ProxyLogin => SmtpFailure.Authentication,
                Symptom.ProxyBroken => SmtpFailure.Protocol,
                _ => SmtpFailure.Unreachable,
            };
            throw Verdict.Failure(proxy.Host, SmtpStage.Connect, failure, Say($"the proxy {proxy}: {error.Message}", $"프록시 {proxy}: {error.Message}"), inner: error);
        }
    }

    /// <summary>Fills the buffer; a proxy that closes before has reached nobody.</summary>
    public static async ValueTask ReadAsync(Socket socket, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (!buffer.IsEmpty)
        {
            var read = await socket.ReceiveAsync(buffer, cancellationToken).ConfigureAwait(false);
            if (read == 0)
                throw new ProxyException(Symptom.ProxyUnreachable, Say("it closed the connection", "연결을 끊었습니다"));
            buffer = buffer[read..];
        }
    }

    /// <summary>Sends all of it.</summary>
    public static async ValueTask SendAsync(Socket socket, ReadOnlyMemory<byte> octets, CancellationToken cancellationToken)
    {
        while (!octets.IsEmpty)
            octets = octets[await socket.SendAsync(octets, cancellationToken).ConfigureAwait(false)..];
    }
}
