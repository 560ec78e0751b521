using System.Text.RegularExpressions;

namespace Pabal.House.Tests.Documents;

/// <summary>docs/rfcs.md leads where it says; that its links lead to files is DocumentTests'.</summary>
public sealed partial class RfcTests
{
    private static readonly MatchCollection Rows = Row().Matches(Repository.Read("docs/rfcs.md"));

    [Fact]
    public void A_file_says_which_standard_it_keeps() => Rule.Holds(
        "The file of a row names the RFC of that row.",
        from row in Rows
        where !Cited(row.Groups["file"].Value).Contains(row.Groups["rfc"].Value)
        select row.Value);

    [Fact]
    public async Task No_standard_is_missing_that_the_sources_name()
    {
        var told = Rows.Select(row => row.Groups["rfc"].Value).ToHashSet();
        Rule.Holds("Every RFC that a file under src/ names has a row.",
            from file in await Repository.FilesAsync("src/", ".cs")
            from rfc in Cited(file)
            where !told.Contains(rfc)
            select $"RFC {rfc}: {file}");
    }

    [Fact]
    public void Both_languages_have_the_same_rows() =>
        Assert.Equal(Rows.Select(row => row.Value), Row().Matches(Repository.Read("docs/rfcs.ko.md")).Select(row => row.Value));

    private static HashSet<string> Cited(string file) => [.. Citation().Matches(Repository.Read(file)).Select(match => match.Groups[1].Value)];

    [GeneratedRegex(@"RFC (\d{3,5})\b")]
    private static partial Regex Citation();

    [GeneratedRegex(@"^\| \[(?<rfc>\d+)\]\(https://www\.rfc-editor\.org/rfc/rfc\k<rfc>\) \| \[[^\]]+\]\(\.\./(?<file>src/[^)]+)\) \| \[[^\]]+\]\(\.\./tests/[^)]+\) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
