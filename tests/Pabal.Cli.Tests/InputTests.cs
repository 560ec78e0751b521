using System.Text.Json;

namespace Pabal.Cli.Tests;

/// <summary>Bad input: the exit code of the contract, a message that names the option and the fix, and nothing sent or written.</summary>
public sealed class InputTests : IDisposable
{
    private static readonly string[] Mail = ["send", "--server", "sandbox", "--from", "me@example.com", "--to", "you@example.com"];

    private readonly PabalProgram pabal = new();

    public void Dispose() => pabal.Dispose();

    [Theory]
    [InlineData("--from", 65)]
    [InlineData("--to", 65)]
    [InlineData("--cc", 65)]
    [InlineData("--bcc", 65)]
    [InlineData("--reply-to", 65)]
    [InlineData("--mail-from", 65)]
    [InlineData("--subject", 65)]
    [InlineData("--header", 65)]
    public async Task A_line_end_in_an_option_is_refused_and_nothing_is_sent(string option, int exitCode)
    {
        foreach (var end in new[] { "\r", "\n", "\r\n" })
        {
            var value = option == "--header" ? $"X-A: 1{end}Bcc: evil@example.com" : option == "--subject" ? $"a{end}Bcc: evil@example.com" : $"a@example.com{end}Bcc: evil@example.com";
            var run = await pabal.RunAsync([.. Mail.Where(word => option != "--from" || word is not ("--from" or "me@example.com")), option, value, "--json", "--save", "saved.eml"]);
            Assert.Equal(exitCode, run.ExitCode);
            var error = JsonDocument.Parse(run.Output).RootElement.GetProperty("error");
            Assert.Equal("input", error.GetProperty("stage").GetString());
            Assert.Contains(option, error.GetProperty("text").GetString(), StringComparison.Ordinal);
            Assert.Empty(Directory.GetFileSystemEntries(pabal.Folder));
        }
    }

