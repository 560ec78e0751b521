using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Text.Json;
using Pabal.Cli.Settings;
using Pabal.Smtp;

namespace Pabal.Cli.Tests;

/// <summary>Where passwords come from, and what is refused.</summary>
public sealed class SecretTests : IDisposable
{
    private static readonly string[] Mail = ["send", "--server", "smtp://127.0.0.1:1", "--user", "me", "--from", "me@example.com", "--to", "you@example.com"];

    private readonly PabalProgram pabal = new();

    public void Dispose() => pabal.Dispose();

    [Theory]
    [InlineData("PABAL_A=abcd efgh ijkl mnop", "abcd efgh ijkl mnop")]
    [InlineData("PABAL_A=pa$$word1", "pa$$word1")]
    [InlineData("PABAL_A=p#ss", "p#ss")]
    [InlineData("PABAL_A=p # a comment", "p")]
    [InlineData("PABAL_A='p #ss'", "p #ss")]
    [InlineData("PABAL_A=\"say \\\"hi\\\"\"", "say \"hi\"")]
    [InlineData("export PABAL_A=x", "x")]
    [InlineData("# comment\n\nPABAL_A= 가나다 ", "가나다")]
    [InlineData("PABAL_A=", "")]
    public void A_value_in_dot_env_is_what_was_written(string text, string expected) => Assert.Equal(expected, DotEnv.Parse(text)["PABAL_A"]);

    [Fact]
    public async Task A_line_of_dot_env_that_is_not_understood_is_named_and_not_repeated()
    {
        pabal.File(".env", "FOO-BAR=1 'of another program\nPABAL_PASSWORD canary\n");
        var run = await pabal.RunAsync(Mail);
        Assert.Equal(78, run.ExitCode);
        Assert.Contains("line 2", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", run.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_that_others_can_read_is_refused_with_the_fix()
    {
        var open = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead;
        pabal.File("secret", "canary\n", open);
        var run = await pabal.RunAsync([.. Mail, "--password-file", "secret"]);
        Assert.Equal(78, run.ExitCode);
        Assert.Contains("chmod 600 secret", run.Error, StringComparison.Ordinal);
        pabal.File(".env", "PABAL_PASSWORD=canary\n", open);
        Assert.Contains("chmod 600 .env", (await pabal.RunAsync(Mail)).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dot_env_without_a_secret_may_be_read_by_all()
    {
        pabal.File(".env", "PABAL_FROM=me@example.com\nPABAL_SERVER=sandbox\n", UnixFileMode.UserRead | UnixFileMode.OtherRead);
        Assert.Equal(0, (await pabal.RunAsync(["send", "--to", "you@example.com"])).ExitCode);
    }

    [Fact]
    public async Task Without_a_password_and_without_a_terminal_the_program_says_where_one_may_stand()
    {
        var run = await pabal.RunAsync(Mail);
        Assert.Equal(78, run.ExitCode);
        Assert.Contains(".env", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_account_of_the_configuration_file_stands_in_for_options()
    {
        pabal.File("config/pabal/config.json", """{"default": "home", "accounts": {"home": {"server": "sandbox", "from": "home@example.com"}, "work": {"server": "sandbox", "from": "work@example.com"}}}""");
        Assert.Equal(0, (await pabal.RunAsync(["send", "--to", "you@example.com"])).ExitCode);
        Assert.Contains("work@example.com", (await pabal.RunAsync(["send", "--account", "work", "--to", "you@example.com", "-v"])).Error, StringComparison.Ordinal);
        Assert.Contains("home, work", (await pabal.RunAsync(["send", "--account", "other", "--to", "you@example.com"])).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"passwordFile": "\u0000"}""")]
    [InlineData("""{"caFile": "\u0000"}""")]
    [InlineData("""{"passwordCommand": [null]}""")]
    [InlineData("""{"passwordCommand": ["sh", "-c", "sleep 20 2>/dev/null & echo secret"]}""")]
    public async Task An_account_that_can_not_be_used_is_78_and_no_crash(string account)
    {
        pabal.File("config/pabal/config.json", $$$"""{"default": "home", "accounts": {"home": {{{account}}}}}""");
        Assert.Equal(78, (await pabal.RunAsync(Mail)).ExitCode);
    }

    [Fact]
    public async Task Files_that_the_configuration_names_lie_beside_it()
    {
        pabal.File("config/pabal/secret", "");
        pabal.File("config/pabal/config.json", """{"default": "home", "accounts": {"home": {"passwordFile": "secret"}}}""");
        var run = await pabal.RunAsync(Mail);
        Assert.Equal(78, run.ExitCode);
        Assert.Contains(Path.Combine(pabal.Folder, "config/pabal/secret") + " is empty", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_knows_the_password_is_asked()
    {
        var logins = new ConcurrentQueue<(string User, string Password)>();
        await using var server = new SmtpServer(new SmtpServerOptions { Tls = TlsMode.None, Auth = SmtpAuthPolicy.Offered, DangerousAuthInClear = true }, new Logins(logins));
        await server.StartAsync(TestContext.Current.CancellationToken);
        pabal.File("ask", "#!/bin/sh\necho \"canary of $1\"\n", UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Account("{ask}", "it's me");
        string[] check = ["check", "--server", $"smtp://127.0.0.1:{server.EndPoints[0].Port}?tls=none", "--user", "me", "-v"];
        var run = await pabal.RunAsync(check);
        Assert.DoesNotContain("canary", run.All, StringComparison.Ordinal);
        Assert.Equal(("me", "canary of it's me"), Assert.Single(logins));

        foreach (var (program, argument) in new[] { ("false", ""), ("echo", ""), ("printf", "two\\nlines"), ("/no/such/program", "") })
        {
            Account(program, argument);
            run = await pabal.RunAsync(check);
            Assert.Equal(78, run.ExitCode);
            Assert.Contains(program, run.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("two", run.All, StringComparison.Ordinal);
        }
        Assert.Single(logins);

        void Account(string program, string argument) => pabal.File("config/pabal/config.json", JsonSerializer.Serialize(
            new { @default = "home", accounts = new { home = new { passwordCommand = new[] { program.Replace("{ask}", Path.Combine(pabal.Folder, "ask"), StringComparison.Ordinal), argument } } } }));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("""{"accounts": null}""")]
    [InlineData("""{"accounts": {"a": null}}""")]
    [InlineData("""{"acounts": {}}""")]
    [InlineData("""{"accounts": {"a": {"passwort": "canary"}}}""")]
    public async Task A_configuration_that_is_not_understood_is_named_and_not_repeated(string config)
    {
        pabal.File("config/pabal/config.json", config);
        var run = await pabal.RunAsync([.. Mail, "--account", "a"]);
        Assert.Equal(78, run.ExitCode);
        Assert.Contains("config.json", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", run.All, StringComparison.Ordinal);
    }

    private sealed class Logins(ConcurrentQueue<(string, string)> logins) : SmtpHandler
    {
        public override ValueTask<SmtpReply> OnAuthenticateAsync(SmtpSessionInfo session, string user, string password, CancellationToken cancellationToken)
        {
            logins.Enqueue((user, password));
            return new(new SmtpReply(235, "2.7.0", "welcome"));
        }

        public override ValueTask<SmtpReply> OnMessageAsync(SmtpSessionInfo session, Envelope envelope, PipeReader content, CancellationToken cancellationToken) =>
            new(new SmtpReply(554, "5.3.0", "no mail here"));
    }
}
