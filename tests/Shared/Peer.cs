namespace Pabal.Tests;

/// <summary>Programs of other authors that the tests talk to.</summary>
internal static class Peer
{
    /// <summary>Skips the test unless all of the programs are there; fails it where <c>PABAL_REQUIRE_PEERS=1</c> says that they have to be.</summary>
    public static void Require(params ReadOnlySpan<string> programs)
    {
        foreach (var program in programs)
        {
            if (Find(program) is null)
                Missing($"{program} is not installed");
        }
    }

    /// <summary>Skips the test for want of something, or fails it where peers are required.</summary>
    public static void Missing(string what)
    {
        if (Environment.GetEnvironmentVariable("PABAL_REQUIRE_PEERS") == "1")
            Assert.Fail(what);
        Assert.Skip(what);
    }

    /// <summary>The path of a program; where the system's own programs lie is searched too, though it is not in everybody's PATH.</summary>
    public static string? Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Append("/usr/sbin")
        .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
}
