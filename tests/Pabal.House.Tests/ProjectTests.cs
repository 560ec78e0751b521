using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Pabal.House.Tests;

public sealed class ProjectTests
{
    // Who may know whom. A new project under src/ is entered here first.
    private static readonly Dictionary<string, string[]> Arrows = new()
    {
        ["Pabal.Mime"] = [],
        ["Pabal.Markdown"] = ["Pabal.Mime"],
        ["Pabal.Smtp"] = ["Pabal.Mime"],
        ["Pabal.Relay"] = ["Pabal.Mime", "Pabal.Smtp"],
        ["Pabal.Relay.Postgres"] = ["Pabal.Mime", "Pabal.Smtp", "Pabal.Relay"],
        ["Pabal.Inbox"] = ["Pabal.Mime", "Pabal.Smtp", "Pabal.Testing"],
        ["Pabal.Testing"] = ["Pabal.Mime", "Pabal.Smtp"],
        ["Pabal.Hosting"] = ["Pabal.Mime", "Pabal.Smtp", "Pabal.Relay"],
        ["Pabal.AspNetCore"] = ["Pabal.Mime", "Pabal.Smtp", "Pabal.Hosting"],
        ["Pabal.Cli"] = ["Pabal.Mime", "Pabal.Markdown", "Pabal.Smtp", "Pabal.Relay", "Pabal.Relay.Postgres", "Pabal.Inbox", "Pabal.Testing", "Pabal.Hosting"],
    };

    [Fact]
    public async Task Arrows_between_projects_run_one_way() => Rule.Holds(
        "A project refers only to those that ProjectTests.Arrows allows it.",
        from path in await Repository.FilesAsync("src/", ".csproj")
        let name = Path.GetFileNameWithoutExtension(path)
        from target in Included(path, "ProjectReference").Select(Path.GetFileNameWithoutExtension).Prepend(name)
        where !Arrows.TryGetValue(name, out var allowed) || (target != name && !allowed.Contains(target))
        select target == name ? $"{name} is not in the table" : $"{name} -> {target}");

    [Fact]
    public async Task Every_project_is_in_the_solution()
    {
        var solution = XDocument.Load(Repository.Absolute("Pabal.slnx")).Descendants("Project").Select(project => (string)project.Attribute("Path")!);
        Assert.Equal(await ProjectsAsync(), solution.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_project_locks_its_packages() => Rule.Holds(
        "Beside every project lies its packages.lock.json.",
        from path in await ProjectsAsync()
        where !File.Exists(Repository.Absolute(LockFile(path)))
        select path);

    [Fact]
    public async Task Locked_packages_are_those_of_the_central_list()
    {
        var central = XDocument.Load(Repository.Absolute("Directory.Packages.props")).Descendants("PackageVersion")
            .ToDictionary(package => (string)package.Attribute("Include")!, package => (string)package.Attribute("Version")!, StringComparer.OrdinalIgnoreCase);
        Rule.Holds("packages.lock.json resolves what Directory.Packages.props says.",
            from path in await Repository.FilesAsync("", "packages.lock.json")
            from framework in JsonNode.Parse(Repository.Read(path))!["dependencies"]!.AsObject()
            from package in framework.Value!.AsObject()
            where package.Value!["type"]!.ToString() != "Project" && central.ContainsKey(package.Key)
            let resolved = package.Value["resolved"]!.ToString()
            where resolved != central[package.Key]
            select $"{path}: {package.Key} {resolved}, not {central[package.Key]}");
    }

    [Fact]
    public async Task Versions_stand_in_the_central_list_only() => Rule.Holds(
        "A PackageReference has no version of its own.",
        from path in await ProjectsAsync()
        from reference in XDocument.Load(Repository.Absolute(path)).Descendants("PackageReference")
        where reference.Attribute("Version") is not null || reference.Attribute("VersionOverride") is not null
        select $"{path}: {(string?)reference.Attribute("Include")}");

    // What a template holds is a project only where somebody has made one of it.
    private static async Task<string[]> ProjectsAsync() =>
        [.. (await Repository.FilesAsync("", ".csproj")).Where(path => !path.StartsWith("templates/content/", StringComparison.Ordinal))];

    private static IEnumerable<string> Included(string project, string item) =>
        XDocument.Load(Repository.Absolute(project)).Descendants(item).Select(reference => (string)reference.Attribute("Include")!);

    private static string LockFile(string project) => Path.Combine(Path.GetDirectoryName(project)!, "packages.lock.json");
}
