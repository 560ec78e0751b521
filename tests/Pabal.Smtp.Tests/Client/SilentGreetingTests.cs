using System.Net.Security;
using System.Security.Authentication;
using Pabal.Smtp.Tests.Scripted;
using static Pabal.Smtp.Tests.Scripted.LoopbackServer;

namespace Pabal.Smtp.Tests.Client;

/// <summary>A server that says nothing: it waits for TLS to begin, or it is slow.</summary>
public sealed class SilentGreetingTests
{
    private readonly ManualTime time = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(TlsMode.Required)]
    [InlineData(TlsMode.Opportunistic)]
    [InlineData(TlsMode.None)]
    public async Task A_server_that_waits_for_TLS_is_named_within_two_seconds(TlsMode mode)
    {
        await using var server = new LoopbackServer(async (stream, _, cancel) =>
        {
            await using var tls = new SslStream(stream);
            try
            {
                await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = TestCertificates.SelfSigned }, cancel);
            }
            catch (AuthenticationException)
            {
                // The client does not go on.
            }
        });
        var began = time.GetUtcNow();
        var opening = FailureAsync(Options(server) with { Tls = mode });
        await time.AdvanceUntilAsync(opening, TimeSpan.FromMilliseconds(100));
        var failure = await opening;
        Assert.Equal((SmtpStage.Greeting, SmtpFailure.Tls, "tls-from-first-byte"), (failure.Stage, failure.Failure, failure.Diagnosis?.Id));
        Assert.Contains($"use smtps://127.0.0.1:{server.Port}", failure.Message, StringComparison.Ordinal);
        Assert.Equal(2, server.Connections);
        Assert.True(time.GetUtcNow() - began >= Pabal.Smtp.Client.Greeting.Patience);
    }

    [Fact]
    public async Task A_server_that_refuses_the_handshake_speaks_TLS_all_the_same()
    {
        await using var server = new LoopbackServer(async (stream, number, cancel) =>
        {
            if (number == 1)
            {
                await ReadAsync(stream, 5, cancel);
                await SayAsync(stream, "\x15\x03\x03\x00\x02\x02\x28", cancel);
            }
            await UntilClosedAsync(stream, cancel);
        });
        var opening = FailureAsync(Options(server));
        await time.AdvanceUntilAsync(opening, TimeSpan.FromMilliseconds(100));
        Assert.Equal((SmtpStage.Greeting, SmtpFailure.Tls), ((await opening).Stage, (await opening).Failure));
    }

    [Theory]
    [InlineData("")]
    [InlineData("220 mx.test ESMTP\r\n")]
    [InlineData("500 what\r\n")]
    public async Task A_server_that_is_only_slow_is_waited_for(string answerToTls)
    {
        var asked = new TaskCompletionSource();
        await using var server = new LoopbackServer(async (stream, number, cancel) =>
        {
            if (number == 1)
            {
                await ReadAsync(stream, 5, cancel);
                await SayAsync(stream, answerToTls, cancel);
                stream.Close();
                asked.SetResult();
                return;
            }
            await asked.Task.WaitAsync(cancel);
            await SayAsync(stream, "220 mx.test at last\r\n", cancel);
            await ReadLineAsync(stream, cancel);
            await SayAsync(stream, "221 bye\r\n", cancel);
        });
        var opening = SmtpConnection.ConnectAsync(Options(server), Cancel);
        await time.AdvanceUntilAsync(asked.Task, TimeSpan.FromMilliseconds(100));
        await using var connection = await opening;
        Assert.Equal("mx.test at last", connection.Greeting.Text);
    }

    [Fact]
    public async Task A_greeting_that_comes_while_the_server_is_asked_is_taken()
    {
        var asked = new TaskCompletionSource();
        await using var server = new LoopbackServer(async (stream, number, cancel) =>
        {
            if (number == 1)
                asked.SetResult();
            await asked.Task.WaitAsync(cancel);
            if (number == 0)
                await SayAsync(stream, "220 mx.test at last\r\n", cancel);
            await ReadLineAsync(stream, cancel);
            await SayAsync(stream, "221 bye\r\n", cancel);
        });
        var opening = SmtpConnection.ConnectAsync(Options(server), Cancel);
        await time.AdvanceUntilAsync(asked.Task, TimeSpan.FromMilliseconds(100));
        await using var connection = await opening;
        Assert.Equal("mx.test at last", connection.Greeting.Text);
    }

    [Fact]
    public async Task A_server_that_never_says_anything_runs_out_of_its_time()
    {
        await using var server = new LoopbackServer((stream, _, cancel) => UntilClosedAsync(stream, cancel));
        var began = time.GetUtcNow();
        var opening = FailureAsync(Options(server) with { Timeouts = new SmtpTimeouts { Greeting = TimeSpan.FromSeconds(20) } });
        await time.AdvanceUntilAsync(opening, TimeSpan.FromSeconds(1));
        Assert.Equal((SmtpStage.Greeting, SmtpFailure.TimedOut), ((await opening).Stage, (await opening).Failure));
        Assert.True(time.GetUtcNow() - began >= TimeSpan.FromSeconds(20));
    }

    private SmtpClientOptions Options(LoopbackServer server) => new()
    {
        Host = "127.0.0.1",
        Port = server.Port,
        Tls = TlsMode.None,
        HelloName = "client.test",
        TimeProvider = time,
        // The clock of these tests runs fast; only a greeting is to be waited for in it.
        Timeouts = new SmtpTimeouts { Connect = Timeout.InfiniteTimeSpan, Greeting = TimeSpan.FromHours(10) },
    };

    private static async Task<SmtpException> FailureAsync(SmtpClientOptions options) => await Assert.ThrowsAsync<SmtpException>(() => SmtpConnection.OpenAsync(options, Cancel));
}
