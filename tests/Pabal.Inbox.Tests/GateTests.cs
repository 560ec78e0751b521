using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Pabal.Smtp;

namespace Pabal.Inbox.Tests;

public sealed class GateTests
{
    private static InboxServerOptions Free => new() { Smtp = "127.0.0.1:0", Http = "127.0.0.1:0" };

    [Theory]
    [InlineData("evil.test", HttpStatusCode.Forbidden)]
    [InlineData("127.0.0.1.evil.test", HttpStatusCode.Forbidden)]
    [InlineData("localhost.evil.test", HttpStatusCode.Forbidden)]
    [InlineData("mail.dev.example:8025", HttpStatusCode.OK)]
    [InlineData("localhost", HttpStatusCode.OK)]
    [InlineData("inbox.localhost:8025", HttpStatusCode.OK)]
    [InlineData("192.168.0.7:8025", HttpStatusCode.OK)]
    [InlineData("[::1]:8025", HttpStatusCode.OK)]
    public async Task A_name_that_is_not_ours_is_turned_away(string host, HttpStatusCode status)
    {
        await using var inbox = await TestInbox.StartAsync(options: new InboxServerOptions { Smtp = "127.0.0.1:0", Http = "127.0.0.1:0", AllowedHosts = ["mail.dev.example"] });
        using var answer = await inbox.AskAsync(HttpMethod.Get, "/api/messages", null, ("Host", host));
        Assert.Equal(status, answer.StatusCode);
    }

    [Theory]
    [InlineData("Origin", "https://evil.test", true)]
    [InlineData("Origin", "null", true)]
    [InlineData("Origin", "http://127.0.0.1:1", true)]
    [InlineData("Origin", "http://own", false)]
    [InlineData("Origin", "https://own", false)]
    [InlineData("Origin", "https://own.evil.test", true)]
    [InlineData("Sec-Fetch-Site", "cross-site", true)]
    [InlineData("Sec-Fetch-Site", "same-site", true)]
    [InlineData("Sec-Fetch-Site", "same-origin", false)]
    [InlineData("X-Nothing", "1", false)]
    public async Task A_page_of_another_site_changes_nothing(string header, string value, bool isRefused)
    {
        await using var inbox = await TestInbox.StartAsync();
        var id = await inbox.SendAsync(Mails.Welcome);
        value = value.Replace("own", inbox.Server.Http.ToString(), StringComparison.Ordinal);
        foreach (var (method, path) in new[] { (HttpMethod.Patch, "/api/messages"), (HttpMethod.Put, "/api/faults"), (HttpMethod.Delete, "/api/faults"), (HttpMethod.Post, $"/api/messages/{id}/release"), (HttpMethod.Delete, $"/api/messages/{id}") })
        {
            using var answer = await inbox.AskAsync(method, path, method == HttpMethod.Delete ? null : """{"read":true,"faults":[],"to":["a@b.example"]}""", (header, value));
            var body = await answer.Content.ReadAsStringAsync(TestInbox.Token);
            Assert.Equal(isRefused, body.Contains("\"id\":\"cross-site\"", StringComparison.Ordinal));
        }
        Assert.Equal(isRefused ? 1 : 0, inbox.Store.Count);
    }

    [Fact]
    public async Task What_a_form_of_another_site_can_send_is_not_taken()
    {
        await using var inbox = await TestInbox.StartAsync();
        await inbox.SendAsync(Mails.Welcome);
        using var form = new StringContent("""{"read":true}""", Encoding.UTF8, "text/plain");
        using var answer = await inbox.Http.PatchAsync("/api/messages", form, TestInbox.Token);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
        Assert.Equal(1, inbox.Store.List().Unread);
    }

