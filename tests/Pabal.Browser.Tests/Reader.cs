using System.Text;
using Microsoft.Playwright;
using Pabal.Inbox;
using Pabal.Mime;
using Pabal.Smtp;

namespace Pabal.Browser.Tests;

/// <summary>Somebody who sits before the page of an inbox, and a program that sends to it.</summary>
internal sealed class Reader : IAsyncDisposable
{
    private readonly SmtpClient smtp;
    private readonly IBrowserContext window;

    private Reader(InboxStore store, InboxServer server, IBrowserContext window, IPage page)
    {
        (Store, Server, this.window, Page) = (store, server, window, page);
        smtp = new SmtpClient($"smtp://{server.Smtp}?tls=none");
        page.PageError += (_, error) => Errors.Add(error);
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
                Errors.Add(message.Text);
        };
    }

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public InboxStore Store { get; }

    public InboxServer Server { get; set; }

    public IPage Page { get; }

    public string Address => $"http://{Server.Http}/";

    /// <summary>What the browser complained of.</summary>
    public List<string> Errors { get; } = [];

    public ILocator Rows => Page.Locator(".row");

    public ILocator Subject => Page.Locator("#subject");

    public ILocator Panel => Page.GetByRole(AriaRole.Tabpanel);

    public IFrameLocator Mail => Page.FrameLocator("iframe");

    public static async Task<Reader> SitDownAsync(Chromium chromium, BrowserNewContextOptions? look = null, InboxServerOptions? options = null, InboxStoreOptions? storing = null, bool opened = true)
    {
        var window = await chromium.WindowAsync(look);
        var store = await InboxStore.OpenAsync(storing, Token);
        var server = await InboxServer.StartAsync(options ?? new InboxServerOptions { Smtp = "127.0.0.1:0", Http = "127.0.0.1:0" }, store, Token);
        var reader = new Reader(store, server, window, await window.NewPageAsync());
        if (opened)
            await reader.OpenAsync();
        return reader;
    }

    /// <summary>Opens the page, and waits until it listens.</summary>
    public async Task OpenAsync(string place = "")
    {
        await Page.GotoAsync(Address + place);
        await Expect(Page.Locator("#live")).ToHaveAttributeAsync("data-state", "on");
    }

    public async Task<string> SendAsync(Email email)
    {
        await smtp.SendAsync(email, Token);
        return Store.List(limit: 1).Mails[0].Id;
    }

    public async Task<string> SendAsync(string message)
    {
        await smtp.SendAsync(new Envelope("ann@example.com", ["gil@example.com"]), MailContent.From(Encoding.UTF8.GetBytes(message.ReplaceLineEndings("\r\n"))), cancellationToken: Token);
        return Store.List(limit: 1).Mails[0].Id;
    }

    public async Task TabAsync(string name) => await Page.GetByRole(AriaRole.Tab, new() { Name = name }).ClickAsync();

    public async Task PressAsync(params string[] keys)
    {
        foreach (var key in keys)
            await Page.Keyboard.PressAsync(key);
    }

    public static ILocatorAssertions Expect(ILocator locator) => Assertions.Expect(locator);

    public async ValueTask DisposeAsync()
    {
        await window.DisposeAsync();
        await smtp.DisposeAsync();
        await Server.DisposeAsync();
        await Store.DisposeAsync();
    }
}
