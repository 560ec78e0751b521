#:package xunit.v3
#:project ../src/Pabal.Testing

// Tests in one file: what is tested sends its mail to a server within the test, which waits for it or refuses it.
using Pabal.Mime;
using Pabal.Smtp;
using Pabal.Testing;
using Xunit;

public sealed class SignUpTests
{
    // <testing>
    [Fact]
    public async Task A_new_member_is_welcomed()
    {
        await using var inbox = await TestInbox.StartAsync();
        await using var smtp = new SmtpClient(inbox.Client);

        await SignUp.WelcomeAsync(smtp, "ann@example.com");

        var mail = await inbox.WaitForAsync(m => m.Message.Subject == "환영합니다", TimeSpan.FromSeconds(5));
        Assert.Equal("ann@example.com", mail.Envelope.Recipients.Single().ToString());
        Assert.Contains("반갑습니다", mail.Message.TextBody);
    }

    [Fact]
    public async Task An_address_that_does_not_exist_is_noticed()
    {
        await using var inbox = await TestInbox.StartAsync();
        await using var smtp = new SmtpClient(inbox.Client);

        var failure = await Assert.ThrowsAsync<SmtpException>(() => SignUp.WelcomeAsync(smtp, "ann+550@example.com"));   // the address asks for the reply

        Assert.Equal(550, failure.Rejected.Single().Reply.Code);
        inbox.ExpectNone();
    }
    // </testing>
}

/// <summary>What is tested: an application like any other.</summary>
internal static class SignUp
{
    public static Task<SendResult> WelcomeAsync(SmtpClient smtp, string address) => smtp.SendAsync(new Email
    {
        From = "길동상점 <shop@example.com>",
        To = new Mailbox(address),
        Subject = "환영합니다",
        Text = "반갑습니다.",
    });
}

// Output:
// xUnit.net v3 …
// …testing  Total: 2, Errors: 0, Failed: 0, Skipped: 0, Not Run: 0, Time: …
