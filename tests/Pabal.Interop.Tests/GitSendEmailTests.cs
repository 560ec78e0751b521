namespace Pabal.Interop.Tests;

/// <summary>Patches that <c>git send-email</c> hands to <c>pabal sendmail</c>, through Postfix.</summary>
public sealed class GitSendEmailTests(PostfixServer postfix) : IDisposable
{
    private readonly PabalProgram pabal = new();

    public void Dispose() => pabal.Dispose();

    [Fact]
    public async Task A_patch_arrives_with_its_author_its_subject_and_its_lines()
    {
        await RequireGitAsync();
        await postfix.StartAsync();
        await CommitAsync();
        await SendAsync("--to", "홍길동 <git-to@example.com>", "--bcc", "git-hidden@example.com", "--envelope-sender", "bounces@example.com");

        foreach (var user in new[] { "git-to", "git-hidden" })
        {
            var file = await postfix.WaitForMailAsync(user);
            var verdict = await Judge.ReadAsync(file);
            Assert.Equal("[PATCH] 첫 줄을 바꾼다", verdict.Subject);
            Assert.Equal("김안나 <ann@example.com>", verdict.From);
            Assert.Equal("홍길동 <git-to@example.com>", verdict.To);
            Assert.False(verdict.HasBcc);
            Assert.Contains("\n+안녕\n+.\n+.끝\n", verdict.Parts[0].Text, StringComparison.Ordinal);
            Assert.Contains("Return-Path: <bounces@example.com>", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_refusal_stops_git()
    {
        await RequireGitAsync();
        await postfix.StartAsync();
        await CommitAsync();
        var run = await GitAsync(Options("--to", "gone@example.com"));
        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains("gone@example.com", run.Error, StringComparison.Ordinal);
    }

    private static async Task RequireGitAsync()
    {
        Peer.Require("git", "perl");
        var programs = (await Run.OfAsync("git", ["--exec-path"])).Succeeded().Trim();
        if (!File.Exists(Path.Combine(programs, "git-send-email")))
            Peer.Missing("git send-email is not installed");
        if ((await Run.OfAsync("perl", ["-MMail::Address", "-e", "1"])).ExitCode != 0)
            Peer.Missing("Mail::Address is not installed, and git send-email does not start without");
    }

    private async Task CommitAsync()
    {
        foreach (var (name, value) in new[] { ("HOME", pabal.Folder), ("GIT_CONFIG_NOSYSTEM", "1"), ("LC_ALL", "C.UTF-8") })
            pabal.Variables[name] = value;
        (await GitAsync("init", "--quiet")).Succeeded();
        (await GitAsync("config", "user.name", "김안나")).Succeeded();
        (await GitAsync("config", "user.email", "ann@example.com")).Succeeded();
        (await GitAsync("config", "commit.gpgSign", "false")).Succeeded();
        pabal.File("인사.txt", "안녕\n.\n.끝\n");
        (await GitAsync("add", "인사.txt")).Succeeded();
        (await GitAsync("commit", "--quiet", "-m", "첫 줄을 바꾼다")).Succeeded();
    }

    private async Task SendAsync(params string[] more) => (await GitAsync(Options(more))).Succeeded();

    private string[] Options(params string[] more) =>
    [
        "send-email", "--confirm=never", "--suppress-cc=all", "--quiet", "--transfer-encoding=8bit",
        "--sendmail-cmd", $"'{Path.Combine(AppContext.BaseDirectory, "pabal")}' sendmail --server 'smtp://localhost:{postfix.Port}?tls=required' --ca-file '{postfix.CaFile}'",
        .. more, "-1", "HEAD",
    ];

    private Task<Run> GitAsync(params string[] arguments) => Run.OfAsync("git", arguments, pabal.Folder, variables: pabal.Variables);
}
