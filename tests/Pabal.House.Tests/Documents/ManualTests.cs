namespace Pabal.House.Tests.Documents;

public sealed class ManualTests
{
    private const string Page = "docs/pabal.1";

    [Fact]
    public async Task The_manual_page_says_what_the_program_says()
    {
        var made = (await Run.OfAsync("dotnet", [Path.Combine(AppContext.BaseDirectory, "pabal.dll"), "manual", "--lang", "en"])).Succeeded();
        Assert.True(made == Repository.Read(Page), $"{Page} is out of date: artifacts/bin/Pabal.Cli/release/pabal manual --lang en >{Page}");
    }

    [Fact]
    public async Task Groff_sets_the_manual_page_without_a_warning()
    {
        Peer.Require("groff");
        var set = await Run.OfAsync("groff", ["-man", "-Tutf8", "-Kutf8", "-ww", Repository.Absolute(Page)]);
        Assert.Contains("PABAL", set.Succeeded(), StringComparison.Ordinal);
        Assert.Empty(set.Error);
    }

    [Fact]
    public async Task Mandoc_has_nothing_to_say_against_the_manual_page()
    {
        Peer.Require("mandoc");
        var lint = await Run.OfAsync("mandoc", ["-Tlint", Repository.Absolute(Page)]);
        Assert.Empty(lint.All);
    }
}
