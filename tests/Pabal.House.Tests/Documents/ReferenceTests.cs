using System.Text.Json;
using System.Text.RegularExpressions;

namespace Pabal.House.Tests.Documents;

/// <summary>docs/reference.md says what the program says: its help pages, the keys of its documents, the paths of its API. PABAL_UPDATE_GOLDENS=1 writes the help pages anew.</summary>
public sealed partial class ReferenceTests : IDisposable
{
    private const string Page = "docs/reference.md";

    private readonly PabalProgram pabal = new();

    [Theory]
    [InlineData(Page, "en")]
    [InlineData("docs/reference.ko.md", "ko")]
    public async Task A_help_page_is_what_the_program_prints(string page, string language)
    {
        var commands = (await pabal.RunAsync(["--help", "--lang", "en"])).Succeeded().Split("Commands:\n")[1].Split("\n\n")[0];
        var shown = new Dictionary<string, string>();
        foreach (var command in Command().Matches(commands).Select(match => match.Groups[1].Value).Prepend(""))
        {
            var help = (await pabal.RunAsync([.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help", "--lang", language])).Succeeded();
            shown.Add(command, string.Join('\n', help.TrimEnd().Split('\n').Select(line => line.TrimEnd())));
        }
        var text = Repository.Read(page);
        var expected = HelpPage().Replace(text, match => $"{match.Groups["head"].Value}{shown.GetValueOrDefault(match.Groups["command"].Value, "there is no such command")}\n```");
        if (Environment.GetEnvironmentVariable("PABAL_UPDATE_GOLDENS") == "1")
            await File.WriteAllTextAsync(Repository.Absolute(page), expected, TestContext.Current.CancellationToken);
        else
            Assert.Equal(expected, text);
        Assert.Equal(shown.Keys.Order(), HelpPage().Matches(expected).Select(match => match.Groups["command"].Value).Order());
    }

    [Fact]
    public async Task Every_key_of_a_document_is_told_and_no_other()
    {
        pabal.File("people.csv", "email\nann@example.com\n");
        var mail = pabal.File("mail.eml", "From: a@example.com\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Disposition: attachment; filename=a.txt\n\n=zz\n");
        string[] send = ["--from", "gil@example.com", "--text", "hello"];
        (string Section, string[][] Runs)[] documents =
        [
            ("pabal send",
            [
                ["send", .. send, "--server", "sandbox", "--to", "ann@example.com"],
                ["send", .. send, "--dry-run", "--to", "ann@example.com"],
                ["send", .. send, "--server", "smtp://127.0.0.1:1", "--to", "ann@example.com"],
                ["send", .. send, "--server", "sandbox", "--merge", "people.csv", "--to", "{{email}}"],
            ]),
            ("pabal show", [["show", mail, "--lint"]]),
            ("pabal check", [["check", "--server", "sandbox"], ["check", "--server", "smtp://127.0.0.1:1"], ["check", "--address", "ann@example.com"]]),
            ("pabal providers", [["providers"], ["providers", "naver"]]),
        ];
        foreach (var (section, runs) in documents)
        {
            var keys = new HashSet<string>();
            foreach (var run in runs)
                Collect(JsonDocument.Parse((await pabal.RunAsync([.. run, "--json"])).Output).RootElement, keys);
            var (named, told) = Told(section);
            Assert.Equal([], keys.Except(told).Except(Told("pabal send").Told).Order());
            // Told with pabal send, or only there after an interruption.
            Assert.Equal([], named.Except(keys).Except(["durationMs", "error", "journal", "server", "tls"]).Order());
        }
    }

    [Fact]
    public void The_api_is_that_of_the_inbox()
    {
        using var description = JsonDocument.Parse(Repository.Read("src/Pabal.Inbox/Web/openapi.json"));
        Assert.Equal(
            from path in description.RootElement.GetProperty("paths").EnumerateObject()
            from method in path.Value.EnumerateObject()
            where method.Name is not "parameters"
            let request = $"{method.Name.ToUpperInvariant()} {path.Name}"
            orderby request
            select request,
            Told("The HTTP API").Named.Where(name => name.Contains('/')).Order());
    }

    public void Dispose() => pabal.Dispose();

    /// <summary>What the tables of a section name in their first column, and what they name at all.</summary>
    private static (HashSet<string> Named, HashSet<string> Told) Told(string heading)
    {
        var rows = new Document(Page).Sections.Single(section => section.Heading == heading).Rows;
        return ([.. rows.SelectMany(row => row[0])], [.. rows.SelectMany(row => row.SelectMany(cell => cell).SelectMany(code => Key().Matches(code)).Select(match => match.Value))]);
    }

    private static void Collect(JsonElement element, HashSet<string> keys)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
                Collect(item, keys);
        }
        else if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in element.EnumerateObject())
            {
                keys.Add(property.Name);
                // Whose keys are the sender's.
                if (property.Name != "parameters")
                    Collect(property.Value, keys);
            }
        }
    }

    [GeneratedRegex("^  ([a-z]+)", RegexOptions.Multiline)]
    private static partial Regex Command();

    [GeneratedRegex("(?<head><!-- pabal (?:(?<command>[a-z]+) )?--help -->\n```text\n).*?\n```", RegexOptions.Singleline)]
    private static partial Regex HelpPage();

    [GeneratedRegex("[A-Za-z0-9]+")]
    private static partial Regex Key();
}
