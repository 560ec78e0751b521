using System.Reflection;

namespace Pabal.House.Tests.Api;

public sealed class PublicApiTests
{
    private const string Approve = "PABAL_APPROVE";

    public static TheoryData<string> Names => [.. Libraries.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_public_api_is_the_approved_one(string library)
    {
        var actual = PublicApi.Print(Assembly.Load(library));
        var file = Repository.Absolute(ApprovedFile(library));
        if (Environment.GetEnvironmentVariable(Approve) == "1")
            await File.WriteAllTextAsync(file, actual, TestContext.Current.CancellationToken);
        var approved = File.Exists(file) ? await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken) : "";
        Rule.Holds($"The public API of {library} is not the one in {ApprovedFile(library)}. If it is what you want: {Approve}=1 dotnet test --project tests/Pabal.House.Tests",
            Difference(approved, actual));
    }

    [Fact]
    public async Task No_approved_api_outlives_its_library() => Rule.Holds(
        "These approved files belong to no library; remove them.",
        (await Repository.FilesAsync("tests/Pabal.House.Tests/Api/", ".txt")).Except(Libraries.Names.Select(ApprovedFile)));

    private static string ApprovedFile(string library) => $"tests/Pabal.House.Tests/Api/{library}.txt";

    private static IEnumerable<string> Difference(string approved, string actual)
    {
        var (before, after) = (UnderHeadings(approved), UnderHeadings(actual));
        return before.Except(after).Select(line => $"- {line}").Concat(after.Except(before).Select(line => $"+ {line}"));
    }

    // A member's line alone does not tell whose it is.
    private static List<string> UnderHeadings(string api)
    {
        var heading = "";
        var lines = new List<string>();
        foreach (var line in api.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!line.StartsWith(' '))
                heading = line;
            lines.Add(line == heading ? line : $"{heading.Split(" : ")[0]} ::{line[3..]}");
        }
        return lines;
    }
}
