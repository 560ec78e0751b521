using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Pabal.Smtp.Tests.Scripted;

namespace Pabal.Cli.Tests;

/// <summary>A server is tried as far as the login; what was learnt is shown, also when it ends badly.</summary>
public sealed class CheckTests : IDisposable
{
    private const string Greeting = "S: 220 mail.test ESMTP\nC: EHLO *\n";
    private const string Login = Greeting + "S: 250-mail.test\nS: 250-SIZE 1000\nS: 250 AUTH PLAIN\nC: AUTH PLAIN *\n";
    private const string StartTls = Greeting + "S: 250-mail.test\nS: 250 STARTTLS\nC: STARTTLS\nS: 220 go on\nTLS\n";

    private readonly PabalProgram pabal = new();

    public void Dispose() => pabal.Dispose();

    [Fact]
    public async Task The_sandbox_passes_and_shows_all_there_is()
    {
        var run = await pabal.RunAsync(["check", "--server", "sandbox", "--json"]);
        Assert.Equal(0, run.ExitCode);
        var found = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal("1.3", found.GetProperty("tls").GetString());
        Assert.Equal("127.0.0.1", Assert.Single(Texts(found.GetProperty("addresses"))));
        Assert.StartsWith("127.0.0.1:", found.GetProperty("connectedTo").GetString(), StringComparison.Ordinal);
        Assert.Contains("STARTTLS", Texts(found.GetProperty("extensions").GetProperty("beforeTls")));
        Assert.Contains("AUTH PLAIN LOGIN", Texts(found.GetProperty("extensions").GetProperty("afterTls")));
        Assert.Equal(["PLAIN", "LOGIN"], Texts(found.GetProperty("mechanisms")));
        Assert.True(found.GetProperty("maxSize").GetInt64() > 0);
        Assert.Equal(("sandbox", "PLAIN", true), (found.GetProperty("login").GetProperty("user").GetString(), found.GetProperty("login").GetProperty("mechanism").GetString(), found.GetProperty("login").GetProperty("accepted").GetBoolean()));
        Assert.Equal(["resolve", "connect", "greeting", "ehlo", "tls", "ehlo", "auth", "quit"], Stages(found));
        Assert.All(found.GetProperty("steps").EnumerateArray(), step => Assert.True(step.GetProperty("ok").GetBoolean() && step.GetProperty("ms").GetDouble() >= 0));
        Assert.False(found.TryGetProperty("error", out _));
        Assert.Empty(pabal.Kept);
    }

