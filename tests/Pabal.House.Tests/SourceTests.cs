using System.Reflection;
using System.Text.RegularExpressions;

namespace Pabal.House.Tests;

public sealed partial class SourceTests
{
    private const int LongestFile = 400;
    private const int LongestAverage = 150;

    // Files that are one pure table, and what of.
    private static readonly Dictionary<string, string> Tables = [];

    private static readonly string[] EmptyWords = ["Manager", "Helper", "Helpers", "Util", "Utils", "Utility", "Base", "Impl"];

    [Fact]
    public async Task Source_files_are_short() => Rule.Holds(
        $"A source file has at most {LongestFile} lines, unless it is a pure table listed in SourceTests.Tables.",
        from path in await Repository.FilesAsync("src/", ".cs")
        let lines = Lines(path)
        where lines > LongestFile != Tables.ContainsKey(path)
        select $"{path}: {lines}");

    [Fact]
    public async Task Source_files_are_short_on_average() => Rule.Holds(
        $"The files of a project have at most {LongestAverage} lines on average, pure tables aside.",
        from path in await Repository.FilesAsync("src/", ".cs")
        where !Tables.ContainsKey(path)
        group Lines(path) by path.Split('/')[1] into project
        where project.Average() > LongestAverage
        select $"{project.Key}: {project.Average():F0}");

    [Fact]
    public async Task Nothing_is_hidden_or_unfinished() => Rule.Holds(
        "No regions, no conditional compilation, no partial types but a generator's, nothing left to do.",
        from path in await Repository.FilesAsync("", ".cs")
        let text = Repository.Read(path)
        from Match match in Unwanted().Matches(text)
        where !match.Value.StartsWith("partial", StringComparison.Ordinal) || !GeneratorMark().IsMatch(text)
        select $"{path}:{text.AsSpan(0, match.Index).Count('\n') + 1}: {match.Value.Trim()}");

    [Fact]
    public async Task A_library_shows_its_public_types_in_its_root_folder_and_hides_the_rest_below() => Rule.Holds(
        "The root folder of a library holds public types, subfolders internal ones.",
        from path in await Repository.FilesAsync("src/", ".cs")
        let folders = path.Split('/')
        where Libraries.Names.Contains(folders[1])
        let inRoot = folders.Length == 3
        from Match type in TopLevelType().Matches(Repository.Read(path))
        let access = type.Groups["access"].Value
        where access != "file" && (access == "public") != inRoot
        select $"{path}: {type.Value}");

    [Fact]
    public async Task Namespaces_follow_folders() => Rule.Holds(
        "The namespace is the project's name and the folders, joined by dots; that of src/Shared is Pabal.",
        from path in await Repository.FilesAsync("src/", ".cs")
        let expected = path.StartsWith("src/Shared/", StringComparison.Ordinal) ? "Pabal" : string.Join('.', path.Split('/')[1..^1])
        let declared = Namespace().Match(Repository.Read(path)) is { Success: true } match ? match.Groups[1].Value : expected
        where declared != expected
        select $"{path}: {declared}, not {expected}");

    [Fact]
    public void Types_have_names_that_say_something() => Rule.Holds(
        $"No type is called {string.Join(", ", EmptyWords)}.",
        from library in Libraries.Names.Append("pabal")
        from type in Assembly.Load(library).GetTypes()
        where EmptyWords.Any(word => type.Name.Split('`')[0].EndsWith(word, StringComparison.Ordinal))
        select type.FullName);

    private static int Lines(string path) => File.ReadLines(Repository.Absolute(path)).Count();

    [GeneratedRegex(@"^[ \t]*\#[ \t]*(region|if)\b.*|\bpartial\s+(class|record|struct|interface)\b|\b(TO[D]O|FIXM[E]|HAC[K]|NotImplemented[E]xception)\b", RegexOptions.Multiline)]
    private static partial Regex Unwanted();

    [GeneratedRegex(@"\[GeneratedRegex|\[LoggerMessage|JsonSerializerContext")]
    private static partial Regex GeneratorMark();

    [GeneratedRegex(@"^((?<access>public|internal|file) )?((static|sealed|abstract|readonly|ref|partial|unsafe) )*(class|record|struct|interface|enum|delegate) .*", RegexOptions.Multiline)]
    private static partial Regex TopLevelType();

    [GeneratedRegex(@"^namespace ([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Namespace();
}
