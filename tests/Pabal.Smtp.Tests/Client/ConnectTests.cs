using System.Net;
using System.Net.Sockets;
using Pabal.Smtp.Client;
using Pabal.Smtp.Tests.Scripted;

namespace Pabal.Smtp.Tests.Client;

public sealed class ConnectTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_port_nobody_listens_on_is_unreachable()
    {
        var port = FreePort();
        var failure = await FailureAsync(new SmtpClientOptions { Host = "127.0.0.1", Port = port });
        Assert.Equal((SmtpStage.Connect, SmtpFailure.Unreachable, true), (failure.Stage, failure.Failure, failure.IsTransient));
        Assert.Contains($"127.0.0.1:{port}: refused", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_next_address_is_tried_when_one_refuses()
    {
        var notes = new List<string>();
        await using var server = new ScriptedServer("SILENCE");
        var options = server.Options with { Host = "mx.test", Transcript = line => notes.Add(line.ToString()) };
        var dialer = new Dialer(options, new Transcript(options)) { Resolve = (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse("127.0.0.2"), IPAddress.IPv6Loopback, IPAddress.Loopback]) };
        await using var stream = await dialer.DialAsync(Cancel);
        Assert.Equal(new IPEndPoint(IPAddress.Loopback, server.Port), stream.Remote);
        Assert.StartsWith($"*: 127.0.0.2:{server.Port}: ", notes[0], StringComparison.Ordinal);
        Assert.Equal($"*: connected to 127.0.0.1:{server.Port}", notes[^1]);
    }

    [Fact]
    public async Task When_no_address_answers_all_of_them_are_told()
    {
        var options = new SmtpClientOptions { Host = "mx.test", Port = FreePort() };
        var dialer = new Dialer(options, new Transcript(options)) { Resolve = (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse("127.0.0.2"), IPAddress.Loopback]) };
        var failure = await Assert.ThrowsAsync<SmtpException>(() => dialer.DialAsync(Cancel));
        Assert.Equal((SmtpStage.Connect, SmtpFailure.Unreachable), (failure.Stage, failure.Failure));
        Assert.Contains($"127.0.0.2:{options.Port}: refused", failure.Message, StringComparison.Ordinal);
        Assert.Contains($"127.0.0.1:{options.Port}: refused", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_does_not_exist_is_told_as_that()
    {
        var options = new SmtpClientOptions { Host = "no-such-host.test" };
        var dialer = new Dialer(options, new Transcript(options)) { Resolve = (_, _) => throw new SocketException((int)SocketError.HostNotFound) };
        var failure = await Assert.ThrowsAsync<SmtpException>(() => dialer.DialAsync(Cancel));
        Assert.Equal((SmtpStage.Resolve, SmtpFailure.Unreachable), (failure.Stage, failure.Failure));
        Assert.Contains("no-such-host.test", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Time_runs_out_while_a_name_is_looked_up()
    {
        var options = new SmtpClientOptions { Host = "slow.test", Timeouts = new SmtpTimeouts { Connect = TimeSpan.FromMilliseconds(100) } };
        var dialer = new Dialer(options, new Transcript(options))
        {
            Resolve = async (_, cancel) =>
            {
                await Task.Delay(Timeout.Infinite, cancel);
                return [];
            },
        };
        var failure = await Assert.ThrowsAsync<SmtpException>(() => dialer.DialAsync(Cancel));
        Assert.Equal((SmtpStage.Resolve, SmtpFailure.TimedOut), (failure.Stage, failure.Failure));
    }

    [Fact]
    public async Task The_connection_comes_from_the_source_address()
    {
        await using var server = new ScriptedServer("S: 220 hi\nC: EHLO [127.0.0.1]\nS: 250 hi");
        await using var connection = await SmtpConnection.OpenAsync(server.Options with { SourceAddress = IPAddress.Loopback, HelloName = "[127.0.0.1]" }, Cancel);
        Assert.True(connection.IsOpen);
    }

    [Fact]
    public async Task A_source_address_that_is_not_of_this_machine_or_of_no_use_is_told()
    {
        var options = new SmtpClientOptions { Host = "127.0.0.1", Port = FreePort() };
        var failure = await FailureAsync(options with { SourceAddress = IPAddress.Parse("192.0.2.77") });
        Assert.Equal((SmtpStage.Connect, SmtpFailure.Unreachable), (failure.Stage, failure.Failure));
        failure = await FailureAsync(options with { SourceAddress = IPAddress.IPv6Loopback });
        Assert.Equal((SmtpStage.Resolve, SmtpFailure.Unreachable), (failure.Stage, failure.Failure));
    }

    [Fact]
    public async Task Time_runs_out_while_connecting()
    {
        // A listener whose backlog is full lets a connection attempt hang without an answer.
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(0);
        var endPoint = (IPEndPoint)listener.LocalEndPoint!;
        var fillers = Enumerable.Range(0, 8).Select(_ => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { Blocking = false }).ToList();
        foreach (var filler in fillers)
            _ = filler.ConnectAsync(endPoint, Cancel).AsTask().ContinueWith(task => task.Exception, TaskScheduler.Default);

        var failure = await FailureAsync(new SmtpClientOptions { Host = "127.0.0.1", Port = endPoint.Port, Timeouts = new SmtpTimeouts { Connect = TimeSpan.FromMilliseconds(200), Greeting = TimeSpan.FromMilliseconds(200) } });
        Assert.Equal((SmtpStage.Connect, SmtpFailure.TimedOut), (failure.Stage, failure.Failure));
        fillers.ForEach(filler => filler.Dispose());
    }

    [Fact]
    public async Task Cancelling_ends_the_wait_for_a_greeting()
    {
        await using var server = new ScriptedServer("MARK\nSILENCE");
        using var cancel = new CancellationTokenSource();
        var opening = SmtpConnection.OpenAsync(server.Options, cancel.Token);
        await server.Marked;
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => opening);
    }

    [Theory]
    [InlineData("554 no service", false)]
    [InlineData("450 busy", true)]
    public async Task A_greeting_may_refuse(string greeting, bool transient)
    {
        await using var server = new ScriptedServer($"S: {greeting}");
        var failure = await FailureAsync(server.Options);
        Assert.Equal((SmtpStage.Greeting, SmtpFailure.Refused, transient), (failure.Stage, failure.Failure, failure.IsTransient));
    }

    [Theory]
    [InlineData("500 what")]
    [InlineData("501 what")]
    [InlineData("502 what")]
    [InlineData("504 what")]
    public async Task To_a_server_that_does_not_know_EHLO_HELO_is_said(string reply)
    {
        await using var server = new ScriptedServer($"S: 220 old\nC: EHLO client.test\nS: {reply}\nC: HELO client.test\nS: 250 SIZE 1\n" + Scripts.Mail);
        await using var connection = await SmtpConnection.OpenAsync(server.Options, Cancel);
        Assert.Empty(connection.Extensions.Keywords);
        await connection.SendAsync(Scripts.Envelope, Scripts.Content, cancellationToken: Cancel);
    }

    [Theory]
    [InlineData(TlsMode.Required, false, SmtpFailure.Tls)]
    [InlineData(TlsMode.None, true, SmtpFailure.Authentication)]
    public async Task HELO_is_not_said_where_TLS_or_a_login_is_needed(TlsMode mode, bool withLogin, SmtpFailure kind)
    {
        await using var server = new ScriptedServer("S: 220 old\nC: EHLO client.test\nS: 500 what");
        var failure = await FailureAsync(server.Options with { Tls = mode, Credentials = withLogin ? SmtpCredentials.Password("ann", "canary") : null });
        Assert.Equal((SmtpStage.Ehlo, kind), (failure.Stage, failure.Failure));
    }

    [Theory]
    [InlineData("550 go away", false)]
    [InlineData("451 later", true)]
    public async Task A_refused_EHLO_is_told(string reply, bool transient)
    {
        await using var server = new ScriptedServer($"S: 220 hi\nC: EHLO client.test\nS: {reply}");
        var failure = await FailureAsync(server.Options);
        Assert.Equal((SmtpStage.Ehlo, SmtpFailure.Refused, transient), (failure.Stage, failure.Failure, failure.IsTransient));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static Task<SmtpException> FailureAsync(SmtpClientOptions options) => Assert.ThrowsAsync<SmtpException>(() => SmtpConnection.OpenAsync(options, Cancel));
}