    [Theory]
    [InlineData("CLOSE", 75, "greeting")]
    [InlineData("S: 554 5.7.1 go away", 69, "greeting")]
    [InlineData("S: hello\nCLOSE", 76, "greeting")]
    [InlineData(Greeting + "S: 421 4.3.2 busy\nCLOSE", 75, "ehlo")]
    [InlineData(Greeting + "CLOSE", 75, "ehlo")]
    [InlineData(Login + "S: 535 5.7.8 no", 77, "auth")]
    [InlineData(Login + "S: 454 4.7.0 later", 75, "auth")]
    [InlineData(Login + "S: 250 ok\nCLOSE", 76, "auth")]
    [InlineData(Greeting + "S: 250 mail.test\n", 77, "auth")]
    public async Task A_failure_is_told_by_its_stage_and_its_exit_code(string script, int exitCode, string stage)
    {
        await using var server = new ScriptedServer(script);
        pabal.File(".env", "PABAL_PASSWORD=canary-secret\n");
        var run = await pabal.RunAsync(["check", "--server", $"smtp://127.0.0.1:{server.Port}?tls=none", "--user", "me", "--json", "-v"]);
        Assert.Equal(exitCode, run.ExitCode);
        var found = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(stage, found.GetProperty("error").GetProperty("stage").GetString());
        Assert.NotEqual(JsonValueKind.Null, found.GetProperty("error").GetProperty("diagnosis").ValueKind);
        Assert.Equal(stage, Stages(found)[^1]);
        Assert.False(found.GetProperty("steps").EnumerateArray().Last().GetProperty("ok").GetBoolean());
        Assert.DoesNotContain("canary", run.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_login_that_is_accepted_is_shown_and_no_mail_is_begun()
    {
        await using var server = new ScriptedServer(Login + "S: 235 2.7.0 welcome");
        pabal.File(".env", "PABAL_PASSWORD=x\n");
        var run = await pabal.RunAsync(["check", "--server", $"smtp://127.0.0.1:{server.Port}?tls=none", "--user", "me"]);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("accepted for me (PLAIN)", run.Output, StringComparison.Ordinal);
        Assert.Contains("1,000 octets", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(server.Heard, line => line.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_a_user_the_mechanisms_are_named_and_no_login_is_tried()
    {
        await using var server = new ScriptedServer(Greeting + "S: 250-mail.test\nS: 250 AUTH PLAIN CRAM-MD5");
        var run = await pabal.RunAsync(["check", "--server", $"smtp://127.0.0.1:{server.Port}?tls=none"]);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("PLAIN, CRAM-MD5", run.Output, StringComparison.Ordinal);
        Assert.Contains("--user", run.Output, StringComparison.Ordinal);
    }

    public static TheoryData<string, string> Distrusted => new() { { "WrongName", "tls-name-mismatch" }, { "Expired", "tls-certificate-expired" }, { "SelfSigned", "tls-unknown-ca" } };

    [Theory]
    [MemberData(nameof(Distrusted))]
    public async Task A_certificate_that_is_not_believed_is_shown_with_the_pin_that_would_be(string name, string id)
    {
        var certificate = name switch { "WrongName" => TestCertificates.WrongName, "Expired" => TestCertificates.Expired, _ => TestCertificates.SelfSigned };
        pabal.File("ca.pem", TestCertificates.Roots[0].ExportCertificatePem());
        await using var server = new ScriptedServer(StartTls, StartTls + "C: EHLO *\nS: 250 mail.test") { Certificate = certificate };
        var uri = $"smtp://127.0.0.1:{server.Port}";
        var run = await pabal.RunAsync(["check", "--server", uri, "--ca-file", "ca.pem", "--json"]);
        Assert.Equal(77, run.ExitCode);
        var found = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(id, found.GetProperty("error").GetProperty("diagnosis").GetProperty("id").GetString());
        var shown = found.GetProperty("certificate");
        Assert.Equal(certificate.Subject, shown.GetProperty("subject").GetString());
        Assert.NotEmpty(Texts(shown.GetProperty("names")));
        Assert.NotNull(shown.GetProperty("objection").GetString());
        var pinned = await pabal.RunAsync(["check", "--server", uri, "--pin", shown.GetProperty("pin").GetString()!]);
        Assert.Equal(0, pinned.ExitCode);
    }

    [Fact]
    public async Task A_person_can_copy_the_pin_from_a_line_of_its_own()
    {
        await using var server = new ScriptedServer(StartTls + "C: EHLO *\nS: 250 mail.test") { Certificate = TestCertificates.SelfSigned };
        var run = await pabal.RunAsync(["check", "--server", $"smtp://127.0.0.1:{server.Port}", "--lang", "ko"]);
        Assert.Equal(0, run.ExitCode);
        Assert.Matches("(?m)^이 인증서 하나만 신뢰하려면: --pin sha256:[0-9a-f]{64}\r?$", run.Output);
        Assert.Contains("아니요:", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_speaks_in_clear_where_tls_is_meant_is_named()
    {
        await using var server = new ScriptedServer("S: 220 mail.test ESMTP\nSILENCE");
        var run = await pabal.RunAsync(["check", "--server", $"smtps://127.0.0.1:{server.Port}", "--json"]);
        Assert.Equal(77, run.ExitCode);
        var error = JsonDocument.Parse(run.Output).RootElement.GetProperty("error");
        Assert.Equal(("tls", "tls-on-clear-port"), (error.GetProperty("stage").GetString(), error.GetProperty("diagnosis").GetProperty("id").GetString()));
    }

    [Fact]
    public async Task Tls_from_the_first_octet_is_a_step_before_the_greeting()
    {
        pabal.File("ca.pem", TestCertificates.Roots[0].ExportCertificatePem());
        await using var server = new ScriptedServer("TLS\n" + Greeting + "S: 250 mail.test");
        var run = await pabal.RunAsync(["check", "--server", $"smtps://127.0.0.1:{server.Port}", "--ca-file", "ca.pem", "--json"]);
        Assert.Equal(0, run.ExitCode);
        var found = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(["resolve", "connect", "tls", "greeting", "ehlo", "quit"], Stages(found));
        Assert.Equal(JsonValueKind.Null, found.GetProperty("extensions").GetProperty("beforeTls").ValueKind);
        Assert.Equal(JsonValueKind.Null, found.GetProperty("certificate").GetProperty("objection").ValueKind);
    }

    [Fact]
    public async Task A_pin_demands_tls_even_on_this_machine()
    {
        await using var server = new ScriptedServer(Greeting + "S: 250 mail.test");
        var run = await pabal.RunAsync(["check", "--server", $"smtp://127.0.0.1:{server.Port}", "--pin", $"sha256:{new string('0', 64)}"]);
        Assert.Equal(77, run.ExitCode);
    }

    [Theory]
    [InlineData("SILENCE", "greeting")]
    [InlineData(Greeting + "SILENCE", "ehlo")]
    public async Task A_server_that_says_nothing_is_left_when_the_time_is_over(string script, string stage)
    {
        await using var server = new ScriptedServer(script);
        var run = await pabal.RunAsync(["check", "--server", $"smtp://127.0.0.1:{server.Port}?tls=none", "--timeout", "4", "--json"]);
        Assert.Equal(75, run.ExitCode);
        var error = JsonDocument.Parse(run.Output).RootElement.GetProperty("error");
        Assert.Equal((stage, true), (error.GetProperty("stage").GetString(), error.GetProperty("diagnosis").GetProperty("retry").GetBoolean()));
    }

    [Fact]
    public async Task Nobody_at_the_port_is_69()
    {
        using var closed = new TcpListener(IPAddress.Loopback, 0);
        closed.Start();
        var port = ((IPEndPoint)closed.LocalEndpoint).Port;
        closed.Stop();
        var run = await pabal.RunAsync(["check", "--server", $"smtp://127.0.0.1:{port}"]);
        Assert.Equal(69, run.ExitCode);
        Assert.Contains($"127.0.0.1:{port}", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_server_says_can_not_command_the_terminal()
    {
        await using var server = new ScriptedServer("S~ 220 \\x1b[2J\\x1b]0;owned\\x07[red]hi\\r\\n\nC: EHLO *\nS~ 250-mail.test\\r\\n250-X\\x1b[31m [bold]\\r\\n250 SIZE\\r\\n");
        var run = await pabal.RunAsync(["check", "-v", "--server", $"smtp://127.0.0.1:{server.Port}?tls=none"]);
        Assert.DoesNotContain('\u001b', run.All);
        Assert.DoesNotContain('\u0007', run.All);
    }

    [Theory]
    [InlineData("gil@naver.com", "naver", "smtp.naver.com", "gil@naver.com")]
    [InlineData("gil@hanmail.net", "daum", "smtp.daum.net", "gil@hanmail.net")]
    [InlineData("gil@yahoo.co.jp", "yahoo-japan", "smtp.mail.yahoo.co.jp", "gil")]
    public async Task Without_a_server_the_address_of_the_user_chooses_one(string address, string provider, string host, string user)
    {
        // Nothing is dialled: there is no password.
        var run = await pabal.RunAsync(["send", "--from", address, "--to", "you@example.com", "--text", "x"]);
        Assert.Equal(78, run.ExitCode);
        Assert.Contains($"{provider} ({host})", run.Error, StringComparison.Ordinal);
        Assert.Contains($"no password for {user}\n", run.Error.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        pabal.Variables["PABAL_FROM"] = address;
        Assert.Contains($"{provider} ({host})", (await pabal.RunAsync(["check"])).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_domain_of_one_s_own_needs_a_server()
    {
        var run = await pabal.RunAsync(["send", "--from", "gil@company.example", "--to", "you@example.com", "--text", "x"]);
        Assert.Equal(64, run.ExitCode);
        Assert.Contains("company.example", run.Error, StringComparison.Ordinal);
        Assert.Contains("--server smtps://", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gmial", "gmail")]
    [InlineData("naver.com", "naver")]
    public async Task A_provider_that_is_nearly_written_is_suggested(string typed, string meant)
    {
        var run = await pabal.RunAsync(["check", "--server", typed]);
        Assert.Equal(64, run.ExitCode);
        Assert.Contains($"did you mean {meant}?", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_issues_the_user_name_asks_for_it()
    {
        var run = await pabal.RunAsync(["send", "--server", "mailgun", "--from", "gil@company.example", "--to", "you@example.com", "--text", "x"]);
        Assert.Equal(64, run.ExitCode);
        Assert.Contains("--user", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gil@gmail.com", "gil@gmail.com", false, "gmail")]
    [InlineData("gil@예시.한국", "gil@xn--vv4b11d.xn--3e0b707e", false, null)]
    [InlineData("홍길동@example.com", "홍길동@example.com", true, null)]
    public async Task An_address_is_shown_as_it_travels_and_what_was_not_checked_is_named(string address, string wire, bool utf8, string? provider)
    {
        var run = await pabal.RunAsync(["check", "--address", address, "--json"]);
        Assert.Equal(0, run.ExitCode);
        var found = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal((true, wire, utf8, provider), (found.GetProperty("valid").GetBoolean(), found.GetProperty("wire").GetString(), found.GetProperty("requiresUtf8").GetBoolean(), found.GetProperty("provider").GetString()));
        Assert.Equal(["mx", "mailbox"], Texts(found.GetProperty("notChecked")));
        var shown = await pabal.RunAsync(["check", "--address", address]);
        Assert.Contains(wire, shown.Output, StringComparison.Ordinal);
        Assert.Contains("MX", shown.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gil")]
    [InlineData("gil@")]
    [InlineData("gil lee@example.com")]
    [InlineData("gil@exa mple.com")]
    [InlineData("gil@example.com\r\nRCPT TO:<x@example.com>")]
    public async Task An_address_that_is_none_is_told_why(string address)
    {
        var run = await pabal.RunAsync(["check", "--address", address, "--json"]);
        Assert.Equal(65, run.ExitCode);
        var found = JsonDocument.Parse(run.Output).RootElement;
        Assert.False(found.GetProperty("valid").GetBoolean());
        Assert.NotEmpty(found.GetProperty("error").GetProperty("text").GetString()!);
    }

    [Fact]
    public async Task One_check_is_done_at_a_time() =>
        Assert.Equal(64, (await pabal.RunAsync(["check", "--server", "sandbox", "--address", "a@example.com"])).ExitCode);

    private static string[] Texts(JsonElement array) => [.. array.EnumerateArray().Select(element => element.GetString()!)];

    private static string[] Stages(JsonElement found) => [.. found.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("stage").GetString()!)];
}
