using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Pabal.Mime;
using Pabal.Smtp;

namespace Pabal.Inbox.Tests;

/// <summary>An inbox on ports of its own, a program that sends to it and one that asks it.</summary>
internal sealed class TestInbox : IAsyncDisposable
{
    private readonly SmtpClient smtp;

    private TestInbox(InboxStore store, InboxServer server, SmtpClient smtp)
    {
        (Store, Server, this.smtp) = (store, server, smtp);
        Http = new HttpClient { BaseAddress = new Uri($"http://{server.Http}") };
    }

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public InboxStore Store { get; }

    public InboxServer Server { get; }

    public HttpClient Http { get; }

    public static async Task<TestInbox> StartAsync(InboxStoreOptions? store = null, InboxServerOptions? options = null, SmtpCredentials? credentials = null)
    {
        var opened = await InboxStore.OpenAsync(store, Token);
        var server = await InboxServer.StartAsync(options ?? new InboxServerOptions { Smtp = "127.0.0.1:0", Http = "127.0.0.1:0" }, opened, Token);
        return new TestInbox(opened, server, new SmtpClient($"smtp://{server.Smtp}?tls=none", credentials));
    }

    /// <summary>Sends a mail and returns its id.</summary>
    public async Task<string> SendAsync(Email email)
    {
        await smtp.SendAsync(email, Token);
        return Store.List(limit: 1).Mails[0].Id;
    }

    /// <summary>Sends octets as they are.</summary>
    public async Task<string> SendAsync(string message, string to = "gil@example.com")
    {
        await smtp.SendAsync(new Envelope("ann@example.com", [to]), MailContent.From(Encoding.UTF8.GetBytes(message.ReplaceLineEndings("\r\n"))), cancellationToken: Token);
        return Store.List(limit: 1).Mails[0].Id;
    }

    public async Task<JsonNode> GetAsync(string path) => (await Http.GetFromJsonAsync<JsonNode>(path, Token))!;

    public Task<HttpResponseMessage> AskAsync(HttpMethod method, string path, string? json = null, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, path) { Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json") };
        foreach (var (name, value) in headers)
            request.Headers.Add(name, value);
        return Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Token);
    }

    /// <summary>Waits for what has to become true, half a minute at most.</summary>
    public static async Task UntilAsync(Func<bool> isTrue)
    {
        for (var end = Environment.TickCount64 + 30_000; !isTrue();)
        {
            Assert.True(Environment.TickCount64 < end, "it never became true");
            await Task.Yield();
        }
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await smtp.DisposeAsync();
        await Server.DisposeAsync();
        await Store.DisposeAsync();
    }
}
