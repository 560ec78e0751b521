using System.Text.RegularExpressions;

namespace Pabal.House.Tests.Documents;

public sealed partial class DocumentTests
{
    [Fact]
    public async Task Every_block_of_csharp_is_a_region_of_an_example_or_a_test() => Rule.Holds(
        "A ```csharp block follows <!-- examples/NAME.cs#region --> (or tests/…) and equals that region, which stands in the file between // <region> and // </region>.",
        from document in await Document.AllAsync()
        from fence in document.Fences
        where fence.Language is "csharp" or "cs" or "c#"
        let region = fence.Source is null ? "names no region" : Example.Region(fence.Source)
        where fence.Text != region
        select $"{document.Path}:{fence.Line}: {fence.Source}\n{region}");

    [Fact]
    public async Task Every_relative_link_leads_to_a_file()
    {
        var files = await Repository.FilesAsync("", "");
        Rule.Holds("A link leads to a file or folder of the repository.",
            from document in await Document.AllAsync()
            from target in document.Targets
            where !target.StartsWith('#') && !HasScheme().IsMatch(target)
            let path = Resolve(document.Path, target)
            where !files.Any(file => file == path || file.StartsWith(path + '/', StringComparison.Ordinal))
            select $"{document.Path}: {target}");
    }

    [Fact]
    public async Task Every_link_into_a_page_leads_to_a_heading()
    {
        var documents = await Document.AllAsync();
        Rule.Holds("What follows # in a link to a page is a heading of that page.",
            from document in documents
            from target in document.Targets
            where target.Contains('#') && !HasScheme().IsMatch(target)
            let page = documents.SingleOrDefault(other => other.Path == (target[0] == '#' ? document.Path : Resolve(document.Path, target)))
            where page is not null && !page.Anchors.Contains(Uri.UnescapeDataString(target[(target.IndexOf('#') + 1)..]))
            select $"{document.Path}: {target}");
    }

    [Fact]
    public async Task A_page_in_two_languages_has_one_outline_and_one_code()
    {
        var documents = await Document.AllAsync();
        Rule.Holds("A page of the guide is there in both languages.",
            from document in documents
            where document.Path == "README.md" || document.Path.StartsWith("docs/", StringComparison.Ordinal)
            where !document.Path.EndsWith(".ko.md", StringComparison.Ordinal)
            where documents.All(other => other.Path != document.Path.Replace(".md", ".ko.md", StringComparison.Ordinal))
            select document.Path);
        foreach (var korean in documents.Where(document => document.Path.EndsWith(".ko.md", StringComparison.Ordinal)))
        {
            var english = Assert.Single(documents, document => document.Path == korean.Path.Replace(".ko.md", ".md", StringComparison.Ordinal));
            Assert.Equal(english.Outline, korean.Outline);
            Assert.Equal(english.Fences.Where(fence => fence.Source is not null).Select(fence => fence.Text), korean.Fences.Where(fence => fence.Source is not null).Select(fence => fence.Text));
            Assert.Equal(english.Sections.SelectMany(Names), korean.Sections.SelectMany(Names));
        }

        // In the first two columns; further ones may hold remarks.
        static IEnumerable<string> Names(Section section) => section.Rows.SelectMany(row => row.Take(2)).SelectMany(cell => cell);
    }

    [Fact]
    public async Task Every_option_of_pabal_that_is_shown_exists()
    {
        var commands = from document in await Document.AllAsync()
                       from fence in document.Fences
                       where fence.Language is "sh" or "bash" or "shell" or "console"
                       from command in ShellCommand.Split(fence.Language == "console" ? ShellCommand.Typed(fence.Text) : fence.Text)
                       let arguments = ShellCommand.PabalArguments(command)
                       where arguments is not null
                       select ($"{document.Path}:{fence.Line}", arguments);
        Rule.Holds("An option that a document shows is listed by --help.", await UnknownOptionsAsync(commands));
    }

    [Fact]
    public async Task Every_option_of_pabal_that_a_remedy_names_exists()
    {
        var commands = from path in await Repository.FilesAsync("src/Pabal.Smtp/Diagnostics/Rules/", ".json")
                       from match in PabalCommand().Matches(Repository.Read(path))
                       select (path, match.Groups[1].Value.TrimEnd('.').Split(' '));
        Assert.NotEmpty(commands);
        Rule.Holds("An option that a remedy names is listed by --help.", await UnknownOptionsAsync(commands));
    }

    private static async Task<List<string>> UnknownOptionsAsync(IEnumerable<(string Place, string[] Arguments)> commands)
    {
        var uses = from command in commands
                   let verbs = string.Join(' ', command.Arguments.TakeWhile(word => Verb().IsMatch(word)))
                   from option in command.Arguments.TakeWhile(argument => argument != "--").Where(argument => argument.StartsWith("--", StringComparison.Ordinal))
                   select (Verbs: verbs, Option: option.Split('=')[0], command.Place);
        var unknown = new List<string>();
        foreach (var use in uses.GroupBy(use => use.Verbs))
        {
            var help = await Run.OfAsync("dotnet", [Path.Combine(AppContext.BaseDirectory, "pabal.dll"), .. use.Key.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);
            var options = Option().Matches(help.Output).Select(match => match.Value).ToHashSet();
            unknown.AddRange(use.Where(one => !options.Contains(one.Option)).Select(one => $"{one.Place}: pabal {one.Verbs} {one.Option}"));
        }
        return unknown;
    }

    private static string Resolve(string document, string target)
    {
        var path = Uri.UnescapeDataString(target.Split('#')[0].TrimEnd('/'));
        return Path.GetRelativePath(Repository.Root, Path.Combine(Repository.Root, Path.GetDirectoryName(document)!, path));
    }

    [GeneratedRegex("^[a-z][a-z0-9+.-]*:", RegexOptions.IgnoreCase)]
    private static partial Regex HasScheme();

    [GeneratedRegex("\\bpabal ([a-z]+ [^\"]*)")]
    private static partial Regex PabalCommand();

    [GeneratedRegex("^[a-z][a-z-]*$")]
    private static partial Regex Verb();

    [GeneratedRegex("(?<![a-z-])--[a-z][a-z0-9-]*", RegexOptions.IgnoreCase)]
    private static partial Regex Option();
}
