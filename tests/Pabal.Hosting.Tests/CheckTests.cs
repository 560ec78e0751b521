using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace Pabal.Hosting.Tests;

public sealed class CheckTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_check_logs_in_once_a_minute_and_sends_nothing()
    {
        await using var server = await MailServer.StartAsync();
        var time = new ManualTime();
        using var host = await StartAsync(server.Settings, services => services.AddSingleton<TimeProvider>(time).AddPabal());
        for (var i = 0; i < 5; i++)
            Assert.Equal(HealthStatus.Healthy, (await CheckAsync(host, "pabal")).Status);
        Assert.Equal(1, server.Logins);
        time.Advance(TimeSpan.FromMinutes(1));
        await CheckAsync(host, "pabal");
        Assert.Equal(2, server.Logins);
        Assert.Empty(server.Messages);
        Assert.Contains(server.Lines, line => line.Contains("NOOP", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_refused_login_is_unhealthy_and_says_why_without_the_password()
    {
        await using var server = await MailServer.StartAsync();
        using var host = await StartAsync(server.Settings, services => services.AddPabal(options => options.Password = "wr0ng"));
        var entry = await CheckAsync(host, "pabal");
        Assert.Equal(HealthStatus.Unhealthy, entry.Status);
        Assert.Equal("Authentication", entry.Data["failure"]);
        Assert.NotEmpty(entry.Description!);
        Assert.DoesNotContain("wr0ng", $"{entry.Description} {entry.Exception} {string.Join(' ', entry.Data)}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_away_is_unhealthy()
    {
        string uri;
        await using (var server = await MailServer.StartAsync())
            uri = server.Uri;
        using var host = await StartAsync(new() { ["Pabal:Server"] = uri }, services => services.AddPabal());
        Assert.Equal("Unreachable", (await CheckAsync(host, "pabal")).Data["failure"]);
    }

    [Fact]
    public async Task A_server_that_says_nothing_is_given_up_after_ten_seconds()
    {
        using var silent = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        silent.Start();
        var time = new ManualTime();
        using var host = await StartAsync(new() { ["Pabal:Server"] = $"smtp://{silent.LocalEndpoint}" }, services => services.AddSingleton<TimeProvider>(time).AddPabal());
        var checking = CheckAsync(host, "pabal");
        using var accepted = await silent.AcceptSocketAsync(Cancel);
        time.Advance(TimeSpan.FromSeconds(9));
        Assert.False(checking.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Contains("within 10 s", (await checking).Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_named_account_has_a_check_of_its_own_and_captured_mail_is_healthy()
    {
        using var host = await TestHost.StartAsync([], services => services.AddPabalCapture().AddPabal("newsletter").AddHealthChecks().AddPabalCheck("newsletter"));
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(host, "pabal:newsletter")).Status);
    }

    private static Task<IHost> StartAsync(Dictionary<string, string?> settings, Action<IServiceCollection> add) => TestHost.StartAsync(settings, services =>
    {
        add(services);
        services.AddHealthChecks().AddPabalCheck();
    });

    private static async Task<HealthReportEntry> CheckAsync(IHost host, string name) =>
        (await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Cancel)).Entries[name];
}
