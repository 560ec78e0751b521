using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Pabal.Smtp.Diagnostics;
using Pabal.Smtp.Wire;
using static Pabal.Localized;

namespace Pabal.Smtp.Client;

/// <summary>The CONNECT method (RFC 9110 9.3.6), with Basic authentication if there are credentials.</summary>
internal static class HttpTunnel
{
    private const int MaxHead = 16 * 1024;
    private const int MaxShown = 100;
    private const int LoginRequired = 407;

    public static async Task OpenAsync(Socket socket, SmtpCredentials? credentials, string host, int port, CancellationToken cancellationToken)
    {
        var target = string.Create(CultureInfo.InvariantCulture, $"{ServerAuthority.Bracketed(host)}:{port}");
        var login = credentials is null ? null : Convert.ToBase64String(Encoding.UTF8.GetBytes($"{credentials.User}:{credentials.Secret}"));
        var authorization = login is null ? "" : $"Proxy-Authorization: Basic {login}\r\n";
        await Tunnel.SendAsync(socket, Encoding.ASCII.GetBytes($"CONNECT {target} HTTP/1.1\r\nHost: {target}\r\n{authorization}\r\n"), cancellationToken).ConfigureAwait(false);

        var line = await StatusLineAsync(socket, cancellationToken).ConfigureAwait(false);
        if (!line.StartsWith("HTTP/1.", StringComparison.Ordinal) || line.Split(' ') is not [_, { Length: 3 } digits, ..]
            || !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var status))
            throw Broken();
        if (status / 100 != 2)
            throw new ProxyException(status == LoginRequired ? Symptom.ProxyLogin : Symptom.ProxyRefused,
                Say($"no connection to {target}: {Shown(line, login, credentials?.Secret)}", $"{target}에 연결하지 못했습니다: {Shown(line, login, credentials?.Secret)}"));
    }

    // Octet by octet, since the server's first words may follow at once. The other header fields mean nothing for a tunnel.
    private static async Task<string> StatusLineAsync(Socket socket, CancellationToken cancellationToken)
    {
        var octet = new byte[1];
        var head = new MemoryStream();
        string? first = null;
        for (var lineLength = 0; head.Length < MaxHead;)
        {
            await Tunnel.ReadAsync(socket, octet, cancellationToken).ConfigureAwait(false);
            head.WriteByte(octet[0]);
            if (octet[0] != '\n')
            {
                lineLength += octet[0] == '\r' ? 0 : 1;
                continue;
            }
            first ??= Printable.Decode(head.GetBuffer().AsSpan(0, (int)head.Length)).TrimEnd();
            if (lineLength == 0)
                return first;
            lineLength = 0;
        }
        throw Broken();
    }

    // A proxy may say back what it heard.
    private static string Shown(string line, string? login, string? secret)
    {
        foreach (var hidden in new[] { login, secret })
            line = hidden is null ? line : line.Replace(hidden, TranscriptLine.Redacted, StringComparison.Ordinal);
        return Printable.Spaced(line.Length <= MaxShown ? line : line[..MaxShown]);
    }

    private static ProxyException Broken() => new(Symptom.ProxyBroken, Say("what it says is not HTTP", "HTTP가 아닌 응답입니다"));
}
