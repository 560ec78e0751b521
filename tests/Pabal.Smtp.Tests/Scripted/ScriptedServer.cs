using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.RegularExpressions;

namespace Pabal.Smtp.Tests.Scripted;

/// <summary>
/// A server on loopback that follows a script, one script for each connection in turn. A line of a script is one of:
/// <code>
/// S: text      says the text and CRLF
/// S~ text      says the text as it is, with \r \n \0 and \xHH undone and no line end added
/// C: text      expects this line; a * at its end stands for anything
/// CONTENT      takes content up to CRLF.CRLF
/// CHUNK        takes BDAT and as many octets as it says; CHUNK LAST the last one
/// OCTETS       takes whatever octets come next
/// TLS          does the server's side of a handshake
/// PAUSE        waits a little
/// MARK         says nothing; <see cref="Marked"/> is done
/// CLOSE        closes;  RESET closes with a TCP reset
/// SILENCE      says nothing more and reads until the client closes;  DEAF does not even read
/// </code>
/// When the script is over QUIT is answered, and anything else is an error. Disposing fails if the client did not keep to the scripts.
/// </summary>
internal sealed partial class ScriptedServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource over = new();
    private readonly TaskCompletionSource mark = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource disposing = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string[] scripts;
    private readonly Task serving;
    private readonly ConcurrentQueue<string> lines = new();
    private readonly ConcurrentQueue<byte[]> contents = new();

    public ScriptedServer(params string[] scripts)
    {
        this.scripts = scripts;
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        serving = ServeAsync();
    }

    public int Port { get; }

    /// <summary>One octet at a time.</summary>
    public bool Drips { get; init; }

    /// <summary>Done when a script has come to its MARK: what was said before has arrived at the client's socket.</summary>
    public Task Marked => mark.Task;

    public X509Certificate2 Certificate { get; init; } = TestCertificates.Server;

    /// <summary>Every line the client sent, content apart.</summary>
    public IEnumerable<string> Heard => lines;

    /// <summary>Each content as it was on the wire, with its last dot.</summary>
    public IReadOnlyList<string> Contents => [.. contents.Select(Encoding.Latin1.GetString)];

    /// <summary>Options that fit: no TLS, short times, a fixed name.</summary>
    public SmtpClientOptions Options => new()
    {
        Host = "127.0.0.1",
        Port = Port,
        Tls = TlsMode.None,
        HelloName = "client.test",
    };

    public async ValueTask DisposeAsync()
    {
        disposing.SetResult();
        over.CancelAfter(TimeSpan.FromSeconds(10));
        listener.Stop();
        await serving;
        over.Dispose();
    }

    private async Task ServeAsync()
    {
        for (var i = 0; i < scripts.Length; i++)
        {
            Socket socket;
            try
            {
                socket = await listener.AcceptSocketAsync(over.Token);
            }
            catch (Exception error) when (error is SocketException or OperationCanceledException or InvalidOperationException)
            {
                throw new InvalidOperationException($"the client connected {i} times, the script has {scripts.Length} connections", error);
            }
            socket.NoDelay = true;
            using var stream = new NetworkStream(socket, ownsSocket: true);
            await new Session(this, socket, stream).PlayAsync(scripts[i]);
        }
    }

    private sealed partial class Session(ScriptedServer server, Socket socket, Stream stream)
    {
        private readonly byte[] buffer = new byte[64 * 1024];
        private int start;
        private int end;

        public async Task PlayAsync(string script)
        {
            var open = true;
            foreach (var step in script.Split('\n').Select(line => line.Trim('\r')).Where(line => line.Trim().Length > 0))
            {
                switch (step)
                {
                    case "CONTENT":
                        await TakeContentAsync();
                        break;
                    case "CHUNK" or "CHUNK LAST":
                        await TakeChunkAsync(isLast: step == "CHUNK LAST");
                        break;
                    case "OCTETS":
                        await FillAsync();
                        start = end;
                        break;
                    case "TLS":
                        await StartTlsAsync();
                        break;
                    case "MARK":
                        server.mark.TrySetResult();
                        break;
                    case "PAUSE":
                        await Task.Delay(TimeSpan.FromMilliseconds(20), server.over.Token);
                        break;
                    case "CLOSE":
                        await stream.DisposeAsync();
                        open = false;
                        break;
                    case "RESET":
                        socket.LingerState = new LingerOption(true, 0);
                        await stream.DisposeAsync();
                        open = false;
                        break;
                    case "SILENCE":
                        await UntilClosedAsync();
                        open = false;
                        break;
                    case "DEAF":
                        await server.disposing.Task;
                        open = false;
                        break;
                    case ['S', ':', ' ', .. var text]:
                        await SayAsync(text + "\r\n");
                        break;
                    case ['S', '~', ' ', .. var text]:
                        await SayAsync(Unescape(text));
                        break;
                    case ['C', ':', ' ', .. var pattern]:
                        Expect(pattern, await ReadLineAsync());
                        break;
                    default:
                        throw new FormatException($"no step of a script: {step}");
                }
            }
            if (open && await ReadLineAsync() is { } last)
            {
                Expect("QUIT", last);
                await SayAsync("221 bye\r\n");
            }
            await stream.DisposeAsync();
        }

        private static void Expect(string pattern, string? line)
        {
            if (pattern.EndsWith('*') ? line?.StartsWith(pattern[..^1], StringComparison.Ordinal) != true : line != pattern)
                throw new InvalidOperationException($"the script has “{pattern}”, the client said {(line is null ? "nothing and closed" : $"“{line}”")}");
        }

        private async Task SayAsync(string text)
        {
            var octets = Encoding.Latin1.GetBytes(text);
            try
            {
                for (var i = 0; i < octets.Length; i += server.Drips ? 1 : octets.Length)
                    await stream.WriteAsync(octets.AsMemory(i, server.Drips ? 1 : octets.Length), server.over.Token);
            }
            catch (IOException)
            {
                // The client has hung up on what it heard: whether it should is what the test asserts.
            }
        }

        private async Task<string?> ReadLineAsync()
        {
            while (true)
            {
                var newline = buffer.AsSpan(start, end - start).IndexOf((byte)'\n');
                if (newline >= 0)
                {
                    var line = Encoding.UTF8.GetString(buffer, start, newline).TrimEnd('\r');
                    start += newline + 1;
                    server.lines.Enqueue(line);
                    return line;
                }
                if (!await FillAsync())
                    return null;
            }
        }

        private async Task TakeContentAsync()
        {
            using var content = new MemoryStream();
            while (!(content.Length >= 3 && EndsContent(content.GetBuffer().AsSpan(0, (int)content.Length))))
            {
                if (start == end && !await FillAsync())
                    throw new InvalidOperationException("the client closed within the content");
                content.WriteByte(buffer[start++]);
            }
            server.contents.Enqueue(content.ToArray());
        }

        private async Task TakeChunkAsync(bool isLast)
        {
            var line = await ReadLineAsync();
            if (line?.Split(' ') is not ["BDAT", var size, ..] || line.EndsWith(" LAST", StringComparison.Ordinal) != isLast)
                throw new InvalidOperationException($"the script has a {(isLast ? "last " : "")}chunk, the client said “{line}”");
            var chunk = new byte[int.Parse(size, CultureInfo.InvariantCulture)];
            for (var got = 0; got < chunk.Length;)
            {
                if (start == end && !await FillAsync())
                    throw new InvalidOperationException("the client closed within a chunk");
                var piece = Math.Min(end - start, chunk.Length - got);
                buffer.AsSpan(start, piece).CopyTo(chunk.AsSpan(got));
                (start, got) = (start + piece, got + piece);
            }
            server.contents.Enqueue(chunk);
        }

        private static bool EndsContent(ReadOnlySpan<byte> content) => content.EndsWith("\r\n.\r\n"u8) || content.SequenceEqual(".\r\n"u8);

        private async Task StartTlsAsync()
        {
            var tls = new SslStream(stream);
            stream = tls;
            try
            {
                await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = server.Certificate }, server.over.Token);
            }
            catch (Exception error) when (error is IOException or System.Security.Authentication.AuthenticationException)
            {
                // The client does not like the certificate: the next step finds the connection closed.
            }
        }

        private async Task UntilClosedAsync()
        {
            do
                (start, end) = (0, 0);
            while (await FillAsync());
        }

        private async Task<bool> FillAsync()
        {
            if (start == end)
                (start, end) = (0, 0);
            try
            {
                var read = await stream.ReadAsync(buffer.AsMemory(end), server.over.Token);
                end += read;
                return read > 0;
            }
            catch (Exception error) when (error is IOException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
            {
                return false;
            }
        }

        private static string Unescape(string text) => Escape().Replace(text, match => match.Value[1] switch
        {
            'r' => "\r",
            'n' => "\n",
            '0' => "\0",
            _ => ((char)Convert.ToInt32(match.Value[2..], 16)).ToString(),
        });

        [GeneratedRegex(@"\\(r|n|0|x[0-9a-fA-F]{2})")]
        private static partial Regex Escape();
    }
}
