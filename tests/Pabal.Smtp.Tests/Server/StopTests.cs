using System.IO.Pipelines;
using System.Text;

namespace Pabal.Smtp.Tests.Server;

public sealed class StopTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static async Task<RawClient> HalfwayAsync(SmtpServer server)
    {
        var client = await RawClient.HelloAsync(server);
        await client.SayAsync("MAIL FROM:<a@b>", "250");
        await client.SayAsync("RCPT TO:<b@c>", "250");
        await client.SayAsync("DATA", "354");
        await client.SendAsync("Subject: x\r\n");
        return client;
    }

    [Fact]
    public async Task Stopping_lets_a_message_in_and_sends_everybody_else_away()
    {
        var handler = new RecordingHandler();
        await using var server = await TestServer.StartAsync(handler);
        await using var idle = await RawClient.HelloAsync(server);
        await using var inTls = await RawClient.HelloAsync(server);
        await inTls.SayAsync("STARTTLS", "220");
        await inTls.StartTlsAsync(server.Certificate);
        await inTls.SayAsync("EHLO x", "250");
        await using var busy = await HalfwayAsync(server);
        var stopping = server.StopAsync(Token);
        await idle.ExpectAsync("421 4.3.2");
        await idle.ExpectEndAsync();
        await inTls.ExpectAsync("421 4.3.2");
        await inTls.ExpectEndAsync();
        await Assert.ThrowsAnyAsync<System.Net.Sockets.SocketException>(() => RawClient.ConnectAsync(server));
        Assert.False(stopping.IsCompleted);
        await busy.SendAsync("\r\ntext\r\n.\r\n");
        await busy.ExpectAsync("250 2.0.0 kept");
        await busy.ExpectAsync("421 4.3.2");
        await busy.ExpectEndAsync();
        await stopping;
        Assert.Equal("Subject: x\r\n\r\ntext\r\n", Encoding.Latin1.GetString(Assert.Single(handler.Messages).Content));
        Assert.Equal(3, handler.Disconnected.Count);
    }

    [Fact]
    public async Task When_patience_ends_the_message_is_given_up_with_421()
    {
        var seen = new TaskCompletionSource<Exception>();
        await using var server = await TestServer.StartAsync(new RecordingHandler { Message = (content, token) => ReadAsync(content, seen, token) });
        await using var busy = await HalfwayAsync(server);
        using var patience = new CancellationTokenSource();
        var stopping = server.StopAsync(patience.Token);
        Assert.False(stopping.IsCompleted);
        await patience.CancelAsync();
        await busy.ExpectAsync("421 4.3.2");
        await busy.ExpectEndAsync();
        await stopping;
        Assert.True(await seen.Task is SmtpException or OperationCanceledException);

        static async Task<SmtpReply> ReadAsync(PipeReader content, TaskCompletionSource<Exception> seen, CancellationToken token)
        {
            seen.SetResult(await Assert.ThrowsAnyAsync<Exception>(() => content.CopyToAsync(Stream.Null, token)));
            return new SmtpReply(250, "2.0.0", "kept all the same");
        }
    }

    [Fact]
    public async Task A_handler_that_does_not_heed_its_token_can_neither_hold_up_the_stop_nor_say_250_after_it()
    {
        var reached = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        var server = await TestServer.StartAsync(new RecordingHandler
        {
            Message = async (_, _) =>
            {
                reached.SetResult();
                await release.Task;
                return new SmtpReply(250, "2.0.0", "too late");
            },
        });
        await using var client = await HalfwayAsync(server);
        await client.SendAsync(".\r\n");
        await reached.Task;
        await server.DisposeAsync();
        release.SetResult();
        await client.ExpectAsync("421 4.3.2");
        await client.ExpectEndAsync();
    }

    [Fact]
    public async Task Disposing_ends_everything_at_once_and_twice_is_harmless()
    {
        var server = await TestServer.StartAsync(new RecordingHandler());
        await using var idle = await RawClient.HelloAsync(server);
        await using var busy = await HalfwayAsync(server);
        await server.DisposeAsync();
        await server.DisposeAsync();
        await idle.ExpectAsync("421");
        await busy.ExpectAsync("421");
    }

    [Fact]
    public async Task A_server_starts_once_and_says_which_address_it_cannot_have()
    {
        await using var server = await TestServer.StartAsync(new RecordingHandler());
        await Assert.ThrowsAsync<InvalidOperationException>(() => server.StartAsync(Token));
        await using var other = new SmtpServer(TestServer.Options with { Listen = ["smtp://127.0.0.1:0", $"smtp://127.0.0.1:{server.EndPoints[0].Port}"] }, new RecordingHandler());
        var error = await Assert.ThrowsAsync<IOException>(() => other.StartAsync(Token));
        Assert.Contains($"127.0.0.1:{server.EndPoints[0].Port}", error.Message, StringComparison.Ordinal);
        Assert.Empty(other.EndPoints);
    }

    [Theory]
    [InlineData("smtp://127.0.0.1:25", true)]
    [InlineData("SMTPS://[::1]:465/", true)]
    [InlineData("smtp://*:0", true)]
    [InlineData("smtp://localhost:2525", true)]
    [InlineData("127.0.0.1:25", false)]
    [InlineData("smtp://127.0.0.1", false)]
    [InlineData("smtp://mail.example.com:25", false)]
    [InlineData("smtp://1:25", false)]
    [InlineData("smtp://127.0.0.1:65536", false)]
    [InlineData("smtp://127.0.0.1:+5", false)]
    [InlineData("http://127.0.0.1:25", false)]
    [InlineData("smtp://", false)]
    public void An_address_to_listen_on_is_checked_when_it_is_set(string address, bool isValid)
    {
        if (isValid)
            Assert.Equal([address], new SmtpServerOptions { Listen = [address] }.Listen);
        else
            Assert.Throws<FormatException>(() => new SmtpServerOptions { Listen = [address] });
    }

    [Fact]
    public async Task A_listener_for_every_address_takes_both_families_and_reports_each_as_it_is()
    {
        var handler = new RecordingHandler();
        await using var server = await TestServer.StartAsync(handler, TestServer.Options with { Listen = ["smtp://*:0"] });
        await using (var client = await RawClient.HelloAsync(server))
            await client.SayAsync("QUIT", "221");
        await server.StopAsync(Token);
        Assert.Equal(System.Net.Sockets.AddressFamily.InterNetwork, Assert.Single(handler.Disconnected).RemoteEndPoint.AddressFamily);
    }
}
