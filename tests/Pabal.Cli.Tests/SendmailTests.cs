using System.Text;
using Pabal.Mime;
using Pabal.Smtp;

namespace Pabal.Cli.Tests;

/// <summary><c>pabal sendmail</c>, called as programs have always called sendmail.</summary>
public sealed class SendmailTests : IDisposable
{
    private const string Mail = "From: Gil <gil@example.com>\nTo: ann@example.com\nSubject: x\n\nbody\n";

    private readonly PabalProgram pabal = new();

    public SendmailTests() => pabal.Variables["PABAL_SERVER"] = "sandbox";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => pabal.Dispose();

    [Fact]
    public async Task It_prints_nothing_when_all_went_well()
    {
        var run = await SendAsync(Mail, "ann@example.com");
        Assert.Equal("", run.All);
        Assert.Equal(0, run.ExitCode);
        Assert.Single(pabal.Kept);
    }

    [Fact]
    public async Task T_sends_to_all_in_the_header_and_on_the_command_line_and_takes_bcc_out()
    {
        var run = await SendAsync("From: gil@example.com\nTo: Ann <ann@example.com>,\n bob@example.com\nCc: carol@example.com\nBCC: Secret <secret@example.com>,\n hidden@example.com\nSubject: x\n\nBcc: of the body\n",
            "-ti", "-v", "dave@example.com");
        Assert.Equal(["dave", "ann", "bob", "carol", "secret", "hidden"], RecipientsOf(run));
        var arrived = await TextAsync();
        Assert.DoesNotContain("secret", arrived, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", arrived, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\nBcc: of the body\r\n", arrived, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_t_only_those_on_the_command_line_get_it_and_bcc_goes_all_the_same()
    {
        var run = await SendAsync("Bcc: secret@example.com\n" + Mail, "-v", "--", "carol@example.com", "dave@example.com,eve@example.com");
        Assert.Equal(["carol", "dave", "eve"], RecipientsOf(run));
        Assert.DoesNotContain("secret", await TextAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "one\r\n")]
    [InlineData("-i", "one\r\n.\r\ntwo\r\n")]
    [InlineData("-oi", "one\r\n.\r\ntwo\r\n")]
    public async Task A_lone_dot_ends_the_mail_unless_told_otherwise(string? option, string body)
    {
        string[] options = option is null ? [] : [option];
        (await SendAsync("From: gil@example.com\n\none\n.\ntwo\n", [.. options, "ann@example.com"])).Succeeded();
        Assert.EndsWith("\r\n\r\n" + body, await TextAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bounces@example.com", "-f", "bounces@example.com")]
    [InlineData("bounces@example.com", "-fbounces@example.com")]
    [InlineData("bounces@example.com", "-r", "bounces@example.com")]
    [InlineData("", "-f", "<>")]
    [InlineData("", "-f", "")]
    [InlineData("gil@example.com", "-f", "root")]
    [InlineData("gil@example.com")]
    public async Task F_names_the_envelope_sender(string sender, params string[] options)
    {
        var run = await SendAsync(Mail, [.. options, "-v", "ann@example.com"]);
        run.Succeeded();
        Assert.Contains($"MAIL FROM:<{sender}>", run.Error, StringComparison.Ordinal);
        Assert.Equal("gil@example.com", (await ArrivedAsync()).From.Mailboxes.Single().Address.ToString());
    }

    [Fact]
    public async Task What_every_mail_has_is_added_where_it_is_missing()
    {
        (await SendAsync("Subject: x\n\nbody\n", "-f", "gil@example.com", "-F", "Kim, Gil", "ann@example.com")).Succeeded();
        var arrived = await ArrivedAsync();
        Assert.Equal("\"Kim, Gil\" <gil@example.com>", arrived.From.Mailboxes.Single().ToString());
        Assert.EndsWith("@example.com>", arrived.MessageId, StringComparison.Ordinal);
        Assert.NotNull(arrived.Date);
    }

    [Fact]
    public async Task What_is_there_stays_as_it_is()
    {
        const string message = "Date: Mon, 2 Nov 2026 09:00:00 +0900\r\nMessage-ID: <own@example.com>\r\nFrom: Gil\t<gil@example.com>\r\nX-Odd:  two\r\n  lines\r\n\r\nbody\r\n";
        (await SendAsync("From gil Mon Nov  2 09:00:00 2026\n" + message, "-F", "Somebody", "ann@example.com")).Succeeded();
        Assert.Equal(message, await TextAsync());
    }

    [Fact]
    public async Task Korean_in_a_header_becomes_words_that_every_server_takes()
    {
        (await SendAsync("From: 김길동 <gil@example.com>\nTo: 홍안나 <ann@example.com>\nSubject: 야간 백업 보고\n\n본문\n", "-t", "-i")).Succeeded();
        var arrived = await ArrivedAsync();
        Assert.All(arrived.Headers, field => Assert.True(Ascii.IsValid(field.Raw.Span)));
        Assert.Equal(("야간 백업 보고", "김길동", "홍안나"), (arrived.Subject, arrived.From.Mailboxes.Single().Name, arrived.To.Mailboxes.Single().Name));
    }

    [Fact]
    public async Task A_value_can_not_add_a_field()
    {
        Assert.Equal(65, (await SendAsync("\nbody\n", "-f", "gil@example.com", "-F", "x\nBcc: evil@example.com", "ann@example.com")).ExitCode);
        Assert.Equal(65, (await SendAsync(Mail, "-f", "gil@example.com>\r\nRCPT TO:<evil@example.com", "ann@example.com")).ExitCode);
        Assert.Equal(65, (await SendAsync(Mail, "ann@example.com>\r\nRCPT TO:<evil@example.com")).ExitCode);
        Assert.Empty(pabal.Kept);
    }

    [Theory]
    [InlineData("-oem -om -B8BITMIME -B 7BIT -odi -oee -U -G -n -m -x -c -s -I -e -em")]
    [InlineData("-bm -h 5 -L tag -X log -C file -O Name=value -p SMTP:host -o i -A c -q -q15m")]
    [InlineData("-itUoem")]
    public async Task Options_without_a_meaning_here_are_taken(string options) =>
        Assert.Equal((0, ""), (await SendAsync(Mail, [.. options.Split(' '), "ann@example.com"])) switch { var run => (run.ExitCode, run.All) });

    [Theory]
    [InlineData(64, "-t")]
    [InlineData(64, "-y")]
    [InlineData(64, "-f")]
    [InlineData(64, "-bd")]
    [InlineData(64, "--no-such=x")]
    [InlineData(64, "-N", "sometimes", "ann@example.com")]
    [InlineData(65, "ann@@example.com")]
    [InlineData(67, "root")]
    public async Task What_can_not_be_done_is_told_with_a_way_out(int exitCode, params string[] options)
    {
        var run = await SendAsync("From: gil@example.com\n\nbody\n", options);
        Assert.Equal(exitCode, run.ExitCode);
        Assert.StartsWith("pabal: ", run.Error, StringComparison.Ordinal);
        Assert.Contains("→", run.Error, StringComparison.Ordinal);
        Assert.Equal("", run.Output);
        Assert.Empty(pabal.Kept);
    }

    [Fact]
    public async Task Whoever_sends_has_to_be_known()
    {
        var run = await SendAsync("Subject: x\n\nbody\n", "ann@example.com");
        Assert.Equal(78, run.ExitCode);
        Assert.Contains("PABAL_FROM", run.Error, StringComparison.Ordinal);
        pabal.Variables["PABAL_FROM"] = "gil@example.com";
        (await SendAsync("Subject: x\n\nbody\n", "ann@example.com")).Succeeded();
    }

    [Theory]
    [InlineData(67, 550)]
    [InlineData(75, 450)]
    public async Task A_server_that_refuses_all_is_told_by_the_exit_code(int exitCode, int code)
    {
        await using var server = await ServerAsync();
        server.JudgeRecipient = _ => new SmtpReply(code, code == 550 ? "5.1.1" : "4.2.1", "not this one");
        var run = await SendAsync(Mail, "ann@example.com");
        Assert.Equal(exitCode, run.ExitCode);
        Assert.Contains("not this one", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_several_those_who_were_refused_are_named()
    {
        await using var server = await ServerAsync();
        server.JudgeRecipient = address => address == "bob@example.com" ? new SmtpReply(550, "5.1.1", "nobody here") : null;
        var run = await SendAsync(Mail, "ann@example.com", "bob@example.com");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("bob@example.com", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("ann@example.com", run.Error, StringComparison.Ordinal);
        Assert.Equal("ann@example.com", Assert.Single(server.Accepted));
    }

    [Fact]
    public async Task A_server_out_of_reach_is_told_so_that_the_caller_keeps_the_mail()
    {
        await using (await ServerAsync())
        { }
        var run = await SendAsync(Mail, "ann@example.com");
        Assert.Equal(69, run.ExitCode);
        Assert.Contains("127.0.0.1", run.Error, StringComparison.Ordinal);
        pabal.Variables["PABAL_SERVER"] = null;
        run = await SendAsync(Mail, "ann@example.com");
        Assert.Equal(78, run.ExitCode);
        Assert.Contains("config.json", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task By_a_link_of_that_name_it_is_sendmail()
    {
        var run = await Run.OfAsync(pabal.Link("sendmail"), ["-i", "-t"], pabal.Folder, Mail, TimeSpan.FromSeconds(60), pabal.Variables);
        Assert.Equal((0, ""), (run.ExitCode, run.All));
        Assert.Single(pabal.Kept);
    }

    [Fact]
    public async Task What_cron_says_goes_to_whom_the_account_says()
    {
        pabal.Variables["PABAL_SERVER"] = null;
        pabal.File("config/pabal/config.json", """
            {"default": "home", "accounts": {"home": {"server": "sandbox", "from": "me@example.com",
              "aliases": {"root": "Admin <admin@example.com>", "default": "me@example.com"}}}}
            """);
        const string said = "From: root (Cron Daemon)\nTo: root\nSubject: Cron <root@box> backup\nMIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\nAuto-Submitted: auto-generated\n\n디스크가 찼습니다\n";
        var run = await SendAsync(said, "-FCronDaemon", "-i", "-B8BITMIME", "-oem", "-v", "root");
        Assert.Equal(["admin"], RecipientsOf(run));
        var arrived = await ArrivedAsync();
        Assert.Equal("CronDaemon <me@example.com>", arrived.From.Mailboxes.Single().ToString());
        Assert.Equal("Admin <admin@example.com>", arrived.To.Mailboxes.Single().ToString());
        Assert.Equal("디스크가 찼습니다\r\n", arrived.TextBody?.ReplaceLineEndings("\r\n"));
        Assert.Equal(["me"], RecipientsOf(await SendAsync("From: gil@example.com\n\nbody\n", "-v", "www-data")));
    }

    [Fact]
    public async Task What_php_hands_over_is_understood()
    {
        const string handed = "To: ann@example.com\r\nSubject: =?UTF-8?B?7JWI64WV?=\r\nX-PHP-Originating-Script: 1000:form.php\r\nFrom: shop@example.com\r\nCc: boss@example.com\r\nBcc: log@example.com\r\n\r\nline\n.\nline\n";
        Assert.Equal(["ann", "boss", "log"], RecipientsOf(await SendAsync(handed, "-t", "-i", "-v")));
        var arrived = await ArrivedAsync();
        Assert.Equal("안녕", arrived.Subject);
        Assert.Equal("line\r\n.\r\nline\r\n", arrived.TextBody?.ReplaceLineEndings("\r\n"));
        Assert.DoesNotContain("log@example.com", await TextAsync(), StringComparison.Ordinal);
    }

    private async Task<MergeServer> ServerAsync()
    {
        var server = await MergeServer.StartAsync();
        pabal.Variables["PABAL_SERVER"] = $"smtp://127.0.0.1:{server.Uri.Port}?tls=none";
        return server;
    }

    private Task<Run> SendAsync(string input, params string[] options) => pabal.RunAsync(["sendmail", .. options], input);

    private static IEnumerable<string> RecipientsOf(Run run)
    {
        run.Succeeded();
        const string command = "C: RCPT TO:<";
        return run.Error.Split('\n').Where(line => line.Contains(command, StringComparison.Ordinal)).Select(line => line.Split(command)[1].Split('@')[0]);
    }

    private async Task<string> TextAsync() => Encoding.UTF8.GetString(await File.ReadAllBytesAsync(Assert.Single(pabal.Kept), Cancel));

    private async Task<MimeMessage> ArrivedAsync() => MimeMessage.Parse(await File.ReadAllBytesAsync(Assert.Single(pabal.Kept), Cancel));
}
