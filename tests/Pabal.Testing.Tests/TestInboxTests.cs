using Pabal.Mime;
using Pabal.Smtp;

namespace Pabal.Testing.Tests;

public sealed class TestInboxTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_mail_that_comes_later_is_waited_for()
    {
        await using var inbox = await TestInbox.StartAsync(cancellationToken: Cancel);
        var waiting = inbox.WaitForAsync(mail => mail.Message.Subject == "second", cancellationToken: Cancel);
        await SendAsync(inbox, "first", "second");
        var mail = await waiting;
        Assert.Equal("second", mail.Message.Subject);
        Assert.Same(mail, await inbox.WaitForAsync(one => one.Message.Subject == "second", cancellationToken: Cancel));
        Assert.Equal(2, (await inbox.WaitForCountAsync(2, cancellationToken: Cancel)).Count);
    }

    [Fact]
    public async Task Who_waits_in_vain_sees_what_came()
    {
        await using var inbox = await TestInbox.StartAsync(cancellationToken: Cancel);
        await SendAsync(inbox, "환영합니다");
        var error = await Assert.ThrowsAsync<TimeoutException>(() => inbox.WaitForAsync(mail => mail.Message.Subject == "other", TimeSpan.FromMilliseconds(1), Cancel));
        Assert.Contains("“환영합니다”", error.Message, StringComparison.Ordinal);
        Assert.Contains("ann@example.com → gil@example.com", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_expected_and_did_not_come_is_said_with_what_came()
    {
        await using var inbox = await TestInbox.StartAsync(cancellationToken: Cancel);
        Assert.Throws<InboxAssertionException>(() => inbox.ExpectOne());
        await SendAsync(inbox, "one", "two");
        Assert.Contains("“two”", Assert.Throws<InboxAssertionException>(() => inbox.ExpectOne()).Message, StringComparison.Ordinal);
        Assert.Contains("“one”", Assert.Throws<InboxAssertionException>(() => inbox.ExpectNone()).Message, StringComparison.Ordinal);
        Assert.Equal("two", inbox.ExpectOne(mail => mail.Message.Subject == "two").Message.Subject);
        inbox.ExpectNone(mail => mail.Message.Subject == "three");
        inbox.Clear();
        inbox.ExpectNone();
    }

    [Fact]
    public async Task A_mail_carries_what_was_said()
    {
        await using var inbox = await TestInbox.StartAsync(new() { Credentials = new("ann", "s3cret") }, Cancel);
        await SendAsync(inbox, "hello");
        var said = string.Join('\n', inbox.ExpectOne().Transcript);
        Assert.Contains("C: RCPT TO:<gil@example.com>", said, StringComparison.Ordinal);
        Assert.Contains("********", said, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_speaks_TLS_from_the_first_octet_when_asked_to()
    {
        await using var inbox = await TestInbox.StartAsync(new() { IsTlsImplicit = true, Credentials = new("ann", "s3cret") }, Cancel);
        await using var connection = await SmtpConnection.ConnectAsync(inbox.Client, Cancel);
        Assert.NotNull(connection.Tls);
        await connection.HelloAsync(Cancel);
        Assert.Equal(235, (await connection.AuthenticateAsync(inbox.Client.Credentials!, Cancel)).Code);
    }

    private static async Task SendAsync(TestInbox inbox, params string[] subjects)
    {
        await using var client = new SmtpClient(inbox.Client);
        foreach (var subject in subjects)
            await client.SendAsync(new Email { From = "ann@example.com", To = "gil@example.com", Subject = subject, Text = "본문" }, Cancel);
    }
}
