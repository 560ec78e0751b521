using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Pabal.AspNetCore;

namespace Pabal.Hosting.Tests;

public sealed class IdentityTests : IAsyncDisposable
{
    private readonly ServiceProvider provider = new ServiceCollection()
        .AddSingleton<IEmailSender<IdentityUser>>(_ => throw new InvalidOperationException("replaced"))
        .AddPabal(options => options.From = "accounts@example.com").AddPabalCapture().AddPabalIdentity<IdentityUser>()
        .BuildServiceProvider();

    private IEmailSender<IdentityUser> Sender => provider.GetRequiredService<IEmailSender<IdentityUser>>();

    [Theory]
    [InlineData("https://example.com/confirm?user=1&code=a%2Bb")]
    [InlineData("https://example.com/confirm?user=1&amp;code=a%2Bb")]
    public async Task A_link_arrives_whole_whether_it_was_encoded_or_not(string link)
    {
        await Sender.SendConfirmationLinkAsync(new(), "gil@example.com", link);
        var mail = Assert.Single(provider.GetRequiredService<CapturingMailSender>().Mails);
        Assert.Equal("accounts@example.com", mail.Envelope.Sender!.ToString());
        Assert.Equal("Confirm your e-mail address", mail.Email.Subject);
        Assert.Contains("href=\"https://example.com/confirm?user=1&amp;code=a%2Bb\"", mail.Message.HtmlBody, StringComparison.Ordinal);
        Assert.Contains("(https://example.com/confirm?user=1&code=a%2Bb)", mail.Message.TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Links_and_codes_can_t_become_html()
    {
        await Sender.SendPasswordResetLinkAsync(new(), "gil@example.com", "https://example.com/\"><script>");
        await Sender.SendPasswordResetCodeAsync(new(), "gil@example.com", "<b>123456</b>");
        var mails = provider.GetRequiredService<CapturingMailSender>().Mails;
        Assert.Contains("href=\"https://example.com/&quot;&gt;&lt;script&gt;\"", mails[0].Message.HtmlBody, StringComparison.Ordinal);
        Assert.Contains("<code>&lt;b&gt;123456&lt;/b&gt;</code>", mails[1].Message.HtmlBody, StringComparison.Ordinal);
        Assert.Contains("<b>123456</b>", mails[1].Message.TextBody, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_endpoints_of_Identity_send_through_it_whatever_was_added_first(bool identityFirst)
    {
        var services = new ServiceCollection().AddLogging().AddPabalCapture();
        if (identityFirst)
            services.AddIdentityApiEndpoints<IdentityUser>();
        services.AddPabalIdentity<IdentityUser>();
        if (!identityFirst)
            services.AddIdentityApiEndpoints<IdentityUser>();
        services.Configure<PabalOptions>(options => options.From = "accounts@example.com");
        await using var application = services.BuildServiceProvider();
        await application.GetRequiredService<IEmailSender<IdentityUser>>().SendPasswordResetCodeAsync(new(), "gil@example.com", "123456");
        Assert.Single(application.GetRequiredService<CapturingMailSender>().Mails);
    }

    [Fact]
    public async Task A_Korean_reader_gets_Korean()
    {
        await Spoken.InKorean(() => Sender.SendPasswordResetCodeAsync(new(), "gil@example.com", "123456"));
        var mail = Assert.Single(provider.GetRequiredService<CapturingMailSender>().Mails);
        Assert.Equal("비밀번호 재설정 코드", mail.Email.Subject);
        Assert.Contains("<html lang=\"ko\">", mail.Message.HtmlBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_of_addresses_is_no_address()
    {
        await Assert.ThrowsAsync<FormatException>(() => Sender.SendPasswordResetCodeAsync(new(), "gil@example.com, thief@example.com", "123456"));
        Assert.Empty(provider.GetRequiredService<CapturingMailSender>().Mails);
    }

    public ValueTask DisposeAsync() => provider.DisposeAsync();
}
