using System.Xml.Linq;
using Pabal.Testing;

namespace Pabal.House.Tests.Packages;

public sealed class TemplateTests : IDisposable
{
    private readonly ForeignFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Both_templates_are_installed_from_the_packed_file_become_programs_that_run_and_are_taken_away()
    {
        (await folder.RunAsync("dotnet", "new", "install", PackedFiles.PathOf("Pabal.Templates"))).Succeeded();
        await SenderSendsAsync();
        await TestsPassAsync();
        (await folder.RunAsync("dotnet", "new", "uninstall", "Pabal.Templates")).Succeeded();
        Assert.NotEqual(0, (await folder.RunAsync("dotnet", "new", "pabal-sender", "--output", "Again")).ExitCode);
    }

    [Fact]
    public async Task Templates_take_the_packages_of_this_version()
    {
        var central = Versions("Directory.Packages.props", "PackageVersion");
        Rule.Holds("A template refers to Pabal in this version and to others as Directory.Packages.props does.",
            from path in await Repository.FilesAsync("templates/content/", ".csproj")
            from package in Versions(path, "PackageReference")
            let expected = package.Key.StartsWith("Pabal.", StringComparison.Ordinal) ? PackedFiles.Version : central[package.Key]
            where package.Value != expected
            select $"{path}: {package.Key} {package.Value}, not {expected}");
    }

    private async Task SenderSendsAsync()
    {
        (await folder.RunAsync("dotnet", "new", "pabal-sender", "--output", "Letters")).Succeeded();
        await using var inbox = await TestInbox.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        File.WriteAllText(folder.In("Letters", ".env"), $"PABAL_SERVER=smtp://127.0.0.1:{inbox.Port}?tls=none\nPABAL_FROM='길동 <gil@example.com>'\nPABAL_PASSWORD='secret'\n");
        var sent = await folder.RunInAsync(folder.In("Letters"), "dotnet", "run", "--", "ann@example.com");
        Assert.StartsWith("ann@example.com: 250 ", sent.Succeeded(), StringComparison.Ordinal);
        var mail = inbox.ExpectOne();
        Assert.Equal(("길동 <gil@example.com>", "gil@example.com"), (mail.Message.From.ToString(), mail.Session.User));

        File.Delete(folder.In("Letters", ".env"));
        var lost = await folder.RunInAsync(folder.In("Letters"), "dotnet", "run", "--no-build", "--", "ann@example.com");
        Assert.Contains("PABAL_FROM is not set", lost.Error, StringComparison.Ordinal);
    }

    private async Task TestsPassAsync()
    {
        (await folder.RunAsync("dotnet", "new", "pabal-test", "--output", "Letters.Tests")).Succeeded();
        var tests = await folder.RunInAsync(folder.In("Letters.Tests"), "dotnet", "test");
        Assert.Matches(@"(?m)^\s*succeeded: 2\b", tests.Succeeded());
    }

    private static Dictionary<string, string> Versions(string path, string item) =>
        XDocument.Load(Repository.Absolute(path)).Descendants(item).ToDictionary(one => (string)one.Attribute("Include")!, one => (string)one.Attribute("Version")!);
}
