using Microsoft.Playwright;
using Pabal.Browser.Tests;

[assembly: AssemblyFixture(typeof(Chromium))]

namespace Pabal.Browser.Tests;

/// <summary>The Chromium of this system, one for all tests; every test has a window of its own.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private IPlaywright? playwright;
    private IBrowser? browser;

    public async ValueTask InitializeAsync()
    {
        if (Peer.Find("chromium") is not null)
            browser = await LaunchAsync();
    }

    /// <summary>A window that remembers nothing of others. Skips the test if there is no Chromium.</summary>
    public async Task<IBrowserContext> WindowAsync(BrowserNewContextOptions? options = null)
    {
        Peer.Require("chromium");
        options ??= new BrowserNewContextOptions();
        options.Locale ??= "en-GB";
        options.ViewportSize ??= new ViewportSize { Width = 1440, Height = 900 };
        return await browser!.NewContextAsync(options);
    }

    /// <summary>A further browser with arguments of its own.</summary>
    public async Task<IBrowser> LaunchAsync(params string[] arguments)
    {
        Peer.Require("chromium");
        playwright ??= await Playwright.CreateAsync();
        // Root has no sandbox, and all that is opened here was made here.
        string[] root = Environment.UserName == "root" ? ["--no-sandbox"] : [];
        return await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Peer.Find("chromium"), Args = [.. root, .. arguments] });
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
    }
}