    [Theory]
    [InlineData("--to", "ann", "no @")]
    [InlineData("--to", "a@b@c", "two @")]
    [InlineData("--cc", "Kim, Gil <g@example.com>", "quotes")]
    [InlineData("--from", "", "empty")]
    [InlineData("--from", "team:;", "nobody")]
    [InlineData("--header", "Sender: team:;", "nobody")]
    [InlineData("--to", "a@x＠evil.test", "domain")]
    [InlineData("--mail-from", "a@b c@d", "two @")]
    [InlineData("--header", "No colon", "Name: value")]
    [InlineData("--header", "Bcc: evil@example.com", "--bcc")]
    [InlineData("--header", "Content-Type: text/html", "can't be set")]
    [InlineData("--header", "Message-ID: mine", "message id")]
    public async Task What_can_not_stand_in_a_mail_is_bad_input(string option, string value, string reason)
    {
        var run = await pabal.RunAsync([.. Mail.Where(word => option != "--from" || word is not ("--from" or "me@example.com")), option, value]);
        Assert.Equal(65, run.ExitCode);
        Assert.Contains(reason, run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    [Theory]
    [InlineData("--attach")]
    [InlineData("--inline")]
    [InlineData("--text-file")]
    [InlineData("--html-file")]
    [InlineData("--markdown-file")]
    [InlineData("--password-file")]
    [InlineData("--oauth-token-file")]
    [InlineData("--ca-file")]
    public async Task A_missing_file_is_named(string option)
    {
        var run = await pabal.RunAsync(["send", "--server", "smtp://127.0.0.1:1", "--user", "me", "--from", "me@example.com", "--to", "you@example.com", option, "nowhere.bin"]);
        Assert.Equal(66, run.ExitCode);
        Assert.Contains("nowhere.bin", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("![a](nowhere.png)", 66, "nowhere.png")]
    [InlineData("![a](../a.png)", 65, "../a.png")]
    [InlineData("![a](bad.md)", 65, "bad.md")]
    public async Task A_bad_picture_of_markdown_is_named(string markdown, int exitCode, string named)
    {
        pabal.File("bad.md", markdown);
        var run = await pabal.RunAsync(["send", "--server", "smtp://127.0.0.1:1", "--from", "me@example.com", "--to", "you@example.com", "--markdown-file", "bad.md"]);
        Assert.Equal(exitCode, run.ExitCode);
        Assert.Contains($"picture {named} ", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("send", "--frm", "a@b")]
    [InlineData("send", "--from", "a@b", "stray")]
    [InlineData("nonsense")]
    [InlineData("send", "--lang", "xx")]
    [InlineData("send", "--timeout", "soon")]
    [InlineData("send", "--timeout", "0")]
    [InlineData("send", "--from")]
    [InlineData("send", "--server", "sandbox", "--from", "a@b")]
    [InlineData("send", "--server", "sandbox", "--to", "a@b")]
    [InlineData("send", "--from", "a@b", "--to", "c@d")]
    [InlineData("send", "--server", "sandbox", "--from", "a@b", "--to", "c@d", "--text", "x", "--text-file", "y")]
    [InlineData("send", "--server", "sandbox", "--from", "a@b", "--to", "c@d", "--dsn", "sometimes")]
    [InlineData("send", "--server", "sandbox", "--from", "a@b", "--to", "c@d", "--dsn", "never,delay")]
    [InlineData("send", "--server", "sandbox", "--from", "a@b", "--to", "c@d", "--dsn-ret", "half")]
    [InlineData("send", "--server", "sandbox", "--from", "a@b", "--to", "c@d", "--dkim", "example.com")]
    [InlineData("send", "--server", "smtp://host", "--from", "a@b", "--to", "c@d", "--pin", "sha256:12")]
    [InlineData("send", "--server", "smtp://host:99999", "--from", "a@b", "--to", "c@d")]
    [InlineData("send", "--server", "ftp://host", "--from", "a@b", "--to", "c@d")]
    [InlineData("send", "--server", "smtp://host?tls=maybe", "--from", "a@b", "--to", "c@d")]
    [InlineData("send", "--server", "smtp://host?name=a%0d%0ab", "--from", "a@b", "--to", "c@d")]
    public async Task A_wrong_command_line_ends_with_64_and_a_hint(params string[] arguments)
    {
        var run = await pabal.RunAsync(arguments);
        Assert.Equal(64, run.ExitCode);
        Assert.StartsWith("pabal: ", run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    [Theory]
    [InlineData("--json takes no value", "send", "--json", "true")]
    [InlineData("--json takes no value", "send", "--json=true")]
    [InlineData("--dry-run takes no value", "send", "--to", "a@b", "--dry-run", "no")]
    [InlineData("--subject=--", "send", "--subject", "--", "--from", "a@b")]
    [InlineData("--subject needs a value", "send", "--subject")]
    [InlineData("--from is there more than once", "send", "--from", "a@b", "--from", "c@d")]
    [InlineData("--rate takes a number", "send", "--rate", "fast")]
    [InlineData("no command sned", "sned")]
    [InlineData("did you mean --subject?", "send", "--subjcet", "x")]
    [InlineData("did you mean --subject?", "send", "--to", "ann@example.com", "--subjcet", "x")]
    [InlineData("did you mean --bcc?", "send", "--attach", "file", "--bbc=bob@example.com")]
    [InlineData("did you mean --json?", "send", "--jsno")]
    [InlineData("no option --bogus", "send", "--json", "--bogus")]
    [InlineData("FILE is missing", "show")]
    [InlineData("no command was given", "-v")]
    [InlineData("no option -y", "sendmail", "-y")]
    [InlineData("nobody is named", "--lang", "en", "-v", "sendmail", "-i")]
    public async Task What_is_wrong_with_a_command_line_is_told_in_both_languages_with_a_way_out(string reason, params string[] arguments)
    {
        var english = await pabal.RunAsync(arguments);
        Assert.Contains(reason, english.All, StringComparison.Ordinal);
        pabal.Variables["LC_ALL"] = "ko_KR.UTF-8";
        var korean = await pabal.RunAsync(arguments.Contains("--lang") ? ["--lang", "ko", .. arguments[2..]] : arguments);
        Assert.Equal((64, 64), (english.ExitCode, korean.ExitCode));
        if (arguments.Any(argument => argument.StartsWith("--json", StringComparison.Ordinal)))
            return;
        Assert.Contains("  → ", english.Error, StringComparison.Ordinal);
        Assert.All(korean.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.Contains(line, letter => letter is >= '가' and <= '힣'));
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("send", "--help")]
    [InlineData("show", "--help")]
    [InlineData("help")]
    [InlineData("help", "send")]
    [InlineData]
    public async Task Help_teaches_by_examples(params string[] arguments) =>
        Assert.Contains("\nExamples:\n", (await pabal.RunAsync(arguments)).Succeeded(), StringComparison.Ordinal);

    [Fact]
    public async Task A_mistyped_option_suggests_the_right_one() =>
        Assert.Contains("--subject", (await pabal.RunAsync(["send", "--subjct", "x"])).Error, StringComparison.Ordinal);

    [Theory]
    [InlineData("send", "--password", "canary")]
    [InlineData("send", "--password=canary")]
    [InlineData("send", "--server", "smtp://user:canary@host", "--from", "a@b", "--to", "c@d")]
    [InlineData("send", "--server", "smtps://user:canary@host", "--from", "a@b", "--to", "c@d", "--json")]
    public async Task A_password_on_the_command_line_is_refused_and_not_repeated(params string[] arguments)
    {
        var run = await pabal.RunAsync(arguments);
        Assert.Equal(64, run.ExitCode);
        Assert.DoesNotContain("canary", run.All, StringComparison.Ordinal);
        Assert.Contains("PABAL_PASSWORD", run.All, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--attach")]
    [InlineData("--text-file")]
    [InlineData("--html-file")]
    [InlineData("--markdown-file")]
    [InlineData("--password-file")]
    [InlineData("--ca-file")]
    [InlineData("--save")]
    public async Task An_empty_file_name_is_a_slip_and_no_crash(string option) =>
        Assert.Equal(64, (await pabal.RunAsync(["send", "--server", "smtp://127.0.0.1:1", "--user", "me", "--from", "me@example.com", "--to", "you@example.com", option, ""])).ExitCode);

    [Theory]
    [InlineData("--text-file")]
    [InlineData("--save")]
    public async Task A_named_pipe_with_nobody_at_its_other_end_is_left_when_the_time_is_over(string option)
    {
        (await Run.OfAsync("mkfifo", ["pipe"], pabal.Folder)).Succeeded();
        Assert.Equal(75, (await pabal.RunAsync([.. Mail, option, "pipe", "--timeout", "2"])).ExitCode);
    }

    [Fact]
    public async Task What_can_not_be_saved_is_66_and_leaves_nothing()
    {
        Assert.Equal(66, (await pabal.RunAsync([.. Mail, "--save", "nowhere/a.eml"])).ExitCode);
        Assert.Empty(Directory.GetFileSystemEntries(pabal.Folder));
    }

    [Fact]
    public async Task Saving_follows_a_link_and_leaves_files_beside_it_alone()
    {
        pabal.File("target.eml", "old");
        pabal.File("a.eml.part", "mine");
        File.CreateSymbolicLink(Path.Combine(pabal.Folder, "a.eml"), "target.eml");
        Assert.Equal(0, (await pabal.RunAsync([.. Mail, "--dry-run", "--save", "a.eml"])).ExitCode);
        Assert.NotNull(new FileInfo(Path.Combine(pabal.Folder, "a.eml")).LinkTarget);
        Assert.Contains("From: me@example.com", await File.ReadAllTextAsync(Path.Combine(pabal.Folder, "target.eml"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal("mine", await File.ReadAllTextAsync(Path.Combine(pabal.Folder, "a.eml.part"), TestContext.Current.CancellationToken));
        Assert.Equal(3, Directory.GetFileSystemEntries(pabal.Folder).Length);
    }

    [Fact]
    public async Task A_device_stays_a_device()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "there is no /dev/null");
        Assert.Equal(0, (await pabal.RunAsync([.. Mail, "--dry-run", "--save", "/dev/null"])).ExitCode);
        Assert.Empty(await File.ReadAllBytesAsync("/dev/null", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_attachment_that_is_a_folder_is_refused()
    {
        Directory.CreateDirectory(Path.Combine(pabal.Folder, "photos"));
        Assert.Equal(66, (await pabal.RunAsync([.. Mail, "--attach", "photos"])).ExitCode);
    }

    [Fact]
    public async Task Text_that_is_not_utf8_is_refused_with_the_way_to_convert_it()
    {
        pabal.File("old.txt", [0xb0, 0xa1]);
        var run = await pabal.RunAsync([.. Mail, "--text-file", "old.txt"]);
        Assert.Equal(65, run.ExitCode);
        Assert.Contains("iconv", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explanations_are_korean_where_the_locale_is()
    {
        pabal.Variables["LC_ALL"] = "ko_KR.UTF-8";
        Assert.Contains("@가 없습니다", (await pabal.RunAsync([.. Mail, "--to", "ann"])).Error, StringComparison.Ordinal);
        Assert.Contains("no @", (await pabal.RunAsync([.. Mail, "--to", "ann", "--lang", "en"])).Error, StringComparison.Ordinal);
        Assert.Contains("메일을 보내고", (await pabal.RunAsync(["send", "--help"])).Output, StringComparison.Ordinal);
    }
}
