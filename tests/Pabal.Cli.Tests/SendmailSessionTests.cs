using Pabal.Smtp;

namespace Pabal.Cli.Tests;

/// <summary><c>pabal sendmail -bs</c>: SMTP on standard input and output.</summary>
public sealed class SendmailSessionTests : IAsyncLifetime
{
    private readonly PabalProgram pabal = new();
    private MergeServer server = null!;

    public async ValueTask InitializeAsync()
    {
        server = await MergeServer.StartAsync();
        pabal.Variables["PABAL_SERVER"] = $"smtp://127.0.0.1:{server.Uri.Port}?tls=none";
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        pabal.Dispose();
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public async Task Mails_of_a_session_are_passed_on(string lineEnd)
    {
        var run = await SpeakAsync(lineEnd, ["EHLO client", .. Mail("ann"), .. Mail("bob"), "QUIT"]);
        Assert.Equal(0, run.ExitCode);
        Assert.Equal("", run.Error);
        Assert.Equal(["220", "250", "250", "250", "354", "250", "250", "250", "354", "250", "221"], CodesOf(run));
        Assert.Equal(["ann@example.com", "bob@example.com"], server.Accepted);
    }

    [Fact]
    public async Task The_end_of_the_input_ends_the_session()
    {
        var run = await SpeakAsync("\n", ["HELO client", .. Mail("ann")]);
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["ann@example.com"], server.Accepted);
        Assert.Equal(["220", "250"], CodesOf(await SpeakAsync("\n", ["HELO client"])));
        Assert.Equal(["ann@example.com"], server.Accepted);
    }

    [Theory]
    [InlineData(550, "5.1.1", "554", 67)]
    [InlineData(450, "4.2.1", "451", 75)]
    public async Task What_the_server_refuses_is_refused_here_too(int code, string enhanced, string reply, int exitCode)
    {
        server.JudgeRecipient = address => address == "ann@example.com" ? new SmtpReply(code, enhanced, "not this one") : null;
        var run = await SpeakAsync("\n", ["EHLO client", .. Mail("ann"), .. Mail("bob"), "QUIT"]);
        Assert.Equal(["220", "250", "250", "250", "354", reply, "250", "250", "354", "250", "221"], CodesOf(run));
        Assert.Equal(exitCode, run.ExitCode);
        Assert.Contains("not this one", run.Output, StringComparison.Ordinal);
        Assert.Equal(["bob@example.com"], server.Accepted);
    }

    [Fact]
    public async Task A_server_out_of_reach_leaves_the_mail_with_the_client()
    {
        await server.DisposeAsync();
        var run = await SpeakAsync("\n", ["EHLO client", .. Mail("ann"), "QUIT"]);
        Assert.Equal(["220", "250", "250", "250", "354", "451", "221"], CodesOf(run));
        Assert.Equal(69, run.ExitCode);
    }

    private static string[] Mail(string user) =>
        ["MAIL FROM:<gil@example.com>", $"RCPT TO:<{user}@example.com>", "DATA", "From: gil@example.com", $"To: {user}@example.com", "Subject: x", "", "..dot", "."];

    private Task<Run> SpeakAsync(string lineEnd, params IEnumerable<string> lines) => pabal.RunAsync(["sendmail", "-bs"], string.Concat(lines.Select(line => line + lineEnd)));

    // Of a reply of several lines the last.
    private static IEnumerable<string> CodesOf(Run run) => run.Output.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Where(line => line[3] == ' ').Select(line => line[..3]);
}
