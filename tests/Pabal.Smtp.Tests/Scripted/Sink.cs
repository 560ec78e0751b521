using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Pabal.Smtp.Tests.Scripted;

/// <summary>A server that takes everything, with PIPELINING and CHUNKING, as fast as it comes.</summary>
internal sealed class Sink : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly Task serving;

    public Sink()
    {
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        serving = ServeAsync();
    }

    public int Port { get; }

    public string Extensions { get; init; } = "250-PIPELINING\r\n250-CHUNKING\r\n";

    /// <summary>Makes each reply longer.</summary>
    public string Padding { get; init; } = "";

    /// <summary>Every command line.</summary>
    public ConcurrentQueue<string> Commands { get; } = [];

    /// <summary>Every content as it was on the wire: with its dots, or chunk by chunk.</summary>
    public ConcurrentQueue<string> Contents { get; } = [];

    /// <summary>The most replies that were owed at once.</summary>
    public int MostOwed { get; private set; }

    public SmtpClientOptions Options => new() { Host = "127.0.0.1", Port = Port, Tls = TlsMode.None, HelloName = "client.test" };

    public async ValueTask DisposeAsync()
    {
        listener.Stop();
        await serving;
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync();
                client.NoDelay = true;
                await TalkAsync(client.GetStream());
            }
        }
        catch (Exception error) when (error is SocketException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            // Over.
        }
    }

    private async Task TalkAsync(NetworkStream stream)
    {
        var buffer = new byte[256 * 1024];
        var (held, inContent) = (0, false);
        var replies = new StringBuilder("220 sink\r\n");
        while (true)
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(replies.ToString()));
            replies.Clear();
            var read = await stream.ReadAsync(buffer.AsMemory(held));
            if (read == 0)
                return;
            held += read;
            var (at, owed) = (0, 0);
            while (Next(buffer.AsSpan(at, held - at), ref inContent, replies) is > 0 and var taken)
            {
                at += taken;
                MostOwed = Math.Max(MostOwed, ++owed);
            }
            buffer.AsSpan(at, held - at).CopyTo(buffer);
            held -= at;
        }
    }

    // How many octets make up the next command or content; 0 when it is not all there.
    private int Next(ReadOnlySpan<byte> octets, ref bool inContent, StringBuilder replies)
    {
        if (inContent)
        {
            var end = octets.IndexOf("\r\n.\r\n"u8);
            if (end < 0)
                return 0;
            inContent = false;
            Contents.Enqueue(Encoding.Latin1.GetString(octets[..(end + 5)]));
            replies.Append("250 queued\r\n");
            return end + 5;
        }
        var newline = octets.IndexOf((byte)'\n');
        if (newline < 0)
            return 0;
        var line = Encoding.Latin1.GetString(octets[..newline]).TrimEnd('\r');
        var size = newline + 1;
        if (line.Split(' ') is ["BDAT", var octetCount, ..])
            size += int.Parse(octetCount, CultureInfo.InvariantCulture);
        if (size > octets.Length)
            return 0;
        Commands.Enqueue(line);
        if (size > newline + 1)
            Contents.Enqueue(Encoding.Latin1.GetString(octets[(newline + 1)..size]));
        inContent = line.Equals("DATA", StringComparison.OrdinalIgnoreCase);
        replies.Append(inContent ? "354 go\r\n" : line.StartsWith("EHLO", StringComparison.OrdinalIgnoreCase) ? $"250-sink\r\n{Extensions}250 8BITMIME\r\n"
            : line.Equals("QUIT", StringComparison.OrdinalIgnoreCase) ? "221 bye\r\n" : $"250 ok{Padding}\r\n");
        return size;
    }
}
