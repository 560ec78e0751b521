using System.Text.Json;

namespace Pabal.House.Tests.Documents;

/// <summary>The scripts of docs/testing.md find what it says they find, and the inbox answers what it shows.</summary>
public sealed class TestingPageTests : IDisposable
{
    private readonly Fence[] fences = [.. new Document("docs/testing.md").Fences];
    private readonly PabalProgram pabal = new();

    [Fact]
    public async Task What_it_shows_is_what_happens()
    {
        Peer.Require("python3", "node");
        using var inbox = pabal.Start("inbox", "--json", "--smtp", "127.0.0.1:0", "--http", "127.0.0.1:0");
        try
        {
            using var ready = JsonDocument.Parse((await inbox.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!);
            using var http = new HttpClient { BaseAddress = new Uri($"http://{ready.RootElement.GetProperty("http").GetString()}") };
            string[] python = [.. Scripts("python")];
            Assert.Equal(2, python.Length);

            await RunAsync("python3", "sign_up.py", python[0], ready.RootElement.GetProperty("smtp").GetString()!);
            Assert.Equal("482913", await RunAsync("python3", "wait.py", python[1], http.BaseAddress.OriginalString));
            Assert.Equal("482913", await RunAsync("node", "wait.mjs", Assert.Single(Scripts("js")), http.BaseAddress.OriginalString));

            using var mail = JsonDocument.Parse(await http.GetStringAsync("/api/messages/wait?to=ann@example.com&subject=code&timeout=10", TestContext.Current.CancellationToken));
            AssertShown("\"codes\"", await http.GetStringAsync($"/api/messages/{mail.RootElement.GetProperty("id").GetString()}/insights", TestContext.Current.CancellationToken));
            using var answer = await http.GetAsync("/api/messages/wait?to=bob@example.com&timeout=1", TestContext.Current.CancellationToken);
            AssertShown("\"timeout\"", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }
        finally
        {
            inbox.Kill();
        }
    }

    public void Dispose() => pabal.Dispose();

    private IEnumerable<string> Scripts(string language) => fences.Where(fence => fence.Language == language).Select(fence => fence.Text);

    private async Task<string> RunAsync(string program, string name, string script, string argument) =>
        (await Run.OfAsync(program, [pabal.File(name, script), argument])).Succeeded().TrimEnd();

    private void AssertShown(string mark, string answered)
    {
        using var shown = JsonDocument.Parse(Assert.Single(Scripts("json"), json => json.Contains(mark, StringComparison.Ordinal)));
        using var real = JsonDocument.Parse(answered);
        Assert.True(JsonElement.DeepEquals(shown.RootElement, real.RootElement), $"the page shows\n{shown.RootElement}\nthe inbox says\n{answered}");
    }
}
