using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Pabal.Smtp.Tests.Scripted;

namespace Pabal.Cli.Tests;

/// <summary>Servers that refuse, vanish or lie at each stage: the exit code of the contract and the stage in the document.</summary>
public sealed class ServerTests : IDisposable
{
    private const string Hello = "S: 220 mail.test ESMTP\nC: EHLO *\nS: 250 mail.test\n";
    private const string Login = "S: 220 mail.test ESMTP\nC: EHLO *\nS: 250-mail.test\nS: 250 AUTH PLAIN\nC: AUTH PLAIN *\n";
    private const string Mail = Hello + "C: MAIL FROM:<me@example.com>\n";
    private const string Rcpt = Mail + "S: 250 ok\nC: RCPT TO:<you@example.com>\n";
    private const string Data = Rcpt + "S: 250 ok\nC: DATA\n";
    private const string Final = Data + "S: 354 go on\nCONTENT\n";

    private readonly PabalProgram pabal = new();

    public void Dispose() => pabal.Dispose();

    [Theory]
    [InlineData("CLOSE", 75, "greeting")]
    [InlineData("S: 421 4.3.2 busy\nCLOSE", 75, "greeting")]
    [InlineData("S: 554 5.7.1 go away", 69, "greeting")]
    [InlineData("S: hello\nCLOSE", 76, "greeting")]
    [InlineData("S: 220 mail.test ESMTP\nC: EHLO *\nCLOSE", 75, "ehlo")]
    [InlineData("S: 220 mail.test ESMTP\nC: EHLO *\nS: 250-mail.test\nS: 550 mixed\nCLOSE", 76, "ehlo")]
    [InlineData(Mail + "S: 451 4.3.0 later", 75, "mail")]
    [InlineData(Mail + "S: 550 5.7.1 not you", 69, "mail")]
    [InlineData(Mail + "S: 354 what\nCLOSE", 76, "mail")]
    [InlineData(Mail + "CLOSE", 75, "mail")]
    [InlineData(Rcpt + "S: 550 5.1.1 nobody\nC: RSET\nS: 250 ok", 67, "rcpt")]
    [InlineData(Rcpt + "S: 450 4.2.1 later\nC: RSET\nS: 250 ok", 75, "rcpt")]
    [InlineData(Rcpt + "CLOSE", 75, "rcpt")]
    [InlineData(Data + "S: 554 5.5.1 no\nC: RSET\nS: 250 ok", 69, "data")]
    [InlineData(Data + "S: 250 ok\nCLOSE", 76, "data")]
    [InlineData(Data + "CLOSE", 75, "data")]
    [InlineData(Final + "S: 554 5.7.1 spam", 69, "final")]
    [InlineData(Final + "S: 452 4.3.1 full", 75, "final")]
    [InlineData(Final + "CLOSE", 75, "final")]
    [InlineData(Final + "S: 354 again\nCLOSE", 76, "final")]
    public async Task A_failure_is_told_by_its_stage_and_its_exit_code(string script, int exitCode, string stage)
    {
        await using var server = new ScriptedServer(script);
        var run = await pabal.RunAsync(["send", "--server", $"smtp://127.0.0.1:{server.Port}?tls=none", "--from", "me@example.com", "--to", "you@example.com", "--text", "x", "--json"]);
        Assert.Equal(exitCode, run.ExitCode);
        var document = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(stage, document.GetProperty("error").GetProperty("stage").GetString());
        Assert.Equal(exitCode == 75, document.GetProperty("error").GetProperty("transient").GetBoolean());
        Assert.Empty(document.GetProperty("accepted").EnumerateArray());
    }

