using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Pabal.Smtp.Diagnostics;
using static Pabal.Localized;

namespace Pabal.Smtp.Client;

/// <summary>SOCKS 5 (RFC 1928) as a client, with name and password (RFC 1929) if there are any. Names are left to the proxy to look up.</summary>
internal static class SocksTunnel
{
    private const byte Version = 5;
    private const byte Connect = 1;
    private const byte NoLogin = 0;
    private const byte Password = 2;
    private const byte IPv4 = 1;
    private const byte Name = 3;
    private const byte IPv6 = 4;

    public static async Task OpenAsync(Socket socket, SmtpCredentials? credentials, string host, int port, CancellationToken cancellationToken)
    {
        byte[] methods = credentials is null ? [NoLogin] : [NoLogin, Password];
        await Tunnel.SendAsync(socket, (byte[])[Version, (byte)methods.Length, .. methods], cancellationToken).ConfigureAwait(false);
        var method = await AnswerAsync(socket, Version, cancellationToken).ConfigureAwait(false);
        if (method == Password && credentials is not null)
            await LogInAsync(socket, credentials, cancellationToken).ConfigureAwait(false);
        else if (method != NoLogin)
            throw new ProxyException(Symptom.ProxyLogin, credentials is null
                ? Say("it wants a login", "로그인이 필요합니다")
                : Say("it takes no login with a password", "비밀번호로 로그인할 수 없습니다"));

        var portOctets = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(portOctets, (ushort)port);
        await Tunnel.SendAsync(socket, (byte[])[Version, Connect, 0, .. Destination(host), .. portOctets], cancellationToken).ConfigureAwait(false);
        var result = await AnswerAsync(socket, Version, cancellationToken).ConfigureAwait(false);
        if (result != 0)
            throw new ProxyException(Symptom.ProxyRefused, Say($"no connection to {host}:{port}: {Reason(result)}", $"{host}:{port}에 연결하지 못했습니다. {Reason(result)}"));
        await SkipAddressAsync(socket, cancellationToken).ConfigureAwait(false);
    }

    private static async Task LogInAsync(Socket socket, SmtpCredentials credentials, CancellationToken cancellationToken)
    {
        const byte version = 1;
        var (user, password) = (Encoding.UTF8.GetBytes(credentials.User), Encoding.UTF8.GetBytes(credentials.Secret));
        await Tunnel.SendAsync(socket, (byte[])[version, (byte)user.Length, .. user, (byte)password.Length, .. password], cancellationToken).ConfigureAwait(false);
        if (await AnswerAsync(socket, version, cancellationToken).ConfigureAwait(false) != 0)
            throw new ProxyException(Symptom.ProxyLogin, Say("it refused the login", "로그인을 거부했습니다"));
    }

    // Every answer begins with a version and goes on with what counts.
    private static async Task<byte> AnswerAsync(Socket socket, byte version, CancellationToken cancellationToken)
    {
        var answer = new byte[2];
        await Tunnel.ReadAsync(socket, answer, cancellationToken).ConfigureAwait(false);
        return answer[0] == version ? answer[1] : throw Broken();
    }

    // The address the proxy connects from, of no use here.
    private static async Task SkipAddressAsync(Socket socket, CancellationToken cancellationToken)
    {
        const int portLength = 2;
        var head = new byte[3];
        await Tunnel.ReadAsync(socket, head, cancellationToken).ConfigureAwait(false);
        // Its second octet is the kind; a name's length is the third, which any other has as its first octet.
        var rest = head[1] switch
        {
            IPv4 => 4 - 1,
            IPv6 => 16 - 1,
            Name => head[2],
            _ => throw Broken(),
        };
        await Tunnel.ReadAsync(socket, new byte[rest + portLength], cancellationToken).ConfigureAwait(false);
    }

    private static byte[] Destination(string host)
    {
        if (!IPAddress.TryParse(host, out var address))
            return [Name, (byte)host.Length, .. Encoding.ASCII.GetBytes(host)];
        return [address.AddressFamily == AddressFamily.InterNetwork ? IPv4 : IPv6, .. address.GetAddressBytes()];
    }

    private static string Reason(byte code) => code switch
    {
        2 => Say("its rules do not allow it", "규칙에서 허용하지 않습니다"),
        3 => Say("no way to that network", "그 네트워크로 갈 수 없습니다"),
        4 => Say("no way to that host", "그 호스트로 갈 수 없습니다"),
        5 => Say("refused there", "상대가 거부했습니다"),
        6 => Say("no answer in time", "제때 응답이 없습니다"),
        7 or 8 => Say("it can't make such connections", "그런 연결을 지원하지 않습니다"),
        _ => Say($"failure {code}", $"오류 {code}"),
    };

    private static ProxyException Broken() => new(Symptom.ProxyBroken, Say("what it says is not SOCKS 5", "SOCKS 5가 아닌 응답입니다"));
}
