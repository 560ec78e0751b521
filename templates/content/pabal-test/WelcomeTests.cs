using Pabal.Mime;
using Pabal.Smtp;
using Pabal.Testing;

namespace PabalTest;

public class WelcomeTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_new_member_is_welcomed()
    {
        await using var inbox = await TestInbox.StartAsync(cancellationToken: Token);
        await using var smtp = new SmtpClient(inbox.Client);

        await WelcomeAsync(smtp, "ann@example.com");

        var mail = await inbox.WaitForAsync(m => m.Message.Subject == "환영합니다", TimeSpan.FromSeconds(5), Token);
        Assert.Equal("ann@example.com", mail.Envelope.Recipients.Single().ToString());
    }

    [Fact]
    public async Task An_address_that_does_not_exist_is_noticed()
    {
        await using var inbox = await TestInbox.StartAsync(cancellationToken: Token);
        await using var smtp = new SmtpClient(inbox.Client);

        // The address asks for the reply; inbox.Faults makes any other trouble, at any stage.
        var failure = await Assert.ThrowsAsync<SmtpException>(() => WelcomeAsync(smtp, "ann+550@example.com"));

        Assert.Equal(550, failure.Rejected.Single().Reply.Code);
        inbox.ExpectNone();
    }

    // In your application: what it calls to send its mail.
    private static Task WelcomeAsync(SmtpClient smtp, string address) =>
        smtp.SendAsync(new Email { From = "shop@example.com", To = address, Subject = "환영합니다", Text = "반갑습니다." }, Token);
}
