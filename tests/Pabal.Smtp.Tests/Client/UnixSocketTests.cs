using System.Net.Sockets;
using Pabal.Smtp.Tests.Scripted;
using static Pabal.Smtp.Tests.Scripted.LoopbackServer;

namespace Pabal.Smtp.Tests.Client;

public sealed class UnixSocketTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("pabal").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string SocketPath => Path.Combine(folder, "lmtp");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Over_a_Unix_socket_LHLO_is_said_and_a_password_may_be_sent()
    {
        var heard = new List<string>();
        await using var server = new LoopbackServer(async (stream, _, cancel) =>
        {
            await SayAsync(stream, "220 lmtp.test LMTP\r\n", cancel);
            heard.Add(await ReadLineAsync(stream, cancel));
            await SayAsync(stream, "250-lmtp.test\r\n250 AUTH PLAIN\r\n", cancel);
            heard.Add(await ReadLineAsync(stream, cancel));
            await SayAsync(stream, "235 ok\r\n", cancel);
            await ReadLineAsync(stream, cancel);
            await SayAsync(stream, "221 bye\r\n", cancel);
        }, new UnixDomainSocketEndPoint(SocketPath));
        var options = SmtpClientOptions.Parse($"lmtp+unix://{SocketPath}?name=client.test") with { Credentials = SmtpCredentials.Password("ann", "secret") };
        await using var connection = await SmtpConnection.OpenAsync(options, Cancel);
        Assert.Equal(SocketPath, connection.RemoteEndPoint.ToString());
        Assert.Equal($"lmtp+unix://{SocketPath}", connection.ServerUri);
        Assert.Equal(["LHLO client.test", "AUTH PLAIN AGFubgBzZWNyZXQ="], heard);
    }

    [Fact]
    public async Task Without_a_name_of_its_own_a_machine_calls_itself_something_that_may_be_said()
    {
        var heard = new TaskCompletionSource<string>();
        await using var server = new LoopbackServer(async (stream, _, cancel) =>
        {
            await SayAsync(stream, "220 lmtp.test LMTP\r\n", cancel);
            heard.SetResult(await ReadLineAsync(stream, cancel));
            await SayAsync(stream, "250 lmtp.test\r\n", cancel);
            await ReadLineAsync(stream, cancel);
            await SayAsync(stream, "221 bye\r\n", cancel);
        }, new UnixDomainSocketEndPoint(SocketPath));
        await using var connection = await SmtpConnection.OpenAsync(SmtpClientOptions.Parse($"lmtp+unix://{SocketPath}"), Cancel);
        Assert.Matches("^LHLO [A-Za-z0-9._-]+$", await heard.Task);
    }

    [Fact]
    public async Task There_is_no_HELO_in_LMTP()
    {
        await using var server = new ScriptedServer("S: 220 lmtp.test\nC: LHLO client.test\nS: 500 what");
        var failure = await Assert.ThrowsAsync<SmtpException>(() => SmtpConnection.OpenAsync(server.Options with { Protocol = SmtpProtocol.Lmtp }, Cancel));
        Assert.Equal((SmtpStage.Ehlo, SmtpFailure.Refused), (failure.Stage, failure.Failure));
    }

    [Fact]
    public async Task A_socket_that_is_not_there_or_that_nobody_listens_on_is_told()
    {
        var options = SmtpClientOptions.Parse($"lmtp+unix://{SocketPath}");
        var failure = await Assert.ThrowsAsync<SmtpException>(() => SmtpConnection.OpenAsync(options, Cancel));
        Assert.Equal((SmtpStage.Connect, SmtpFailure.Unreachable), (failure.Stage, failure.Failure));
        Assert.Contains($"{SocketPath}: there is no such socket", failure.Message, StringComparison.Ordinal);

        using (var left = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            left.Bind(new UnixDomainSocketEndPoint(SocketPath));
            failure = await Assert.ThrowsAsync<SmtpException>(() => SmtpConnection.OpenAsync(options, Cancel));
        }
        Assert.Contains($"{SocketPath}: refused, nobody listens there", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lmtp://mail.example.com", "mail.example.com", 24, TlsMode.Required)]
    [InlineData("lmtp://localhost:2400", "localhost", 2400, TlsMode.Opportunistic)]
    [InlineData("lmtp://[::1]?tls=none", "::1", 24, TlsMode.None)]
    public void LMTP_over_TCP_is_read_from_a_URI(string text, string host, int port, TlsMode tls)
    {
        var options = SmtpClientOptions.Parse(text);
        Assert.Equal((SmtpProtocol.Lmtp, host, port, tls), (options.Protocol, options.Host, options.Port, options.Tls));
        Assert.StartsWith("lmtp://", options.ServerUri, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/run/dovecot/lmtp")]
    [InlineData("/run/a b/100% ?/lmtp")]
    public void A_path_comes_back_as_it_was(string path)
    {
        var options = new SmtpClientOptions { Host = "localhost", Protocol = SmtpProtocol.Lmtp, UnixSocketPath = path };
        Assert.Equal(path, SmtpClientOptions.Parse(options.ServerUri).UnixSocketPath);
    }

    [Theory]
    [InlineData("lmtp+unix://")]
    [InlineData("lmtp+unix://run/lmtp")]
    [InlineData("lmtp+unix:///a%00b")]
    public void What_is_no_path_is_refused(string text) => Assert.Throws<FormatException>(() => SmtpClientOptions.Parse(text));

    [Fact]
    public void A_path_that_is_too_long_for_a_socket_is_refused()
    {
        var path = "/" + new string('a', 200);
        Assert.Throws<FormatException>(() => SmtpClientOptions.Parse($"lmtp+unix://{path}"));
        Assert.Throws<ArgumentException>(() => new SmtpClientOptions { Host = "localhost", UnixSocketPath = path });
    }

    [Fact]
    public void Unless_set_the_port_is_that_of_the_protocol()
    {
        var options = new SmtpClientOptions { Host = "localhost" };
        Assert.Equal((587, 24, 2525), (options.Port, (options with { Protocol = SmtpProtocol.Lmtp }).Port, (options with { Port = 2525, Protocol = SmtpProtocol.Lmtp }).Port));
    }
}
