using Microsoft.Playwright;

namespace Pabal.Browser.Tests.Hostile;

/// <summary>What the frame of the page holds, opened without the page around it; and that the trap catches what it is set for.</summary>
public sealed class FrameTests(Chromium chromium)
{
    [Fact]
    public async Task None_of_them_does_anything_on_a_page_of_its_own()
    {
        await using var trap = await Trap.SetAsync(chromium);
        foreach (var mail in HostileMail.All())
            trap.Whose[await trap.SendAsync(mail.Message)] = mail.What;
        var page = await trap.Window.NewPageAsync();
        trap.Watch(page);
        foreach (var (id, what) in trap.Whose)
        {
            trap.Now = what;
            foreach (var path in new[] { "html", "parts/1?inline=1", "parts/1.1?inline=1", "parts/1.2?inline=1", "parts/1.3?inline=1" })
            {
                var answer = await trap.Window.APIRequest.GetAsync($"{trap.Address}api/messages/{id}/{path}");
                if (answer.Status == 200)
                    Assert.StartsWith("sandbox", answer.Headers["content-security-policy"]);
                // A file is saved and not shown; only what would be shown is opened.
                if (answer.Status == 200 && !answer.Headers.GetValueOrDefault("content-disposition", "").StartsWith("attachment", StringComparison.Ordinal))
                    await page.GotoAsync($"{trap.Address}api/messages/{id}/{path}");
            }
        }
        Assert.Empty(await trap.SprungAsync());
    }

    [Fact]
    public async Task What_comes_from_elsewhere_comes_when_it_is_asked_for_and_runs_nothing_even_then()
    {
        await using var trap = await Trap.SetAsync(chromium);
        await trap.SendAsync("From: a@example.com\nTo: b@example.com\nSubject: x\nContent-Type: text/html\n\n<img src=http://n1.elsewhere.test/a.png><style>@import 'http://n1.elsewhere.test/b.css';</style><script src=http://n1.elsewhere.test/c.js></script>");
        await trap.Page.GotoAsync(trap.Address);
        await trap.Page.Locator(".row").First.ClickAsync();
        var bar = trap.Page.Locator(".remote");
        await Assertions.Expect(bar).ToContainTextAsync("2 things from elsewhere are held back");
        Assert.DoesNotContain(trap.Canary.Heard, Elsewhere);
        await bar.GetByRole(AriaRole.Button, new() { Name = "Load" }).ClickAsync();
        await Assertions.Expect(bar).ToContainTextAsync("Remote content is loaded.");
        while (trap.Canary.Heard.Count(Elsewhere) < 2)
            await Task.Delay(20, Reader.Token);
        Assert.DoesNotContain(trap.Canary.Heard, heard => heard.Contains("c.js", StringComparison.Ordinal));
        Assert.DoesNotContain(trap.Canary.Heard, heard => Elsewhere(heard) && heard.Contains("Referer", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(await trap.SprungAsync(), sprung => !Elsewhere(sprung));
    }

    [Fact]
    public async Task The_trap_springs()
    {
        await using var trap = await Trap.SetAsync(chromium);
        await trap.Page.GotoAsync($"http://control.{HostileMail.Elsewhere}/");
        await trap.Page.SetContentAsync($"<script>self.told(7); alert(8)</script><img src=http://picture.{HostileMail.Elsewhere}/>");
        var sprung = await trap.SprungAsync();
        Assert.Contains(sprung, what => what.Contains("script 7", StringComparison.Ordinal));
        Assert.Contains(sprung, what => what.Contains("dialog 8", StringComparison.Ordinal));
        Assert.Contains(sprung, what => what.Contains("request http://picture.", StringComparison.Ordinal));
        Assert.Contains(sprung, what => what.Contains("name picture.", StringComparison.Ordinal));
        Assert.Contains(trap.Canary.Heard, heard => heard.Contains("picture.", StringComparison.Ordinal));
    }

    private static bool Elsewhere(string heard) => heard.Contains(HostileMail.Elsewhere, StringComparison.Ordinal);
}
