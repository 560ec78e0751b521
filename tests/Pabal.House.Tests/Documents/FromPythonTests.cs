using System.Text.RegularExpressions;

namespace Pabal.House.Tests.Documents;

/// <summary>docs/from-python.md is whole: it knows every name that Python has, and shows everything that it names in their stead.</summary>
public sealed partial class FromPythonTests
{
    private static readonly Section[] Sections = [.. new Document("docs/from-python.md").Sections];

    [Fact]
    public async Task Every_public_name_of_Pythons_email_is_on_the_page()
    {
        Peer.Require("python3");
        var script = Repository.Absolute("tests/Pabal.House.Tests/Documents/python-names.py");
        var names = (await Run.OfAsync("python3", ["-W", "ignore", script])).Succeeded().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')).ToArray();
        Assert.True(names.Length > 300, $"python3 named {names.Length} only");
        var told = Sections.SelectMany(section => section.Rows.SelectMany(row => row[0]).SelectMany(code => Word().Matches(code), (_, word) => (section.Heading, word.Value))).ToHashSet();
        Rule.Holds("A name of Python stands in the first column of a table, in the section of its module.",
            from name in names
            where !told.Contains((name[0], name[1]))
            select $"{name[0]}: {name[1]}");
    }

    [Fact]
    public void Every_counterpart_is_shown_in_code_that_runs() => Rule.Holds(
        "What the second column of a table names stands in a snippet of the section.",
        from section in Sections
        let shown = section.Code.SelectMany(code => Word().Matches(code)).Select(word => word.Value).ToHashSet()
        from row in section.Rows
        from code in row[1]
        from word in Word().Matches(code).Select(match => match.Value)
        where !shown.Contains(word)
        select $"{section.Heading}: {code}");

    // A name, or an id in kebab-case.
    [GeneratedRegex(@"[A-Za-z_][\w-]*")]
    private static partial Regex Word();
}
