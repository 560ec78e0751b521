using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Pabal.Mime;
using Pabal.Smtp;

namespace Pabal.Hosting.Tests;

public sealed class SendingTests
{
    private static readonly Email Greeting = new() { To = "gil@example.com", Bcc = "boss@example.com", Subject = "안녕하세요", Text = "본문" };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_host_sends_with_a_login_and_the_account_s_From_and_says_goodbye_when_it_ends()
    {
        await using var server = await MailServer.StartAsync();
        using var log = new LogLines();
        using (var host = await TestHost.StartAsync(server.Settings, services => services.AddPabal(), log: log))
        {
            var sent = await host.Services.GetRequiredService<IMailSender>().SendAsync(Greeting, Cancel);
            Assert.Equal(["gil@example.com", "boss@example.com"], sent.Accepted.Select(address => address.ToString()));
            await host.StopAsync(Cancel);
            Assert.DoesNotContain(server.Lines, line => line.Contains("QUIT", StringComparison.Ordinal));
        }
        var (envelope, message) = Assert.Single(server.Messages);
        Assert.Equal("ann@example.com", envelope.Sender!.ToString());
        Assert.Equal("Ann <ann@example.com>", message.From.ToString());
        Assert.Equal(1, server.Logins);
        Assert.Contains(server.Lines, line => line.Contains("QUIT", StringComparison.Ordinal));
        Assert.Contains(log, line => line.StartsWith("Pabal.Smtp: smtp://localhost", StringComparison.Ordinal) && line.Contains("accepted for 2 recipients", StringComparison.Ordinal));
        Assert.DoesNotContain(log, line => line.Contains(MailServer.Password, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_email_that_says_whom_it_is_from_is_from_there()
    {
        await using var server = await MailServer.StartAsync();
        using var host = await TestHost.StartAsync(server.Settings, services => services.AddPabal());
        await host.Services.GetRequiredService<IMailSender>().SendAsync(Greeting with { From = "sales@example.com" }, Cancel);
        Assert.Equal("sales@example.com", Assert.Single(server.Messages).Message.From.ToString());
    }

    [Fact]
    public async Task Named_accounts_stand_beside_the_one_without_a_name()
    {
        await using var first = await MailServer.StartAsync();
        await using var second = await MailServer.StartAsync();
        var settings = first.Settings;
        settings["Pabal:Accounts:newsletter:Server"] = second.Uri;
        using var host = await TestHost.StartAsync(settings, services => services.AddPabal().AddPabal("newsletter", options =>
        {
            (options.User, options.Password) = ("ann", MailServer.Password);
            options.From = "news@example.com";
        }));
        await host.Services.GetRequiredService<IMailSender>().SendAsync(Greeting, Cancel);
        await host.Services.GetRequiredKeyedService<IMailSender>("newsletter").SendAsync(Greeting, Cancel);
        Assert.Equal("ann@example.com", Assert.Single(first.Messages).Envelope.Sender!.ToString());
        Assert.Equal("news@example.com", Assert.Single(second.Messages).Envelope.Sender!.ToString());
        Assert.NotSame(host.Services.GetRequiredService<SmtpClient>(), host.Services.GetRequiredKeyedService<SmtpClient>("newsletter"));
    }

    [Fact]
    public async Task Added_twice_an_account_is_one_and_code_still_goes_before_the_configuration()
    {
        await using var server = await MailServer.StartAsync();
        using var host = await TestHost.StartAsync(server.Settings, services => services.AddPabal(options => options.From = "code@example.com").AddPabal());
        await Assert.Single(host.Services.GetServices<IMailSender>()).SendAsync(Greeting, Cancel);
        Assert.Equal("code@example.com", Assert.Single(server.Messages).Envelope.Sender!.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public async Task A_password_file_may_end_in_a_line_end(string end)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, MailServer.Password + end, Cancel);
            await using var server = await MailServer.StartAsync();
            var settings = server.Settings;
            settings["Pabal:Password"] = "";
            settings["Pabal:PasswordFile"] = file;
            using var host = await TestHost.StartAsync(settings, services => services.AddPabal());
            await host.Services.GetRequiredService<IMailSender>().SendAsync(Greeting, Cancel);
            Assert.Single(server.Messages);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task A_sending_leaves_a_trace_under_the_name_that_is_told()
    {
        var traces = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == PabalServices.TelemetryName,
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = traces.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        await using var server = await MailServer.StartAsync();
        using var host = await TestHost.StartAsync(server.Settings, services => services.AddPabal());
        await host.Services.GetRequiredService<IMailSender>().SendAsync(Greeting, Cancel);
        var port = int.Parse(server.Uri.Split(':')[^1], System.Globalization.CultureInfo.InvariantCulture);
        Assert.Contains(traces, trace => trace.GetTagItem("server.port") is int number && number == port);
    }

    [Fact]
    public async Task A_wrong_password_is_the_sender_s_exception()
    {
        await using var server = await MailServer.StartAsync();
        using var host = await TestHost.StartAsync(server.Settings, services => services.AddPabal(options => options.Password = "wr0ng"));
        var failure = await Assert.ThrowsAsync<SmtpException>(() => host.Services.GetRequiredService<IMailSender>().SendAsync(Greeting, Cancel));
        Assert.Equal(SmtpFailure.Authentication, failure.Failure);
        Assert.DoesNotContain("wr0ng", failure.ToString(), StringComparison.Ordinal);
    }
}
