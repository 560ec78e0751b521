namespace Pabal.Smtp.Tests.Server;

/// <summary>A handler that cuts the connection without a word.</summary>
public sealed class HangUpTests
{
    private const string Hello = "S: 220\nC: EHLO x\nS: 250 HELP\n";
    private const string Rcpt = Hello + "C: MAIL FROM:<a@b>\nS: 250\nC: RCPT TO:<b@c>\nS: 250\n";

    public static TheoryData<string, string> Stages => new()
    {
        { "connect", "S: end" },
        { "hello", "S: 220\nC: EHLO x\nS: end" },
        { "starttls", Hello + "C: STARTTLS\nS: end" },
        { "auth", Hello + "C: AUTH PLAIN AGFubgBzM2NyZXQh\nS: end" },
        { "mail", Hello + "C: MAIL FROM:<a@b>\nS: end" },
        { "recipient", Hello + "c: MAIL FROM:<a@b>\\r\\nRCPT TO:<b@c>\\r\\nDATA\\r\\n\nS: 250\nS: end" },
        { "data", Rcpt + "C: DATA\nS: end" },
        { "message", Rcpt + "C: DATA\nS: 354\nC: Subject: half of it\nS: end" },
        { "end", Rcpt + "C: DATA\nS: 354\nC: Subject: x\nC: .\nS: end" },
    };

    [Theory]
    [MemberData(nameof(Stages))]
    public async Task A_handler_that_hangs_up_ends_the_session_there_without_a_word(string stage, string script)
    {
        SmtpReply Or(string name, SmtpReply usual) => name == stage ? SmtpReply.HangUp : usual;
        var handler = new RecordingHandler
        {
            Connect = _ => Task.FromResult(Or("connect", new SmtpReply(220, "mx"))),
            Hello = _ => Or("hello", new SmtpReply(250, "hi")),
            StartTls = Or("starttls", new SmtpReply(220, "go")),
            Authenticate = (_, _) => Or("auth", new SmtpReply(235, "in")),
            Mail = _ => Or("mail", new SmtpReply(250, "ok")),
            Recipient = _ => Or("recipient", new SmtpReply(250, "ok")),
            Data = _ => Or("data", new SmtpReply(354, "go")),
            Message = async (content, token) =>
            {
                if (stage == "end")
                    await content.CopyToAsync(Stream.Null, token);
                return SmtpReply.HangUp;
            },
        };
        await using var server = await TestServer.StartAsync(handler);
        await using var client = await RawClient.ConnectAsync(server);
        await Script.PlayAsync(client, script);
        await server.StopAsync(TestContext.Current.CancellationToken);
        Assert.Single(handler.Disconnected);
    }

    [Fact]
    public async Task What_is_still_to_come_is_left_unread()
    {
        await using var server = await TestServer.StartAsync(new RecordingHandler
        {
            Message = async (content, token) =>
            {
                content.AdvanceTo((await content.ReadAsync(token)).Buffer.Start);
                return SmtpReply.HangUp;
            },
        });
        await using var client = await RawClient.HelloAsync(server);
        await Script.PlayAsync(client, Rcpt[Hello.Length..] + "C: DATA\nS: 354");
        await Assert.ThrowsAsync<IOException>(async () =>
        {
            for (var i = 0; i < 1000; i++)
                await client.SendAsync(new byte[1024 * 1024]);
        });
    }

    [Fact]
    public async Task STARTTLS_can_be_refused_and_the_session_goes_on_in_clear()
    {
        await using var server = await TestServer.StartAsync(new RecordingHandler { StartTls = new SmtpReply(454, "4.7.0", "no TLS today") });
        await using var client = await RawClient.HelloAsync(server);
        await client.SayAsync("STARTTLS", "454 4.7.0 no TLS today");
        await client.SayAsync("MAIL FROM:<>", "250");
    }

    [Fact]
    public void No_reply_can_be_mistaken_for_hanging_up()
    {
        Assert.Equal(0, SmtpReply.HangUp.Code);
        Assert.False(SmtpReply.HangUp.IsPositive || SmtpReply.HangUp.IsTransient || SmtpReply.HangUp.IsPermanent);
        Assert.NotEqual(SmtpReply.HangUp, new SmtpReply(421, ""));
    }
}
