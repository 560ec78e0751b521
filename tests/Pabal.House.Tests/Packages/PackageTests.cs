using System.IO.Compression;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;

namespace Pabal.House.Tests.Packages;

public sealed class PackageTests
{
    // What each package brings along of ours and of others.
    private static readonly Dictionary<string, string[]> Dependencies = new()
    {
        ["Pabal.Mime"] = ["Portable.BouncyCastle"],
        ["Pabal.Markdown"] = ["Markdig", "Pabal.Mime"],
        ["Pabal.Smtp"] = ["Microsoft.Extensions.Logging.Abstractions", "Pabal.Mime"],
        ["Pabal.Testing"] = ["Pabal.Mime", "Pabal.Smtp"],
        ["Pabal.Inbox"] = ["Pabal.Mime", "Pabal.Smtp", "Pabal.Testing"],
        ["Pabal.Hosting"] = ["Microsoft.Extensions.Diagnostics.HealthChecks", "Microsoft.Extensions.Hosting.Abstractions", "Microsoft.Extensions.Options", "Pabal.Mime", "Pabal.Smtp"],
        ["Pabal.AspNetCore"] = ["Pabal.Hosting", "Pabal.Mime"],
        // Tool and templates bring all they need in themselves.
        ["pabal"] = [],
        ["Pabal.Templates"] = [],
    };

    public static TheoryData<string> Ids => [.. Dependencies.Keys];

    public static TheoryData<string> LibraryIds => [.. Libraries.Names];

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_package_says_what_it_is_and_under_which_licence(string id)
    {
        using var package = PackedFiles.Open(id);
        var nuspec = Nuspec(package);
        Assert.Equal("MIT", Value("license"));
        Assert.Equal("README.md", Value("readme"));
        Assert.Equal("pabal.png", Value("icon"));
        Assert.Contains("email", Value("tags"), StringComparison.Ordinal);
        Assert.InRange(Value("description").Length, 30, 300);
        Assert.DoesNotContain("Package Description", Value("description"), StringComparison.Ordinal);
        Assert.NotEmpty(Value("copyright"));
        Assert.NotNull(package.GetEntry("README.md"));
        Assert.NotNull(package.GetEntry("pabal.png"));

        string Value(string name) => nuspec.Descendants().First(element => element.Name.LocalName == name).Value;
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_package_depends_on_what_it_needs_and_nothing_else(string id)
    {
        using var package = PackedFiles.Open(id);
        var depends = Nuspec(package).Descendants().Where(element => element.Name.LocalName == "dependency").ToList();
        Assert.Equal(Dependencies[id], depends.Select(dependency => (string)dependency.Attribute("id")!).Order(StringComparer.Ordinal));
        Assert.All(depends.Where(dependency => ((string)dependency.Attribute("id")!).StartsWith("Pabal.", StringComparison.Ordinal)),
            dependency => Assert.Equal(PackedFiles.Version, (string?)dependency.Attribute("version")));
    }

    [Fact]
    public void The_program_names_whose_libraries_it_brings_along()
    {
        var notices = Repository.Read("THIRD-PARTY-NOTICES.txt");
        var product = XDocument.Parse(Repository.Read("Directory.Packages.props")).Descendants("ItemGroup").Single(group => (string?)group.Attribute("Label") == "Product");
        Rule.Holds("A package of the product is named in THIRD-PARTY-NOTICES.txt; the runtime's own have their notices with it.",
            from package in product.Elements("PackageVersion")
            let id = (string)package.Attribute("Include")!
            where !id.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal) && !notices.Contains($"  {id} ", StringComparison.Ordinal)
            select id);
        using var tool = PackedFiles.Open("pabal");
        Assert.NotNull(tool.GetEntry("THIRD-PARTY-NOTICES.txt"));
    }

    [Theory]
    [MemberData(nameof(LibraryIds))]
    public void An_assembly_has_its_documentation_its_symbols_and_its_sources_and_names_no_folder_of_the_machine(string id)
    {
        using var package = PackedFiles.Open(id);
        Assert.NotNull(package.GetEntry($"lib/net10.0/{id}.xml"));
        using var image = new MemoryStream();
        using (var entry = package.GetEntry($"lib/net10.0/{id}.dll")!.Open())
            entry.CopyTo(image);
        image.Position = 0;
        using var assembly = new PEReader(image);
        var symbols = Assert.Single(assembly.ReadDebugDirectory(), entry => entry.Type == DebugDirectoryEntryType.EmbeddedPortablePdb);
        using var provider = assembly.ReadEmbeddedPortablePdbDebugDirectoryData(symbols);
        var reader = provider.GetMetadataReader();
        var files = reader.Documents.Select(document => reader.GetString(reader.GetDocument(document).Name)).ToList();
        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.StartsWith("/_", file, StringComparison.Ordinal));
        var embeddedSource = new Guid("0E8A571B-6926-466E-B4AD-8AB04611F5FE");
        Assert.Equal(files.Count, reader.CustomDebugInformation.Count(one => reader.GetGuid(reader.GetCustomDebugInformation(one).Kind) == embeddedSource));
    }

    [Fact]
    public void Only_what_is_meant_for_others_is_packed()
    {
        _ = PackedFiles.PathOf("pabal");
        Assert.Equal(Dependencies.Keys.Order(StringComparer.Ordinal),
            Directory.GetFiles(PackedFiles.Folder).Select(file => Path.GetFileName(file).Replace($".{PackedFiles.Version}.nupkg", "", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_tool_brings_its_manual_page()
    {
        using var package = PackedFiles.Open("pabal");
        Assert.NotNull(package.GetEntry("pabal.1"));
    }

    private static XDocument Nuspec(ZipArchive package)
    {
        using var nuspec = package.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
        return XDocument.Load(nuspec);
    }
}
