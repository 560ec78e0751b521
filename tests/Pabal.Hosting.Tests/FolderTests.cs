using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Pabal.Mime;
using Pabal.Smtp;

namespace Pabal.Hosting.Tests;

public sealed class FolderTests : IDisposable
{
    private static readonly Email Greeting = new() { From = "ann@example.com", To = "gil@example.com", Bcc = "boss@example.com", Subject = "안녕하세요", Text = "본문" };

    private readonly string root = Directory.CreateTempSubdirectory("pabal-test-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task In_development_mail_of_every_account_is_written_to_the_folder_and_needs_no_server()
    {
        using var host = await TestHost.StartAsync(new() { ["Pabal:Folder"] = "mails" }, services => services.AddPabal().AddPabal("newsletter"), Environments.Development, root: root);
        var sent = await host.Services.GetRequiredService<IMailSender>().SendAsync(Greeting, Cancel);
        await host.Services.GetRequiredKeyedService<IMailSender>("newsletter").SendAsync(Greeting, Cancel);
        Assert.Equal(2, sent.Accepted.Length);
        var files = Directory.GetFiles(Path.Combine(root, "mails"));
        Assert.Equal(2, files.Length);
        Assert.All(files, file => Assert.EndsWith(".eml", file, StringComparison.Ordinal));
        var messages = files.Select(file => MimeMessage.Parse(File.ReadAllBytes(file))).ToArray();
        Assert.Contains(messages, message => message.MessageId == sent.MessageId);
        Assert.All(messages, message => Assert.Equal("안녕하세요", message.Subject));
        Assert.DoesNotContain("boss", await File.ReadAllTextAsync(files[0], Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_mail_goes_to_a_folder_no_client_sends_past_it()
    {
        await using var server = await MailServer.StartAsync();
        var settings = server.Settings;
        settings["Pabal:Folder"] = "mails";
        using var host = await TestHost.StartAsync(settings, services => services.AddPabal(), Environments.Development, root: root);
        Assert.Throws<InvalidOperationException>(host.Services.GetRequiredService<SmtpClient>);
        await host.Services.GetRequiredService<IMailSender>().SendAsync(Greeting, Cancel);
        Assert.Empty(server.Messages);
    }

    [Fact]
    public async Task Outside_of_development_the_folder_means_nothing()
    {
        await using var server = await MailServer.StartAsync();
        var settings = server.Settings;
        settings["Pabal:Folder"] = "mails";
        using var host = await TestHost.StartAsync(settings, services => services.AddPabal(), root: root);
        await host.Services.GetRequiredService<IMailSender>().SendAsync(Greeting, Cancel);
        Assert.Single(server.Messages);
        Assert.Empty(Directory.GetFileSystemEntries(root));
    }

    [Fact]
    public async Task A_mail_that_can_t_be_written_leaves_no_file()
    {
        using var host = await TestHost.StartAsync(new() { ["Pabal:Folder"] = root }, services => services.AddPabal(), Environments.Development, root: root);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => host.Services.GetRequiredService<IMailSender>().SendAsync(Greeting, new CancellationToken(canceled: true)));
        Assert.Empty(Directory.GetFileSystemEntries(root));
    }

    public void Dispose() => Directory.Delete(root, recursive: true);
}
