using Microsoft.Playwright;
using Pabal.Mime;
using static Pabal.Browser.Tests.Reader;

namespace Pabal.Browser.Tests;

/// <summary>The pictures of the documents can be taken; <c>tools/screenshots.sh</c> keeps them.</summary>
public sealed class Pictures(Chromium chromium)
{
    [Theory]
    [InlineData("light", 1280, 800, ColorScheme.Light, "en-GB")]
    [InlineData("dark", 1280, 800, ColorScheme.Dark, "ko-KR")]
    [InlineData("phone", 390, 780, ColorScheme.Light, "en-GB")]
    public async Task A_picture_is_taken(string name, int width, int height, ColorScheme scheme, string locale)
    {
        await using var reader = await SitDownAsync(chromium, new() { Locale = locale, ColorScheme = scheme, ViewportSize = new() { Width = width, Height = height } });
        await reader.SendAsync(Letters.Plain());
        await reader.SendAsync(new Email { From = "CI <ci@example.com>", To = "Dev <dev@example.com>", Subject = "Build 1482 failed on main", Text = "1 test failed." });
        await reader.SendAsync(new Email { From = "운영팀 <ops@shop.example>", To = "홍길동 <gil@example.com>", Subject = "11월 정기 점검 안내", Text = "새벽 2시부터 4시까지 점검합니다." });
        await reader.SendAsync(new Email { From = "Weekly <news@shop.example>", To = "gil@example.com", Subject = "140 new books", Text = "New this week.", Html = "<p>New this week.</p>" });
        await reader.SendAsync(Letters.Welcome);
        await Expect(reader.Rows).ToHaveCountAsync(5);
        if (name != "phone")
        {
            await reader.Rows.First.ClickAsync();
            await Expect(reader.Mail.GetByRole(AriaRole.Heading)).ToBeVisibleAsync();
            await Expect(reader.Rows.First).ToHaveClassAsync("row");
        }
        var picture = await reader.Page.ScreenshotAsync(new() { Animations = ScreenshotAnimations.Disabled });
        Assert.InRange(picture.Length, 10_000, 300_000);
        if (Environment.GetEnvironmentVariable("PABAL_PICTURES") is { Length: > 0 } folder)
            await File.WriteAllBytesAsync(Path.Combine(folder, $"inbox-{name}.png"), picture, Token);
    }
}
