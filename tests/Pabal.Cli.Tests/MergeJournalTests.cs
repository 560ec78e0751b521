using System.Text.Json;
using Pabal.Smtp;

namespace Pabal.Cli.Tests;

/// <summary><c>pabal send --merge</c> through servers that refuse, hang and vanish: no row is lost, and none is sent twice.</summary>
public sealed class MergeJournalTests : IAsyncLifetime
{
    private const int Rows = 12;

    private readonly PabalProgram pabal = new();
    private MergeServer server = null!;

    private string Journal => Path.Combine(pabal.Folder, "people.csv.pabal-journal");

    private string[] Send => ["send", "--server", $"smtp://127.0.0.1:{server.Uri.Port}?tls=none", "--from", "me@example.com", "--merge", "people.csv", "--to", "{{email}}", "--text", "{{name}}", "--connections", "1"];

    public async ValueTask InitializeAsync()
    {
        server = await MergeServer.StartAsync();
        WriteRows();
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        pabal.Dispose();
    }

    [Fact]
    public async Task When_all_were_accepted_the_journal_goes()
    {
        (await pabal.RunAsync(Send)).Succeeded();
        Assert.Equal(Everybody(), server.Accepted.Order(StringComparer.Ordinal));
        Assert.False(File.Exists(Journal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_killed_or_interrupted_run_goes_on_where_it_was(bool killed)
    {
        var hanging = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        server.Judge = async (number, _, token) =>
        {
            if (number == 6)
            {
                hanging.SetResult();
                await Task.Delay(Timeout.Infinite, token).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            }
            return null;
        };
        using (var process = pabal.Start([.. Send, "--json"]))
        {
            var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await hanging.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
            if (killed)
                process.Kill();
            else
                (await Run.OfAsync("kill", ["-INT", $"{process.Id}"])).Succeeded();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            if (!killed)
            {
                Assert.Equal(130, process.ExitCode);
                var told = JsonDocument.Parse(await output).RootElement;
                // Replies that had not been heard yet make a row one of unknown fate, which the next run tells.
                Assert.InRange(told.GetProperty("sent").GetInt32(), 1, 5);
                Assert.Equal(Rows, told.GetProperty("sent").GetInt32() + told.GetProperty("failed").GetInt32() + told.GetProperty("pending").GetInt32());
            }
        }
        await server.DisposeAsync();
        var before = server.Accepted.ToArray();
        server = await MergeServer.StartAsync();

        var run = await pabal.RunAsync([.. Send, "--json"]);
        Assert.Equal(1, run.ExitCode);
        var document = JsonDocument.Parse(run.Output).RootElement;
        var unknown = document.GetProperty("results").EnumerateArray().Where(row => row.GetProperty("fate").GetString() == "unknown").ToList();
        Assert.Equal("u06@example.com", unknown.Single(row => row.GetProperty("row").GetInt32() == 6).GetProperty("recipients")[0].GetString());
        Assert.Empty(before.Intersect(server.Accepted));
        Assert.Equal(server.Accepted.Count, server.Accepted.Distinct().Count());
        Assert.Equal(Rows, document.GetProperty("skipped").GetInt32() + server.Accepted.Count + unknown.Count);

        Assert.Equal(0, (await pabal.RunAsync([.. Send, "--resend-unknown"])).ExitCode);
        Assert.Equal(Everybody(), before.Concat(server.Accepted).Distinct().Order(StringComparer.Ordinal));
        Assert.False(File.Exists(Journal));
    }

    [Fact]
    public async Task Rows_that_were_refused_are_told_and_tried_again_the_next_time()
    {
        server.JudgeRecipient = address => address == "u03@example.com" ? new SmtpReply(550, "5.1.1", "nobody here") : null;
        var run = await pabal.RunAsync(Send);
        Assert.Equal(1, run.ExitCode);
        Assert.Matches(@"3 +│ u03@example\.com +│ refused", run.Output);
        Assert.Contains("nobody here", run.Output, StringComparison.Ordinal);
        server.JudgeRecipient = _ => null;
        Assert.Equal(0, (await pabal.RunAsync(Send)).ExitCode);
        Assert.Equal(Everybody(), server.Accepted.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Servers_that_send_away_with_421_lose_and_double_nothing()
    {
        server.Judge = (number, _, _) => Task.FromResult(number % 5 == 3 ? new SmtpReply(421, "4.3.2", "enough for now") : null);
        (await pabal.RunAsync(Send)).Succeeded();
        Assert.Equal(Everybody(), server.Accepted.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_mail_refused_for_now_is_known_to_be_unsent_after_an_interruption()
    {
        pabal.File("people.csv", "name,email\nAnn,ann@example.com\n");
        server.Judge = (_, _, _) => Task.FromResult<SmtpReply?>(new SmtpReply(451, "4.3.2", "later"));
        using (var process = pabal.Start([.. Send, "-v"]))
        {
            while (await process.StandardError.ReadLineAsync(TestContext.Current.CancellationToken) is { } line && !line.Contains("S: 451", StringComparison.Ordinal))
            {
            }
            (await Run.OfAsync("kill", ["-INT", $"{process.Id}"])).Succeeded();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Equal(130, process.ExitCode);
        }
        server.Judge = (_, _, _) => Task.FromResult<SmtpReply?>(null);
        (await pabal.RunAsync(Send)).Succeeded();
        Assert.Equal(["ann@example.com"], server.Accepted);
    }

    [Fact]
    public async Task What_was_sent_is_remembered_until_it_was_told()
    {
        // More than a pipe holds: nobody reads the report to its end.
        WriteRows(more: string.Concat(Enumerable.Range(100, 400).Select(i => $"n{i},u{i}@example.com,{new string('n', 50)}\n")));
        using (var process = pabal.Start([.. Send, "--json"]))
        {
            Assert.Equal('{', (char)process.StandardOutput.BaseStream.ReadByte());
            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
        (await pabal.RunAsync(Send)).Succeeded();
        Assert.Equal(Rows + 400, server.Accepted.Count);
    }

    [Fact]
    public async Task A_journal_that_can_not_be_written_stops_all_and_what_was_sent_is_told()
    {
        pabal.Link("linked");
        var variables = new Dictionary<string, string?>(pabal.Variables) { ["DOTNET_EnableWriteXorExecute"] = "0", ["DOTNET_EnableDiagnostics"] = "0" };
        var limited = await Run.OfAsync("sh", ["-c", "trap '' XFSZ; ulimit -f 1; exec ./linked \"$@\"", "sh", .. Send, "--json"], pabal.Folder, variables: variables);
        Assert.Equal(74, limited.ExitCode);
        var document = JsonDocument.Parse(limited.Output).RootElement;
        Assert.Contains(Journal, document.GetProperty("error").GetProperty("text").GetString(), StringComparison.Ordinal);
        var fates = document.GetProperty("results").EnumerateArray().Select(row => row.GetProperty("fate").GetString()).ToList();
        Assert.NotEqual(0, document.GetProperty("sent").GetInt32());
        Assert.InRange(server.Accepted.Count, document.GetProperty("sent").GetInt32(), Math.Min(Rows - 1, fates.Count(fate => fate is "accepted" or "unknown")));
        await pabal.RunAsync(Send);
        Assert.Equal(server.Accepted.Distinct().Count(), server.Accepted.Count);
    }

    [Fact]
    public async Task When_nobody_is_accepted_the_exit_code_tells_why_and_nothing_is_kept()
    {
        server.JudgeRecipient = _ => new SmtpReply(550, "5.1.1", "nobody here");
        Assert.Equal(67, (await pabal.RunAsync(Send)).ExitCode);
        Assert.False(File.Exists(Journal));
        await server.DisposeAsync();
        var run = await pabal.RunAsync([.. Send, "--json"]);
        Assert.Equal(69, run.ExitCode);
        Assert.All(JsonDocument.Parse(run.Output).RootElement.GetProperty("results").EnumerateArray(), row => Assert.Equal("notSent", row.GetProperty("fate").GetString()));
    }

    [Fact]
    public async Task What_was_sent_and_then_changed_is_noticed()
    {
        server.JudgeRecipient = address => address == "u12@example.com" ? new SmtpReply(550, "5.1.1", "nobody here") : null;
        Assert.Equal(1, (await pabal.RunAsync(Send)).ExitCode);
        var sent = server.Accepted.Count;

        var otherText = await pabal.RunAsync([.. Send, "--subject", "new"]);
        Assert.Equal(65, otherText.ExitCode);
        Assert.Contains("pabal-journal", otherText.Error, StringComparison.Ordinal);
        WriteRows(row => row.Replace("n04", "another", StringComparison.Ordinal));
        var otherRow = await pabal.RunAsync(Send);
        Assert.Equal(65, otherRow.ExitCode);
        Assert.Contains("row 4", otherRow.Error, StringComparison.Ordinal);
        Assert.Equal(sent, server.Accepted.Count);

        // The row that was refused may be mended, a column that nothing uses may change, and rows may come.
        WriteRows(row => row.Replace("u12@", "new12@", StringComparison.Ordinal).Replace("note", "other note", StringComparison.Ordinal), "n13,u13@example.com,\n");
        Assert.Equal(0, (await pabal.RunAsync(Send)).ExitCode);
        Assert.Equal(["new12@example.com", "u13@example.com"], server.Accepted.Skip(sent).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Two_rows_that_say_the_same_are_two_mails()
    {
        pabal.File("people.csv", "name,email\nAnn,ann@example.com\nAnn,ann@example.com\n");
        (await pabal.RunAsync(Send)).Succeeded();
        Assert.Equal(2, server.Accepted.Count);
    }

    [Fact]
    public async Task A_journal_of_something_else_is_left_alone()
    {
        pabal.File("people.csv.pabal-journal", "my diary\n");
        Assert.Equal(65, (await pabal.RunAsync(Send)).ExitCode);
        Assert.Equal("my diary\n", await File.ReadAllTextAsync(Journal, TestContext.Current.CancellationToken));
        Assert.Empty(server.Accepted);
    }

    private void WriteRows(Func<string, string>? change = null, string more = "") =>
        pabal.File("people.csv", "name,email,note\n" + string.Concat(Enumerable.Range(1, Rows).Select(i => $"n{i:00},u{i:00}@example.com,note\n").Select(change ?? (row => row))) + more);

    private static IEnumerable<string> Everybody() => Enumerable.Range(1, Rows).Select(i => $"u{i:00}@example.com");
}