    [Fact]
    public async Task A_body_that_is_too_large_or_no_JSON_is_refused()
    {
        await using var inbox = await TestInbox.StartAsync();
        using var large = await inbox.AskAsync(HttpMethod.Patch, "/api/messages", $$"""{"read":true,"more":"{{new string('x', 100_000)}}"}""");
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large.StatusCode);
        Assert.Contains("\"error\"", await large.Content.ReadAsStringAsync(TestInbox.Token), StringComparison.Ordinal);
        using var list = await inbox.AskAsync(HttpMethod.Patch, "/api/messages", "[1]");
        Assert.Equal(HttpStatusCode.BadRequest, list.StatusCode);
    }

    [Fact]
    public async Task No_answer_is_for_other_sites_to_read()
    {
        await using var inbox = await TestInbox.StartAsync();
        using var answer = await inbox.AskAsync(HttpMethod.Get, "/api/messages", null, ("Origin", "https://evil.test"));
        Assert.False(answer.Headers.Contains("Access-Control-Allow-Origin"));
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Fact]
    public async Task With_a_password_everything_but_the_health_asks_for_it()
    {
        await using var inbox = await TestInbox.StartAsync(options: new InboxServerOptions { Smtp = "127.0.0.1:0", Http = "127.0.0.1:0", User = "gil", Password = "열려라 참깨" });
        foreach (var path in "/ /api/messages /api/events /metrics /api/openapi.json /nothing".Split(' '))
        {
            using var refused = await inbox.AskAsync(HttpMethod.Get, path);
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
            Assert.StartsWith("Basic", refused.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        }
        using (var health = await inbox.AskAsync(HttpMethod.Get, "/health"))
            Assert.Equal(HttpStatusCode.OK, health.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(inbox, "gil", "wrong"));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(inbox, "ann", "열려라 참깨"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(inbox, "gil", "열려라 참깨"));
        Assert.Equal(SmtpStage.Mail, (await Assert.ThrowsAsync<SmtpException>(() => inbox.SendAsync(Mails.Welcome))).Stage);
    }

    [Fact]
    public async Task With_a_password_SMTP_wants_it_and_any_name_does_unless_one_is_set()
    {
        var options = new InboxServerOptions { Smtp = "127.0.0.1:0", Http = "127.0.0.1:0", Password = "secret" };
        await using var inbox = await TestInbox.StartAsync(new InboxStoreOptions { Rules = new InboxRules { ByUser = true } }, options, SmtpCredentials.Password("shop", "secret"));
        await inbox.SendAsync(Mails.Welcome);
        Assert.Equal("shop", Assert.Single(inbox.Store.Inboxes).Name);
        await using var wrong = new SmtpClient($"smtp://{inbox.Server.Smtp}?tls=none", SmtpCredentials.Password("shop", "guess"));
        Assert.Equal(SmtpStage.Auth, (await Assert.ThrowsAsync<SmtpException>(() => wrong.SendAsync(Mails.Welcome, TestInbox.Token))).Stage);
    }

    [Fact]
    public void A_password_is_in_no_text_of_the_options() =>
        Assert.DoesNotContain("hunter2", new InboxServerOptions { Password = "hunter2" }.ToString(), StringComparison.Ordinal);

    [Fact]
    public async Task An_address_in_use_is_named()
    {
        await using var inbox = await TestInbox.StartAsync();
        await using var store = await InboxStore.OpenAsync(cancellationToken: TestInbox.Token);
        var refused = await Assert.ThrowsAsync<IOException>(() => InboxServer.StartAsync(new InboxServerOptions { Smtp = "127.0.0.1:0", Http = inbox.Server.Http.ToString() }, store, TestInbox.Token));
        Assert.Contains(inbox.Server.Http.ToString(), refused.Message, StringComparison.Ordinal);
        Assert.Throws<FormatException>(() => new InboxServerOptions { Http = "nonsense" });
        Assert.Equal("127.0.0.1:0", Free.Http);
    }

    private static async Task<HttpStatusCode> StatusAsync(TestInbox inbox, string user, string password)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/messages");
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));
        using var answer = await inbox.Http.SendAsync(request, TestInbox.Token);
        return answer.StatusCode;
    }
}
