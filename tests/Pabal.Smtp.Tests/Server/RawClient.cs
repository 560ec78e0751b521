using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Pabal.Smtp.Tests.Server;

/// <summary>A client that sends exactly the octets it is told to, cut as it is told to, and reads whole replies.</summary>
internal sealed class RawClient : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TcpClient tcp;
    private Stream stream;

    private RawClient(TcpClient tcp)
    {
        this.tcp = tcp;
        stream = tcp.GetStream();
    }

    /// <summary>Octets per write; 0 sends all at once.</summary>
    public int Cut { get; init; }

    public Socket Socket => tcp.Client;

    public static async Task<RawClient> ConnectAsync(SmtpServer server, int cut = 0, int listener = 0)
    {
        var tcp = new TcpClient(AddressFamily.InterNetwork) { NoDelay = true };
        await tcp.ConnectAsync(IPAddress.Loopback, server.EndPoints[listener].Port, TestContext.Current.CancellationToken);
        return new RawClient(tcp) { Cut = cut };
    }

    /// <summary>Connected, greeted and past EHLO.</summary>
    public static async Task<RawClient> HelloAsync(SmtpServer server, int cut = 0)
    {
        var client = await ConnectAsync(server, cut);
        await client.ExpectAsync("220");
        await client.SayAsync("EHLO client.test", "250");
        return client;
    }

    public Task SendAsync(string octets) => SendAsync(Encoding.Latin1.GetBytes(octets));

    public async Task SendAsync(ReadOnlyMemory<byte> octets)
    {
        var size = Cut == 0 ? octets.Length : Cut;
        for (var i = 0; i < octets.Length; i += size)
            await stream.WriteAsync(octets.Slice(i, Math.Min(size, octets.Length - i)), TestContext.Current.CancellationToken);
    }

    /// <summary>Sends a line and returns the whole reply, which must begin as expected.</summary>
    public async Task<string> SayAsync(string line, string expected)
    {
        await SendAsync(line + "\r\n");
        return await ExpectAsync(expected, line);
    }

    public async Task<string> ExpectAsync(string expected, string after = "")
    {
        var reply = await ReadReplyAsync();
        Assert.True(reply is not null && reply.Split("\r\n")[^1].StartsWith(expected, StringComparison.Ordinal),
            $"after “{after}” expected “{expected}” but got “{reply ?? "end of stream"}”");
        return reply!;
    }

    public async Task ExpectEndAsync() => Assert.Null(await ReadReplyAsync());

    /// <summary>All lines of a reply, or null when the server has closed.</summary>
    public async Task<string?> ReadReplyAsync()
    {
        var lines = new List<string>();
        while (true)
        {
            if (await ReadLineAsync() is not { } line)
                return lines.Count == 0 ? null : throw new InvalidDataException($"closed within a reply: {lines[0]}");
            lines.Add(line);
            if (line.Length < 4 || line[3] != '-')
                return string.Join("\r\n", lines);
        }
    }

    public async Task StartTlsAsync(X509Certificate2 pinned)
    {
        var tls = new SslStream(stream, leaveInnerStreamOpen: false);
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "localhost",
            RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate!.GetRawCertData().AsSpan().SequenceEqual(pinned.RawData),
        }, TestContext.Current.CancellationToken);
        stream = tls;
    }

    /// <summary>A reset instead of an orderly end.</summary>
    public void Reset()
    {
        Socket.LingerState = new LingerOption(enable: true, seconds: 0);
        Socket.Close();
    }

    public async ValueTask DisposeAsync()
    {
        await stream.DisposeAsync();
        tcp.Dispose();
    }

    private async Task<string?> ReadLineAsync()
    {
        var line = new StringBuilder();
        var octet = new byte[1];
        while (true)
        {
            int read;
            try
            {
                read = await stream.ReadAsync(octet, TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience, TestContext.Current.CancellationToken);
            }
            catch (IOException)
            {
                read = 0;
            }
            if (read == 0)
                return line.Length == 0 ? null : throw new InvalidDataException($"closed within a line: {line}");
            line.Append((char)octet[0]);
            if (line is [.., '\r', '\n'])
                return line.ToString(0, line.Length - 2);
        }
    }
}
