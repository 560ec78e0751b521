using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Pabal.AspNetCore;
using Pabal.Hosting.Tests.Mails;
using Pabal.Mime;

namespace Pabal.Hosting.Tests;

public sealed class WebApplicationTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_web_application_sends_a_component_and_tells_its_health()
    {
        await using var server = await MailServer.StartAsync();
        var builder = WebApplication.CreateEmptyBuilder(new() { EnvironmentName = "Production" });
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(server.Settings);
        builder.Services.AddRoutingCore();
        builder.Services.AddPabal().AddPabalRazor().AddSingleton(TimeProvider.System).AddHealthChecks().AddPabalCheck();
        await using (var app = builder.Build())
        {
            app.UseRouting();
            app.MapHealthChecks("/health");
            // <razor>
            app.MapPost("/welcome", async (HttpContext context, string to, IMailSender sender, RazorMail razor) =>
            {
                var email = await razor.RenderAsync<Welcome>(new Dictionary<string, object?> { ["Name"] = "길동" });
                await sender.SendAsync(email with { To = new Mailbox(EmailAddress.Parse(to)), Subject = "환영합니다" }, context.RequestAborted);
            });
            // </razor>
            app.UseEndpoints(_ => { });
            await app.StartAsync(Cancel);
            using var http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
            (await http.PostAsync("/welcome?to=gil@example.com", null, Cancel)).EnsureSuccessStatusCode();
            Assert.Equal("Healthy", await http.GetStringAsync("/health", Cancel));
        }
        var (envelope, message) = Assert.Single(server.Messages);
        Assert.Equal("ann@example.com", envelope.Sender!.ToString());
        Assert.Equal("환영합니다", message.Subject);
        Assert.Contains("안녕하세요, 길동", message.HtmlBody, StringComparison.Ordinal);
        Assert.Contains("여기서 시작 (https://example.com/start)", message.TextBody, StringComparison.Ordinal);
    }
}
