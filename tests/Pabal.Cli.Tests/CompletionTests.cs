namespace Pabal.Cli.Tests;

public sealed class CompletionTests : IDisposable
{
    private readonly PabalProgram pabal = new();

    public void Dispose() => pabal.Dispose();

    [Theory]
    [InlineData("send sendmail", "se")]
    [InlineData("send sendmail show check inbox providers completion", "")]
    [InlineData("providers", "--lang", "ko", "pro")]
    [InlineData("--subject --save --server --source-address", "send", "--s")]
    [InlineData("--subject --save --source-address", "send", "--server", "gmail", "--s")]
    [InlineData("nate naver naver-works nhn-cloud", "send", "--server", "n")]
    [InlineData("sandbox", "check", "--server", "sandb")]
    [InlineData("nate naver naver-works", "providers", "na")]
    [InlineData("en ko", "send", "--lang", "")]
    [InlineData("ko", "show", "--lang", "k")]
    [InlineData("full hdrs", "send", "--dsn-ret", "")]
    [InlineData("tag user", "inbox", "--inboxes", "")]
    [InlineData("bash pwsh zsh", "completion", "")]
    [InlineData("--server=gmail --server=gmx", "send", "--server=gm")]
    [InlineData("gmail gmx", "send", "--server", "=", "gm")]
    [InlineData("full hdrs", "send", "--dsn-ret", "=")]
    [InlineData("--verbose", "--verb")]
    public async Task A_word_is_completed_by_what_may_stand_there(string expected, params string[] words)
    {
        var lines = (await pabal.RunAsync(["complete", "--", .. words])).Succeeded().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(expected.Split(' '), lines.Select(line => line.Split('\t')[0]));
    }

    [Theory]
    [InlineData("send", "--attach", "")]
    [InlineData("send", "--attach", "a.jpg", "")]
    [InlineData("send", "--text-file", "le")]
    [InlineData("show", "")]
    [InlineData("nonsense", "send", "--server", "xyzzy")]
    public async Task Where_a_file_belongs_nothing_is_named_and_the_shell_names_files(params string[] words) =>
        Assert.Empty((await pabal.RunAsync(["complete", "--", .. words])).Succeeded());

    [Fact]
    public async Task What_a_word_means_stands_after_it_in_the_language_of_the_line()
    {
        Assert.Equal("show\tShow what is in a mail.\n", (await pabal.RunAsync(["complete", "--", "sho"])).Output);
        Assert.Equal("show\t메일에 든 것을 보여 줍니다.\n", (await pabal.RunAsync(["complete", "--", "--lang", "ko", "sho"])).Output);
    }

    [Fact]
    public async Task A_shell_without_a_script_is_64() => Assert.Equal(64, (await pabal.RunAsync(["completion", "tcsh"])).ExitCode);

    [Fact]
    public async Task Bash_completes()
    {
        Peer.Require("bash");
        pabal.File("photo.jpg", "");
        var run = await ShellAsync("bash", """
            set -eu
            eval "$("$PABAL" completion bash)"
            try() { COMP_WORDS=("$PABAL" "$@"); COMP_CWORD=$#; _pabal "$PABAL"; echo "${COMPREPLY[*]-}"; }
            try sendm
            try send --server = nav
            try send --attach ph
            complete -p pabal
            """);
        Assert.Equal("sendmail\nnaver naver-works\n\ncomplete -o bashdefault -o default -F _pabal pabal\n", run.Succeeded());
        Assert.Empty(run.Error);
    }

    [Fact]
    public async Task Zsh_completes()
    {
        Peer.Require("zsh");
        var run = await ShellAsync("zsh", """
            compdef() { }
            eval "$("$PABAL" completion zsh)"
            _describe() { print -l -- $1 ${(P)2} }
            _files() { print files }
            try() { words=("$PABAL" "$@"); CURRENT=$#words; _pabal }
            try sendm
            try send --server=nav
            try send --attach ph
            """);
        Assert.Equal("pabal\nsendmail:What programs expect of /usr/sbin/sendmail: cron, git send-email, PHP mail().\npabal\n--server=naver:\n--server=naver-works:\nfiles\n", run.Succeeded());
        Assert.Empty(run.Error);
    }

    private Task<Run> ShellAsync(string shell, string script)
    {
        pabal.Variables["PABAL"] = pabal.Link("pabal");
        return Run.OfAsync(Peer.Find(shell)!, shell == "zsh" ? ["-f", "-c", script] : ["--norc", "-c", script], pabal.Folder, variables: pabal.Variables);
    }
}
