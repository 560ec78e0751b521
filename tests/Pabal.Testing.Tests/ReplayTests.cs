using Pabal.Mime;
using Pabal.Smtp;

namespace Pabal.Testing.Tests;

public sealed class ReplayTests
{
    private static readonly SmtpCredentials Login = SmtpCredentials.Password("ann", "s3cret");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_recorded_server_says_the_same_again()
    {
        var recorded = await RecordAsync("gil@example.com", "gil+550@example.com");
        Assert.DoesNotContain("s3cret", recorded.ToString(), StringComparison.Ordinal);

        var conversation = Conversation.Parse(recorded.ToString());
        await using var replay = ReplayServer.Start(conversation);
        for (var i = 0; i < 2; i++)
        {
            await using var client = new SmtpClient(replay.Client with { Credentials = Login, Mechanism = "PLAIN" });
            var sent = await client.SendAsync(Mail("another text, longer than the one that was recorded", "gil@example.com", "gil+550@example.com"), Cancel);
            Assert.Equal("gil@example.com", Assert.Single(sent.Accepted).ToString());
            Assert.Equal(550, Assert.Single(sent.Rejected).Reply.Code);
        }
        Assert.Empty(replay.Deviations);
    }

    [Fact]
    public async Task A_client_that_says_something_else_is_told_of()
    {
        var recorded = await RecordAsync("gil@example.com");
        await using var replay = ReplayServer.Start(recorded);
        await using var client = new SmtpClient(replay.Client with { Credentials = Login, Mechanism = "PLAIN", Pool = new() { Retries = 0 } });
        await Assert.ThrowsAsync<SmtpException>(() => client.SendAsync(Mail("hello", "eve@example.com"), Cancel));
        Assert.Contains("RCPT TO:<gil@example.com>", Assert.Single(replay.Deviations), StringComparison.Ordinal);
    }

    [Fact]
    public void Remarks_between_the_lines_are_passed_over()
    {
        var conversation = Conversation.Parse("# a server of old\r\nS: 220 hello\r\n\r\nC: QUIT\nS: 221 bye");
        Assert.Equal("S: 220 hello\nC: QUIT\nS: 221 bye\n", conversation.ToString());
    }

    private static async Task<Conversation> RecordAsync(params string[] recipients)
    {
        var conversation = new Conversation();
        await using var inbox = await TestInbox.StartAsync(new() { Credentials = new("ann", "s3cret") }, Cancel);
        await using (var client = new SmtpClient(inbox.Client with { Mechanism = "PLAIN", Transcript = conversation.Record }))
            await client.SendAsync(Mail("hello", recipients), Cancel);
        return conversation;
    }

    private static Email Mail(string text, params string[] recipients) => new() { From = "ann@example.com", To = [.. recipients.Select(one => (Mailbox)one)], Subject = "hi", Text = text };
}
