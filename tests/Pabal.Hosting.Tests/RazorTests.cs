using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.Extensions.DependencyInjection;
using Pabal.AspNetCore;
using Pabal.Hosting.Tests.Mails;

namespace Pabal.Hosting.Tests;

public sealed class RazorTests
{
    [Fact]
    public async Task A_component_becomes_html_and_text_with_its_services_and_what_it_waits_for()
    {
        await using var provider = Services();
        var email = await provider.GetRequiredService<RazorMail>().RenderAsync<Welcome>(new Dictionary<string, object?> { ["Name"] = "길동 <script>" });
        Assert.Contains("<h1>안녕하세요, 길동 &lt;script&gt;</h1>", email.Html, StringComparison.Ordinal);
        var message = (email with { From = "ann@example.com", To = "gil@example.com" }).ToMessage();
        Assert.Equal(email.Html, message.HtmlBody);
        Assert.Equal("안녕하세요, 길동 <script>\n\n2026년에도 여기서 시작 (https://example.com/start)하십시오.", message.TextBody!.ReplaceLineEndings("\n").Trim());
    }

    [Fact]
    public async Task What_a_component_throws_is_thrown()
    {
        await using var provider = Services();
        await Assert.ThrowsAsync<FormatException>(() => provider.GetRequiredService<RazorMail>().RenderAsync<Broken>());
    }

    private static ServiceProvider Services() =>
        new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(new ManualTime()).AddPabalRazor().BuildServiceProvider(validateScopes: true);

    private sealed class Broken : ComponentBase
    {
        protected override void BuildRenderTree(RenderTreeBuilder builder) => throw new FormatException();
    }
}
