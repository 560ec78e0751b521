using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Pabal.Inbox;
using Pabal.Smtp;

namespace Pabal.Browser.Tests.Hostile;

/// <summary>An inbox, and a Chromium in which nothing goes unseen: scripts that tell of themselves, dialogs, windows, journeys, requests, connections, and names that are looked up.</summary>
internal sealed partial class Trap : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> sprung = [];
    private readonly ConcurrentDictionary<IRequest, string> requests = [];
    private readonly string log;
    private readonly InboxStore store;
    private readonly InboxServer server;
    private readonly IBrowser browser;
    private readonly SmtpClient smtp;

    private Trap(InboxStore store, InboxServer server, IBrowser browser, string log, Canary canary)
    {
        (this.store, this.server, this.browser, this.log, Canary) = (store, server, browser, log, canary);
        smtp = new SmtpClient($"smtp://{server.Smtp}?tls=none");
    }

    public Canary Canary { get; }

    public IBrowserContext Window { get; private set; } = null!;

    public IPage Page { get; private set; } = null!;

    public string Address => $"http://{server.Http}/";

    /// <summary>What each mail is, by its id.</summary>
    public Dictionary<string, string> Whose { get; } = [];

    /// <summary>The mail that is open.</summary>
    public string Now { get; set; } = "";

    public static async Task<Trap> SetAsync(Chromium chromium)
    {
        var canary = new Canary();
        var log = Path.Combine(Directory.CreateTempSubdirectory("pabal-netlog-").FullName, "net.json");
        var browser = await chromium.LaunchAsync($"--host-resolver-rules=MAP * 127.0.0.1:{canary.Port}, EXCLUDE 127.0.0.1", $"--log-net-log={log}");
        var store = await InboxStore.OpenAsync(new InboxStoreOptions { MaxMessages = 5000 }, Reader.Token);
        var server = await InboxServer.StartAsync(new InboxServerOptions { Smtp = "127.0.0.1:0", Http = "127.0.0.1:0" }, store, Reader.Token);
        var trap = new Trap(store, server, browser, log, canary);
        trap.Window = await browser.NewContextAsync(new BrowserNewContextOptions { Locale = "en-GB", ViewportSize = new ViewportSize { Width = 1200, Height = 800 } });
        await trap.Window.ExposeFunctionAsync("told", (int number) => trap.Note($"script {number}"));
        trap.Window.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(trap.Address, StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal))
                trap.requests[request] = $"{trap.Now} -> request {request.Url}";
        };
        // What the policy forbids is reported as a request, but goes nowhere.
        trap.Window.RequestFailed += (_, request) =>
        {
            if (request.Failure is "csp" or "origin")
                trap.requests.TryRemove(request, out var _);
        };
        trap.Page = await trap.Window.NewPageAsync();
        trap.Watch(trap.Page);
        return trap;
    }

    public void Watch(IPage page)
    {
        page.Dialog += (_, dialog) =>
        {
            Note($"dialog {dialog.Message}");
            _ = dialog.DismissAsync();
        };
        page.Popup += (_, popup) => Note($"window {popup.Url}");
        page.Download += (_, download) => Note($"download {download.Url}");
        page.FrameNavigated += (_, frame) =>
        {
            if (frame.Url != "about:blank" && !frame.Url.StartsWith(Address, StringComparison.Ordinal))
                Note($"journey to {frame.Url}");
        };
    }

    public async Task<string> SendAsync(string message)
    {
        await smtp.SendAsync(new Envelope("ann@example.com", ["gil@example.com"]), MailContent.From(Encoding.UTF8.GetBytes(message.ReplaceLineEndings("\r\n"))), cancellationToken: Reader.Token);
        return store.List(limit: 1).Mails[0].Id;
    }

    /// <summary>All that has happened. Closes the browser, since only then its log of the network is whole.</summary>
    public async Task<IReadOnlyList<string>> SprungAsync()
    {
        await browser.DisposeAsync();
        var names = ElsewhereName().Matches(await File.ReadAllTextAsync(log, Reader.Token)).Select(match => $"name {match.Value}").Distinct();
        // Chromium has errands of its own, which lead here too.
        return [.. sprung, .. requests.Values, .. Canary.Heard.Where(heard => heard.Contains(HostileMail.Elsewhere, StringComparison.Ordinal)).Select(heard => $"heard {heard}"), .. names];
    }

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        await smtp.DisposeAsync();
        await server.DisposeAsync();
        await store.DisposeAsync();
        await Canary.DisposeAsync();
        Directory.Delete(Path.GetDirectoryName(log)!, recursive: true);
    }

    private void Note(string what) => sprung.Enqueue($"{Now} -> {what}");

    [GeneratedRegex(@"[\w-]+\.elsewhere\.test")]
    private static partial Regex ElsewhereName();
}
