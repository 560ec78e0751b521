using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;

namespace Pabal.Cli.Tests;

public sealed class InboxTests : IDisposable
{
    private readonly PabalProgram pabal = new();

    [Fact]
    public async Task A_mail_that_is_sent_is_read_by_the_API()
    {
        using var inbox = await RunningInbox.StartAsync(pabal);
        Assert.True((bool)inbox.Ready["ready"]!);
        Assert.Null(inbox.Ready["pop3"]);
        var waiting = inbox.GetAsync("/api/messages/wait?to=gil@example.com&timeout=60");
        (await SendAsync(inbox, "gil@example.com", "안녕하세요")).Succeeded();
        var mail = await waiting;
        Assert.Equal(("안녕하세요", "ann@example.com"), ((string)mail["subject"]!, (string)mail["envelope"]!["from"]!));

        // The document is the one that pabal show prints of the same octets.
        var raw = await inbox.Http.GetByteArrayAsync($"/api/messages/{mail["id"]}/raw", TestContext.Current.CancellationToken);
        var shown = JsonNode.Parse((await pabal.RunAsync(["show", pabal.File("raw.eml", raw), "--json"])).Succeeded())!;
        foreach (var (name, value) in shown.AsObject())
            Assert.True(JsonNode.DeepEquals(value, mail[name]), name);
    }

    [Fact]
    public async Task Mail_comes_over_TLS_and_with_any_login()
    {
        using var inbox = await RunningInbox.StartAsync(pabal, "--inboxes", "user");
        pabal.Variables["PABAL_PASSWORD"] = "whatever";
        (await pabal.RunAsync(["send", "--server", $"smtp://shop@{inbox.Ready["smtp"]}?tls=opportunistic", "--from", "ann@example.com", "--to", "gil@example.com", "--text", "x"])).Succeeded();
        var envelope = (await inbox.GetAsync("/api/messages?inbox=shop"))["messages"]![0]!["envelope"]!;
        Assert.Equal(("shop", "1.3"), ((string)envelope["user"]!, (string)envelope["tls"]!));
    }

