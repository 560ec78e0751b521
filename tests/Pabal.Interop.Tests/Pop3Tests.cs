using System.Text;
using Pabal.Inbox;
using Pabal.Mime;
using Pabal.Smtp;

namespace Pabal.Interop.Tests;

/// <summary>Programs of others read the inbox by POP3.</summary>
public sealed class Pop3Tests : IAsyncLifetime
{
    private InboxStore store = null!;
    private InboxServer server = null!;

    public async ValueTask InitializeAsync()
    {
        store = await InboxStore.OpenAsync(cancellationToken: Token);
        server = await InboxServer.StartAsync(new InboxServerOptions { Smtp = "127.0.0.1:0", Http = "127.0.0.1:0", Pop3 = "127.0.0.1:0" }, store, Token);
        await using var smtp = new SmtpClient($"smtp://{server.Smtp}?tls=none");
        foreach (var subject in new[] { "하나", "둘", "셋" })
            await smtp.SendAsync(new Email { From = "ann@example.com", To = "gil@example.com", Subject = subject, Text = ".점으로 시작\n..그리고 또\n" }, Token);
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        await store.DisposeAsync();
    }

    [Fact]
    public async Task Poplib_reads_over_TLS_and_deletes()
    {
        Peer.Require("python3");
        var run = await Run.OfAsync("python3", [Path.Combine(AppContext.BaseDirectory, "pop.py"), $"{server.Pop3!.Port}"], variables: new Dictionary<string, string?> { ["PYTHONIOENCODING"] = "utf-8" });
        Assert.Equal(["하나 | .점으로 시작", "..그리고 또", "둘 | .점으로 시작", "..그리고 또", "셋 | .점으로 시작", "..그리고 또"], run.Succeeded().Trim().ReplaceLineEndings("\n").Split('\n'));
        Assert.Equal(["셋", "둘"], store.List().Mails.Select(mail => mail.Subject));
    }

    [Fact]
    public async Task Curl_reads_by_SASL_and_by_user_and_password()
    {
        Peer.Require("curl");
        var address = $"pop3://{server.Pop3}";
        var mail = (await Run.OfAsync("curl", ["-sS", "--ssl-reqd", "-k", "-u", "gil:any", $"{address}/2"])).Succeeded();
        Assert.Equal("둘", MimeMessage.Parse(Encoding.UTF8.GetBytes(mail)).Subject);
        Assert.Equal(3, (await Run.OfAsync("curl", ["-sS", "--login-options", "AUTH=PLAIN", "-u", "gil:any", address])).Succeeded().Trim().Split('\n').Length);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
