using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Pabal.Mime;
using Pabal.Smtp;

namespace Pabal.Hosting.Tests;

public sealed class CaptureTests
{
    private static readonly Email Greeting = new() { From = "ann@example.com", To = "gil@example.com", Bcc = "boss@example.com", Subject = "hello", Html = "<p>hi</p>" };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Mail_of_every_account_is_captured_without_settings_whatever_was_added_first(bool captureFirst)
    {
        using var host = await TestHost.StartAsync([], services =>
        {
            if (captureFirst)
                services.AddPabalCapture();
            services.AddPabal(options => options.From = "shop@example.com").AddPabal("newsletter");
            if (!captureFirst)
                services.AddPabalCapture();
        }, Environments.Development);
        var capture = host.Services.GetRequiredService<CapturingMailSender>();
        await host.Services.GetRequiredService<IMailSender>().SendAsync(Greeting with { From = [] }, Cancel);
        await host.Services.GetRequiredKeyedService<IMailSender>("newsletter").SendAsync(Greeting, Cancel);
        Assert.Equal([("", "shop@example.com"), ("newsletter", "ann@example.com")], capture.Mails.Select(mail => (mail.Account, mail.Email.From.ToString())));
        Assert.Equal(["gil@example.com", "boss@example.com"], capture.Mails[1].Envelope.Recipients.Select(address => address.ToString()));
        Assert.Equal("hi", capture.Mails[1].Message.TextBody?.Trim());
        Assert.Throws<InvalidOperationException>(host.Services.GetRequiredService<SmtpClient>);
        capture.Clear();
        Assert.Empty(capture.Mails);
    }

    // <capture>
    [Fact]
    public async Task A_new_member_is_welcomed()
    {
        await using var application = new ServiceCollection()
            .AddPabal(options => options.From = "길동상점 <shop@example.com>")   // as the application does it
            .AddPabalCapture()                                                 // what the test adds
            .BuildServiceProvider();

        await application.GetRequiredService<IMailSender>().SendAsync(new Email { To = "ann@example.com", Subject = "환영합니다", Html = "<p>반갑습니다.</p>" }, Cancel);

        var mail = await application.GetRequiredService<CapturingMailSender>().WaitForAsync(m => m.Email.Subject == "환영합니다", cancellationToken: Cancel);
        Assert.Equal("ann@example.com", mail.Envelope.Recipients.Single().ToString());
        Assert.Equal("반갑습니다.", mail.Message.TextBody?.Trim());
    }
    // </capture>

    [Fact]
    public async Task Without_an_account_the_capture_is_the_sender()
    {
        await using var provider = new ServiceCollection().AddPabalCapture().BuildServiceProvider();
        await provider.GetRequiredService<IMailSender>().SendAsync(Greeting, Cancel);
        Assert.Single(provider.GetRequiredService<CapturingMailSender>().Mails);
    }

    [Fact]
    public async Task A_wait_ends_with_the_mail_that_is_wanted_past_or_to_come()
    {
        var capture = new CapturingMailSender();
        var later = capture.WaitForAsync(mail => mail.Email.Subject == "second", cancellationToken: Cancel);
        await capture.SendAsync(Greeting, Cancel);
        Assert.False(later.IsCompleted);
        await capture.SendAsync(Greeting with { Subject = "second" }, Cancel);
        Assert.Equal("second", (await later).Email.Subject);
        Assert.Equal("hello", (await capture.WaitForAsync(cancellationToken: Cancel)).Email.Subject);
    }

    [Fact]
    public async Task A_wait_in_vain_names_what_came()
    {
        var capture = new CapturingMailSender();
        await capture.SendAsync(Greeting, Cancel);
        var failure = await Assert.ThrowsAsync<TimeoutException>(() => capture.WaitForAsync(mail => mail.Email.Subject == "other", TimeSpan.FromMilliseconds(1), Cancel));
        Assert.Contains("“hello”", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_can_t_be_sent_can_t_be_captured()
    {
        var capture = new CapturingMailSender();
        await Assert.ThrowsAsync<ArgumentException>(() => capture.SendAsync(Greeting with { To = [], Bcc = [] }, Cancel));
        await Assert.ThrowsAsync<ArgumentException>(() => capture.SendAsync(Greeting with { From = [] }, Cancel));
        Assert.Empty(capture.Mails);
    }
}
