using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Pabal.Smtp.Tests.Scripted;
using static Pabal.Smtp.Tests.Scripted.LoopbackServer;

namespace Pabal.Smtp.Tests.Client;

public sealed class ProxyTests
{
    private const string Canary = "canary-pr0xy";
    private static readonly SmtpCredentials Ann = SmtpCredentials.Password("ann", Canary);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(SmtpProxyKind.Socks5, false)]
    [InlineData(SmtpProxyKind.Socks5, true)]
    [InlineData(SmtpProxyKind.Http, false)]
    [InlineData(SmtpProxyKind.Http, true)]
    public async Task A_mail_goes_through_a_proxy_which_looks_up_the_name(SmtpProxyKind kind, bool withLogin)
    {
        var targets = new List<string>();
        var said = new StringBuilder();
        await using var server = new ScriptedServer(Scripts.Hello() + Scripts.Mail);
        await using var proxy = kind == SmtpProxyKind.Socks5 ? Socks(server.Port, targets, withLogin) : Http(server.Port, targets, withLogin);
        var options = server.Options with
        {
            Host = "mx.nowhere.test",
            Port = 2525,
            Proxy = new SmtpProxy { Kind = kind, Host = "127.0.0.1", Port = proxy.Port, Credentials = withLogin ? Ann : null },
            Transcript = line => said.AppendLine(line.ToString()),
        };
        await using (var connection = await SmtpConnection.OpenAsync(options, Cancel))
        {
            await connection.SendAsync(Scripts.Envelope, Scripts.Content, cancellationToken: Cancel);
            Assert.Equal(new IPEndPoint(IPAddress.Loopback, proxy.Port), connection.RemoteEndPoint);
        }
        Assert.Equal(["mx.nowhere.test:2525"], targets);
        Assert.Contains($"through the proxy {(kind == SmtpProxyKind.Socks5 ? "socks5" : "http")}://127.0.0.1:{proxy.Port}", said.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, said.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("192.0.2.7", "192.0.2.7:25")]
    [InlineData("2001:db8::7", "[2001:db8::7]:25")]
    public async Task Addresses_are_told_as_addresses(string host, string expected)
    {
        foreach (var kind in Enum.GetValues<SmtpProxyKind>())
        {
            var targets = new List<string>();
            await using var server = new ScriptedServer(Scripts.Hello());
            await using var proxy = kind == SmtpProxyKind.Socks5 ? Socks(server.Port, targets, false) : Http(server.Port, targets, false);
            var options = server.Options with { Host = host, Port = 25, Proxy = new SmtpProxy { Kind = kind, Host = "127.0.0.1", Port = proxy.Port } };
            await using var connection = await SmtpConnection.OpenAsync(options, Cancel);
            Assert.Equal([expected], targets);
        }
    }

    [Fact]
    public async Task A_proxy_on_this_machine_does_not_make_the_server_local()
    {
        await using var server = new ScriptedServer(Scripts.Hello("AUTH PLAIN"));
        await using var proxy = Socks(server.Port, [], false);
        var failure = await FailureAsync(new SmtpProxy { Kind = SmtpProxyKind.Socks5, Host = "127.0.0.1", Port = proxy.Port }, options => options with
        {
            Tls = TlsMode.Opportunistic,
            HelloName = "client.test",
            Credentials = Ann,
        });
        Assert.Equal((SmtpStage.Auth, SmtpFailure.Tls), (failure.Stage, failure.Failure));
        Assert.Equal(["EHLO client.test", "QUIT"], server.Heard);
    }

    [Theory]
    // What a SOCKS proxy may say wrong: nothing it knows, a login that was not offered, a refusal, garbage, a cut.
    [InlineData("\x05\xff", SmtpFailure.Authentication, "proxy-login-refused")]
    [InlineData("\x05\x01", SmtpFailure.Authentication, "proxy-login-refused")]
    [InlineData("\x05\x02\x01\x01", SmtpFailure.Authentication, "proxy-login-refused")]
    [InlineData("\x05\x02\x05\x00", SmtpFailure.Protocol, "proxy-broken")]
    [InlineData("\x05\x00\x05\x02\x00\x01\x00\x00\x00\x00\x00\x00", SmtpFailure.Unreachable, "proxy-refused")]
    [InlineData("\x05\x00\x05\x05\x00\x01\x00\x00\x00\x00\x00\x00", SmtpFailure.Unreachable, "proxy-refused")]
    [InlineData("\x05\x00\x05\xff", SmtpFailure.Unreachable, "proxy-refused")]
    [InlineData("\x05\x00\x05\x00\x00\x09\x00", SmtpFailure.Protocol, "proxy-broken")]
    [InlineData("\x05\x00\x04\x5a", SmtpFailure.Protocol, "proxy-broken")]
    [InlineData("HTTP/1.1 400 Bad Request\r\n\r\n", SmtpFailure.Protocol, "proxy-broken")]
    [InlineData("", SmtpFailure.Unreachable, "proxy-unreachable")]
    [InlineData("\x05", SmtpFailure.Unreachable, "proxy-unreachable")]
    [InlineData("\x05\x00", SmtpFailure.Unreachable, "proxy-unreachable")]
    [InlineData("\x05\x00\x05\x00\x00\x03\xff" + "only a bit", SmtpFailure.Unreachable, "proxy-unreachable")]
    [InlineData("\x05\x00\x05\x00\x00\x04\x00\x00\x00", SmtpFailure.Unreachable, "proxy-unreachable")]
    public Task What_a_SOCKS_proxy_says_wrong_is_told_of_the_proxy(string says, SmtpFailure kind, string id) => IsToldAsync(SmtpProxyKind.Socks5, says, kind, id);

    [Theory]
    [InlineData("HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\n\r\n", SmtpFailure.Authentication, "proxy-login-refused")]
    [InlineData("HTTP/1.1 403 Forbidden\r\n\r\n", SmtpFailure.Unreachable, "proxy-refused")]
    [InlineData("HTTP/1.0 503 no\r\n\r\n", SmtpFailure.Unreachable, "proxy-refused")]
    [InlineData("HTTP/1.1 100 Continue\r\n\r\n", SmtpFailure.Unreachable, "proxy-refused")]
    [InlineData("HTTP/1.1 403 Basic YW5uOmNhbmFyeS1wcjB4eQ== canary-pr0xy \x1b[2J\r\n\r\n", SmtpFailure.Unreachable, "proxy-refused")]
    [InlineData("220 mx.test ESMTP\r\n\r\n", SmtpFailure.Protocol, "proxy-broken")]
    [InlineData("HTTP/1.1 2x0 ok\r\n\r\n", SmtpFailure.Protocol, "proxy-broken")]
    [InlineData("HTTP/1.1\r\n\r\n", SmtpFailure.Protocol, "proxy-broken")]
    [InlineData("\r\n\r\n", SmtpFailure.Protocol, "proxy-broken")]
    [InlineData("HTTP/1.1 200 ok\r\nX-Cut: 1\r\n", SmtpFailure.Unreachable, "proxy-unreachable")]
    [InlineData("", SmtpFailure.Unreachable, "proxy-unreachable")]
    public Task What_an_HTTP_proxy_says_wrong_is_told_of_the_proxy(string says, SmtpFailure kind, string id) => IsToldAsync(SmtpProxyKind.Http, says, kind, id);

    [Theory]
    [InlineData("HTTP/1.1 200 ")]
    [InlineData("HTTP/1.1 200 ok\r\nX: 1\r\n")]
    public async Task A_head_without_end_is_given_up(string beginning)
    {
        await using var proxy = new LoopbackServer(async (stream, _, cancel) =>
        {
            await SayAsync(stream, beginning, cancel);
            while (true)
                await SayAsync(stream, "X-Endless: AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\r\n", cancel);
        });
        var failure = await FailureAsync(new SmtpProxy { Kind = SmtpProxyKind.Http, Host = "127.0.0.1", Port = proxy.Port });
        Assert.Equal((SmtpStage.Connect, SmtpFailure.Protocol, "proxy-broken"), (failure.Stage, failure.Failure, failure.Diagnosis?.Id));
    }

    [Theory]
    [InlineData(SmtpProxyKind.Socks5)]
    [InlineData(SmtpProxyKind.Http)]
    public async Task A_proxy_that_says_nothing_runs_out_of_time(SmtpProxyKind kind)
    {
        await using var proxy = new LoopbackServer((stream, _, cancel) => UntilClosedAsync(stream, cancel));
        var failure = await FailureAsync(
            new SmtpProxy { Kind = kind, Host = "127.0.0.1", Port = proxy.Port }, options => options with { Timeouts = new SmtpTimeouts { Connect = TimeSpan.FromMilliseconds(200) } });
        Assert.Equal((SmtpStage.Connect, SmtpFailure.TimedOut, "proxy-unreachable"), (failure.Stage, failure.Failure, failure.Diagnosis?.Id));
    }

    [Fact]
    public async Task A_proxy_that_is_not_there_is_told_as_the_proxy()
    {
        var gone = new LoopbackServer((_, _, _) => Task.CompletedTask);
        var port = gone.Port;
        await gone.DisposeAsync();
        var failure = await FailureAsync(new SmtpProxy { Kind = SmtpProxyKind.Socks5, Host = "127.0.0.1", Port = port });
        Assert.Equal((SmtpStage.Connect, SmtpFailure.Unreachable, "proxy-unreachable"), (failure.Stage, failure.Failure, failure.Diagnosis?.Id));
        Assert.Contains($"the proxy socks5://127.0.0.1:{port}", failure.Message, StringComparison.Ordinal);
        Assert.Contains("The proxy 127.0.0.1", failure.Diagnosis?.Cause, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("socks5://proxy.test", SmtpProxyKind.Socks5, "proxy.test", 1080, null)]
    [InlineData("socks5://ann@proxy.test:1081/", SmtpProxyKind.Socks5, "proxy.test", 1081, "ann")]
    [InlineData("HTTP://[2001:db8::1]:8080", SmtpProxyKind.Http, "2001:db8::1", 8080, null)]
    [InlineData("http://proxy.test", SmtpProxyKind.Http, "proxy.test", 3128, null)]
    public void A_proxy_is_read_from_a_URI(string text, SmtpProxyKind kind, string host, int port, string? user)
    {
        var proxy = SmtpProxy.Parse(text);
        Assert.Equal((kind, host, port, user), (proxy.Kind, proxy.Host, proxy.Port, proxy.User));
        Assert.Null(proxy.Credentials);
    }

    [Theory]
    [InlineData("proxy.test:1080")]
    [InlineData("https://proxy.test")]
    [InlineData("socks5://")]
    [InlineData("socks5://a b")]
    [InlineData("socks5://proxy.test:0")]
    [InlineData("socks5://ann:canary@proxy.test")]
    public void What_is_no_proxy_is_refused_and_a_password_not_repeated(string text) =>
        Assert.DoesNotContain("canary", Assert.Throws<FormatException>(() => SmtpProxy.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Credentials_that_no_proxy_can_take_are_refused()
    {
        var proxy = SmtpProxy.Parse("socks5://proxy.test");
        foreach (var unfit in new[]
        {
            SmtpCredentials.OAuthToken("ann", "token"), SmtpCredentials.Password("", "x"), SmtpCredentials.Password("ann", ""), SmtpCredentials.Password("a:b", "x"),
            SmtpCredentials.Password(new string('a', 256), "x"), SmtpCredentials.Password("ann", new string('가', 100)),
        })
            Assert.Throws<ArgumentException>(() => proxy with { Credentials = unfit });
        Assert.DoesNotContain(Canary, (proxy with { Credentials = Ann }).ToString(), StringComparison.Ordinal);
    }

    private static async Task IsToldAsync(SmtpProxyKind kind, string says, SmtpFailure failureKind, string id)
    {
        await using var proxy = new LoopbackServer(async (stream, _, cancel) =>
        {
            await SayAsync(stream, says, cancel);
            stream.Socket.Shutdown(SocketShutdown.Send);
            await UntilClosedAsync(stream, cancel);
        });
        var failure = await FailureAsync(new SmtpProxy { Kind = kind, Host = "127.0.0.1", Port = proxy.Port, Credentials = Ann });
        Assert.Equal((SmtpStage.Connect, failureKind, id), (failure.Stage, failure.Failure, failure.Diagnosis?.Id));
        Assert.Contains($"://127.0.0.1:{proxy.Port}", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(failure.Message, char.IsControl);
        Assert.DoesNotContain(Canary, failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToBase64String(Encoding.UTF8.GetBytes($"ann:{Canary}")), failure.ToString(), StringComparison.Ordinal);
    }

    private static Task<SmtpException> FailureAsync(SmtpProxy proxy, Func<SmtpClientOptions, SmtpClientOptions>? change = null)
    {
        var options = new SmtpClientOptions { Host = "mx.test", Port = 25, Tls = TlsMode.None, Proxy = proxy };
        return Assert.ThrowsAsync<SmtpException>(() => SmtpConnection.OpenAsync(change?.Invoke(options) ?? options, Cancel));
    }

    private static LoopbackServer Socks(int serverPort, List<string> targets, bool withLogin) => new(async (stream, _, cancel) =>
    {
        var greeting = await ReadAsync(stream, 2, cancel);
        Assert.Equal(withLogin ? [0, 2] : [0], await ReadAsync(stream, greeting[1], cancel));
        if (withLogin)
        {
            await stream.WriteAsync(new byte[] { 5, 2 }, cancel);
            Assert.Equal(1, (await ReadAsync(stream, 1, cancel))[0]);
            Assert.Equal("ann", Encoding.UTF8.GetString(await ReadAsync(stream, (await ReadAsync(stream, 1, cancel))[0], cancel)));
            Assert.Equal(Canary, Encoding.UTF8.GetString(await ReadAsync(stream, (await ReadAsync(stream, 1, cancel))[0], cancel)));
            await stream.WriteAsync(new byte[] { 1, 0 }, cancel);
        }
        else
            await stream.WriteAsync(new byte[] { 5, 0 }, cancel);
        var request = await ReadAsync(stream, 4, cancel);
        Assert.Equal([5, 1, 0], request[..3]);
        var host = request[3] switch
        {
            1 => new IPAddress(await ReadAsync(stream, 4, cancel)).ToString(),
            4 => $"[{new IPAddress(await ReadAsync(stream, 16, cancel))}]",
            _ => Encoding.ASCII.GetString(await ReadAsync(stream, (await ReadAsync(stream, 1, cancel))[0], cancel)),
        };
        targets.Add($"{host}:{BinaryPrimitives.ReadUInt16BigEndian(await ReadAsync(stream, 2, cancel))}");
        // The name of an address of its own, so that the server's first words follow something of odd length.
        await PassOnAsync(stream, serverPort, [5, 0, 0, 3, 5, .. "proxy"u8, 0, 25], cancel);
    });

    private static LoopbackServer Http(int serverPort, List<string> targets, bool withLogin) => new(async (stream, _, cancel) =>
    {
        var request = await ReadLineAsync(stream, cancel);
        var fields = new List<string>();
        while (await ReadLineAsync(stream, cancel) is { Length: > 0 } field)
            fields.Add(field);
        var target = request.Split(' ')[1];
        Assert.Equal($"CONNECT {target} HTTP/1.1", request);
        var login = $"Proxy-Authorization: Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"ann:{Canary}"))}";
        Assert.Equal(withLogin ? [$"Host: {target}", login] : [$"Host: {target}"], fields);
        targets.Add(target);
        await PassOnAsync(stream, serverPort, "HTTP/1.1 200 Connection established\r\nVia: 1.1 proxy\r\n\r\n"u8.ToArray(), cancel);
    });

    // What the proxy says and the server's greeting come in one segment.
    private static async Task PassOnAsync(NetworkStream client, int serverPort, byte[] answer, CancellationToken cancel)
    {
        using var upstream = new TcpClient();
        await upstream.ConnectAsync(IPAddress.Loopback, serverPort, cancel);
        var server = upstream.GetStream();
        var greeting = new byte[1024];
        var length = await server.ReadAsync(greeting, cancel);
        await client.WriteAsync((byte[])[.. answer, .. greeting[..length]], cancel);
        await Task.WhenAny(client.CopyToAsync(server, cancel), server.CopyToAsync(client, cancel));
    }
}