    [Theory]
    [InlineData("S: 535 5.7.8 Username and Password not accepted", 77)]
    [InlineData("S: 454 4.7.0 temporary failure", 75)]
    [InlineData("S: 250 ok\nCLOSE", 76)]
    [InlineData("CLOSE", 75)]
    public async Task A_login_that_fails_is_told_without_the_password(string answer, int exitCode)
    {
        await using var server = new ScriptedServer(Login + answer);
        pabal.File(".env", "PABAL_PASSWORD=canary-secret\n");
        var run = await pabal.RunAsync(["send", "-vv", "--server", $"smtp://127.0.0.1:{server.Port}?tls=none", "--user", "me", "--from", "me@example.com", "--to", "you@example.com", "--json"]);
        Assert.Equal(exitCode, run.ExitCode);
        Assert.Equal("auth", JsonDocument.Parse(run.Output).RootElement.GetProperty("error").GetProperty("stage").GetString());
        Assert.DoesNotContain("canary", run.All, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToBase64String("canary-secret"u8).TrimEnd('=')[..8], run.All, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToBase64String("\0me\0canary-secret"u8)[..16], run.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tls_that_is_demanded_and_not_to_be_had_is_77_and_nothing_is_sent()
    {
        await using var server = new ScriptedServer(Hello);
        var run = await pabal.RunAsync(["send", "--server", $"smtp://127.0.0.1:{server.Port}?tls=required", "--from", "me@example.com", "--to", "you@example.com"]);
        Assert.Equal(77, run.ExitCode);
        Assert.DoesNotContain(server.Heard, line => line.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("SILENCE", "greeting")]
    [InlineData(Mail + "SILENCE", "mail")]
    [InlineData(Final + "SILENCE", "final")]
    public async Task A_server_that_says_nothing_is_left_when_the_time_is_over(string script, string stage)
    {
        await using var server = new ScriptedServer(script);
        var run = await pabal.RunAsync(["send", "--server", $"smtp://127.0.0.1:{server.Port}?tls=none", "--from", "me@example.com", "--to", "you@example.com", "--timeout", "4", "--json"]);
        Assert.Equal(75, run.ExitCode);
        var error = JsonDocument.Parse(run.Output).RootElement.GetProperty("error");
        Assert.Equal(stage, error.GetProperty("stage").GetString());
        Assert.Contains("--timeout", error.GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mail_that_was_accepted_is_reported_as_sent_whatever_happens_at_the_good_bye()
    {
        await using var server = new ScriptedServer(Final + "S: 250 2.0.0 queued\nC: QUIT\nSILENCE");
        var run = await pabal.RunAsync(["send", "--server", $"smtp://127.0.0.1:{server.Port}?tls=none", "--from", "me@example.com", "--to", "you@example.com", "--timeout", "4", "--json"]);
        Assert.Equal(0, run.ExitCode);
        Assert.Equal("you@example.com", Assert.Single(JsonDocument.Parse(run.Output).RootElement.GetProperty("accepted").EnumerateArray()).GetString());
    }

    [Fact]
    public async Task Those_served_before_the_connection_broke_are_not_forgotten()
    {
        await using var server = new ScriptedServer(Rcpt.Replace("you@", "one@", StringComparison.Ordinal)
            + "S: 250 ok\nC: RCPT TO:<two@example.com>\nS: 452 4.5.3 too many\nC: DATA\nS: 354 go on\nCONTENT\nS: 250 queued\nC: MAIL *\nCLOSE");
        var run = await pabal.RunAsync(["send", "--server", $"smtp://127.0.0.1:{server.Port}?tls=none", "--from", "me@example.com", "--to", "one@example.com,two@example.com", "--json"]);
        Assert.Equal(1, run.ExitCode);
        var document = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal("one@example.com", Assert.Single(document.GetProperty("accepted").EnumerateArray()).GetString());
        Assert.Equal("mail", document.GetProperty("error").GetProperty("stage").GetString());
    }

    [Theory]
    [InlineData("550 5.1.1 nobody", "550 5.2.2 full", 67)]
    [InlineData("452 4.2.2 full", "550 5.1.1 nobody", 75)]
    [InlineData("250 ok", "550 5.1.1 nobody", 1)]
    public async Task Recipients_that_lmtp_refuses_after_the_content_are_refused_recipients(string one, string other, int exitCode)
    {
        await using var server = new ScriptedServer("S: 220 mail.test LMTP\nC: LHLO *\nS: 250 mail.test\nC: MAIL *\nS: 250 ok\nC: RCPT *\nS: 250 ok\nC: RCPT *\nS: 250 ok\nC: DATA\nS: 354 go on\nCONTENT\n"
            + $"S: {one}\nS: {other}");
        var run = await pabal.RunAsync(["send", "--server", $"lmtp://127.0.0.1:{server.Port}?tls=none", "--from", "me@example.com", "--to", "one@example.com,two@example.com", "--text", "x", "--json"]);
        Assert.Equal(exitCode, run.ExitCode);
    }

    [Fact]
    public async Task A_transcript_that_nobody_can_read_keeps_no_mail_back()
    {
        await using var server = new ScriptedServer(Final + "S: 250 queued");
        pabal.Link("linked");
        var run = await Run.OfAsync("sh", ["-c", $"./linked send -v --server 'smtp://127.0.0.1:{server.Port}?tls=none' --from me@example.com --to you@example.com --text x 2>&-"], pabal.Folder, variables: pabal.Variables);
        Assert.Equal(0, run.ExitCode);
        Assert.Single(server.Contents);
    }

    [Fact]
    public async Task A_pin_demands_tls_even_on_this_machine()
    {
        await using var server = new ScriptedServer(Hello);
        var run = await pabal.RunAsync(["send", "--server", $"smtp://127.0.0.1:{server.Port}", "--pin", $"sha256:{new string('0', 64)}", "--from", "me@example.com", "--to", "you@example.com"]);
        Assert.Equal(77, run.ExitCode);
    }

    [Theory]
    [InlineData("S: 500 what is AUTH PLAIN AG1lAGNhbmFyeS1zZWNyZXQ=")]
    [InlineData("S: 535 5.7.8 canary-secret is wrong")]
    [InlineData("S: 535 5.7.8 Y2FuYXJ5LXNlY3JldA== is wrong")]
    [InlineData("S: 235 welcome, canary-secret\nC: MAIL *\nS: 550 no")]
    public async Task A_secret_that_the_server_says_back_is_not_shown(string answer)
    {
        await using var server = new ScriptedServer(Login + answer);
        pabal.File(".env", "PABAL_PASSWORD=canary-secret\n");
        var run = await pabal.RunAsync(["send", "-v", "--json", "--server", $"smtp://127.0.0.1:{server.Port}?tls=none", "--user", "me", "--from", "me@example.com", "--to", "you@example.com"]);
        Assert.DoesNotContain("canary", run.All, StringComparison.Ordinal);
        Assert.DoesNotContain("AG1lAGNhbmFyeS1zZWNyZXQ", run.All, StringComparison.Ordinal);
        Assert.DoesNotContain("Y2FuYXJ5LXNlY3JldA", run.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wish_for_reports_that_the_server_can_not_grant_is_told()
    {
        await using var server = new ScriptedServer(Final + "S: 250 ok");
        var run = await pabal.RunAsync(["send", "--server", $"smtp://127.0.0.1:{server.Port}?tls=none", "--from", "me@example.com", "--to", "you@example.com", "--dsn", "success"]);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("DSN", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_at_the_port_is_69()
    {
        using var closed = new TcpListener(IPAddress.Loopback, 0);
        closed.Start();
        var port = ((IPEndPoint)closed.LocalEndpoint).Port;
        closed.Stop();
        var run = await pabal.RunAsync(["send", "--server", $"smtp://127.0.0.1:{port}", "--from", "me@example.com", "--to", "you@example.com", "--json"]);
        Assert.Equal(69, run.ExitCode);
        Assert.Equal("connect", JsonDocument.Parse(run.Output).RootElement.GetProperty("error").GetProperty("stage").GetString());
    }

    [Fact]
    public async Task What_a_server_says_can_not_command_the_terminal()
    {
        await using var server = new ScriptedServer("S~ 554 \\x1b[2J\\x1b]0;owned\\x07 go away\\r\\n");
        var run = await pabal.RunAsync(["send", "-v", "--server", $"smtp://127.0.0.1:{server.Port}?tls=none", "--from", "me@example.com", "--to", "you@example.com"]);
        Assert.Equal(69, run.ExitCode);
        Assert.DoesNotContain('\u001b', run.All);
        Assert.DoesNotContain('\u0007', run.All);
    }
}