    [Fact]
    public async Task A_certificate_that_is_given_is_the_one_that_clients_see()
    {
        var certificate = TestCertificates.Server;
        pabal.File("cert.pem", certificate.ExportCertificatePem());
        pabal.File("key.pem", certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        using var inbox = await RunningInbox.StartAsync(pabal, "--tls-cert", "cert.pem", "--tls-key", "key.pem");
        pabal.File("ca.pem", TestCertificates.Roots[0].ExportCertificatePem());
        (await pabal.RunAsync(["send", "--server", $"smtp://{inbox.Ready["smtp"]}?tls=required", "--ca-file", "ca.pem", "--from", "ann@example.com", "--to", "gil@example.com", "--text", "x"])).Succeeded();
        Assert.Equal(1, (int)(await inbox.GetAsync("/api/messages"))["total"]!);
    }

    [Fact]
    public async Task The_dialogue_is_shown_on_demand_and_the_ready_line_stays_alone()
    {
        if (OperatingSystem.IsWindows())
            return;
        using var inbox = await RunningInbox.StartAsync(pabal, "-v");
        (await SendAsync(inbox, "gil@example.com", "x")).Succeeded();
        var (exitCode, output, error) = await inbox.SignalAsync("TERM");
        Assert.Equal((0, ""), (exitCode, output));
        Assert.Matches(@"\d C: RCPT TO:<gil@example\.com>", error);
        Assert.Matches(@"\d S: 250 2\.0\.0 kept as [0-9]{17}", error);
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task It_stops_cleanly_when_it_is_told_to(string signal)
    {
        if (OperatingSystem.IsWindows())
            return;
        using var inbox = await RunningInbox.StartAsync(pabal, "--pop3", "127.0.0.1:0");
        Assert.NotNull(inbox.Ready["pop3"]);
        Assert.Equal((0, "", ""), await inbox.SignalAsync(signal));
    }

    [Fact]
    public async Task Without_JSON_it_prints_one_line_for_each_listener()
    {
        using var process = RunningInbox.Start(pabal, ["inbox", "--smtp", "127.0.0.1:0", "--http", "127.0.0.1:0", "--pop3", "127.0.0.1:0"]);
        try
        {
            foreach (var name in new[] { "smtp", "http", "pop3" })
                Assert.Matches($@"^{name} 127\.0\.0\.1:[0-9]+$", await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
        }
        finally
        {
            process.Kill();
        }
    }

    [Fact]
    public async Task Every_mail_that_was_acknowledged_survives_a_kill()
    {
        var acknowledged = new List<string>();
        using (var inbox = await RunningInbox.StartAsync(pabal, "--dir", "mails"))
        {
            var killed = Task.CompletedTask;
            for (var i = 0; i < 40; i += 8)
            {
                var round = i;
                var sent = await Task.WhenAll(Enumerable.Range(i, 8).Select(async number =>
                {
                    // The last round is on its way when the end comes.
                    if (number == 36)
                        killed = inbox.KillAsync();
                    return (number, Run: await SendAsync(inbox, "gil@example.com", $"mail {number}"));
                }));
                acknowledged.AddRange(sent.Where(one => one.Run.ExitCode == 0).Select(one => $"mail {one.number}"));
            }
            await killed;
        }
        Assert.InRange(acknowledged.Count, 32, 40);
        using var again = await RunningInbox.StartAsync(pabal, "--dir", "mails");
        var kept = (await again.GetAsync("/api/messages?limit=1000"))["messages"]!.AsArray();
        Assert.Empty(acknowledged.Except(kept.Select(mail => (string)mail!["subject"]!)));
        Assert.All(kept, mail => Assert.Equal("gil@example.com", (string)mail!["envelope"]!["to"]![0]!));
        Assert.Empty(Directory.GetFiles(Path.Combine(pabal.Folder, "mails"), "*.part"));
        Assert.Equal(kept.Count, Directory.GetFiles(Path.Combine(pabal.Folder, "mails"), "*.eml").Length);
    }

    [Fact]
    public async Task A_password_closes_page_and_SMTP()
    {
        pabal.Variables["PABAL_INBOX_PASSWORD"] = "secret";
        using var inbox = await RunningInbox.StartAsync(pabal, "--user", "gil");
        using var refused = await inbox.Http.GetAsync("/api/messages", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal("ok", (string)(await inbox.GetAsync("/health"))["status"]!);
        Assert.NotEqual(0, (await SendAsync(inbox, "gil@example.com", "x")).ExitCode);
        pabal.Variables["PABAL_PASSWORD"] = "secret";
        (await SendAsync(inbox, "gil@example.com", "x", "--user", "gil")).Succeeded();
    }

    [Fact]
    public async Task The_password_comes_from_a_file_that_others_can_t_read()
    {
        pabal.File("password", "secret\n");
        using (var inbox = await RunningInbox.StartAsync(pabal, "--password-file", "password"))
        {
            using var refused = await inbox.Http.GetAsync("/api/messages", TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
            inbox.Http.DefaultRequestHeaders.Authorization = new("Basic", Convert.ToBase64String("anybody:secret"u8));
            Assert.Empty((await inbox.GetAsync("/api/messages"))["messages"]!.AsArray());
        }
        pabal.File("password", "secret\n", UnixFileMode.UserRead | UnixFileMode.GroupRead);
        var run = await pabal.RunAsync(["inbox", "--smtp", "127.0.0.1:0", "--http", "127.0.0.1:0", "--password-file", "password"]);
        Assert.Equal(78, run.ExitCode);
        Assert.Contains("chmod 600", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_systemd_hands_to_a_service_is_secret_although_its_mode_names_the_group()
    {
        pabal.File("credentials/password", "secret", UnixFileMode.UserRead | UnixFileMode.GroupRead);
        pabal.Variables["CREDENTIALS_DIRECTORY"] = Path.Combine(pabal.Folder, "credentials");
        using var inbox = await RunningInbox.StartAsync(pabal, "--password-file", "credentials/password");
        using var refused = await inbox.Http.GetAsync("/api/messages", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    [Fact]
    public async Task Faults_are_met_by_who_sends()
    {
        using var inbox = await RunningInbox.StartAsync(pabal, "--fault", "rcpt:451");
        Assert.Equal(75, (await SendAsync(inbox, "gil@example.com", "x")).ExitCode);
        Assert.Equal("rcpt:451", (string)(await inbox.GetAsync("/api/faults"))["faults"]![0]!);
    }

    [Theory]
    [InlineData(64, "--smtp", "nonsense")]
    [InlineData(64, "--http", "example.com:80")]
    [InlineData(64, "--max-messages", "0")]
    [InlineData(64, "--max-size", "3000000000")]
    [InlineData(64, "--fault", "rcpt")]
    [InlineData(64, "--inboxes", "nonsense")]
    [InlineData(64, "--tls-cert", "cert.pem")]
    [InlineData(78, "--user", "gil")]
    [InlineData(66, "--dir", "file/below")]
    public async Task What_can_not_be_done_is_said_with_the_exit_code_of_its_kind(int exitCode, string option, string value)
    {
        pabal.File("file", "");
        var run = await pabal.RunAsync(["inbox", "--smtp", "127.0.0.1:0", "--http", "127.0.0.1:0", option, value]);
        Assert.Equal((exitCode, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("pabal: ", run.Error, StringComparison.Ordinal);
        pabal.Variables["LC_ALL"] = "ko_KR.UTF-8";
        Assert.Matches("[가-힣]", (await pabal.RunAsync(["inbox", "--smtp", "127.0.0.1:0", "--http", "127.0.0.1:0", option, value])).Error);
    }

    [Fact]
    public async Task A_port_in_use_is_named()
    {
        using var inbox = await RunningInbox.StartAsync(pabal);
        var run = await pabal.RunAsync(["inbox", "--smtp", (string)inbox.Ready["smtp"]!, "--http", "127.0.0.1:0"]);
        Assert.Equal(69, run.ExitCode);
        Assert.Contains((string)inbox.Ready["smtp"]!, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Being_open_to_others_without_a_password_is_warned_of()
    {
        using var process = RunningInbox.Start(pabal, ["inbox", "--smtp", "127.0.0.1:0", "--http", "0.0.0.0:0"]);
        try
        {
            Assert.Contains("PABAL_INBOX_PASSWORD", $"{await process.StandardError.ReadLineAsync(TestContext.Current.CancellationToken)}{await process.StandardError.ReadLineAsync(TestContext.Current.CancellationToken)}", StringComparison.Ordinal);
        }
        finally
        {
            process.Kill();
        }
    }

    [Theory]
    [InlineData("en", "Examples:")]
    [InlineData("ko", "검색:")]
    public async Task Help_shows_how_in_both_languages(string language, string expected)
    {
        var help = (await pabal.RunAsync(["inbox", "--help", "--lang", language])).Succeeded();
        Assert.Contains(expected, help, StringComparison.Ordinal);
        Assert.Contains("--release-allow", help, StringComparison.Ordinal);
    }

    public void Dispose() => pabal.Dispose();

    private Task<Run> SendAsync(RunningInbox inbox, string to, string subject, params string[] more) =>
        pabal.RunAsync(["send", "--json", "--server", inbox.Smtp, "--from", "ann@example.com", "--to", to, "--subject", subject, "--text", "본문", .. more]);
}
