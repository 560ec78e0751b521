namespace Pabal.House.Tests.Documents;

public sealed class ExampleTests
{
    // A program that is not built yet may have to wait for others on a busy machine.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public static TheoryData<string> Examples => [.. Directory.EnumerateFiles(Repository.Absolute("examples"), "*.cs").Select(file => $"examples/{Path.GetFileName(file)}").Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task An_example_runs_and_prints_what_it_says(string file)
    {
        var run = await Run.OfAsync("dotnet", ["run", "--configuration", Repository.Configuration, file], Repository.Root, timeout: Patience);
        var printed = run.Succeeded().ReplaceLineEndings("\n").TrimEnd();
        Assert.Matches(Example.Output(file), printed);
    }

    [Fact]
    public void An_example_is_short_and_stands_in_the_index()
    {
        var index = new Document("examples/README.md").Targets.ToHashSet();
        Rule.Holds("An example has 60 lines at most and is linked from examples/README.md.",
            from file in Directory.EnumerateFiles(Repository.Absolute("examples"), "*.cs")
            let name = Path.GetFileName(file)
            where File.ReadLines(file).Count() > 60 || !index.Contains(name)
            select name);
    }
}
