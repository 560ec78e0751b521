namespace Pabal.House.Tests.Packages;

public sealed class ServiceTests : IDisposable
{
    private const string Unit = "deploy/pabal-inbox.service";

    private readonly string folder = Directory.CreateTempSubdirectory("pabal-unit-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Systemd_has_nothing_to_say_against_the_unit()
    {
        Peer.Require("systemd-analyze");
        // Where it is installed there is nothing here.
        var unit = Path.Combine(folder, "pabal-inbox.service");
        File.WriteAllText(unit, Repository.Read(Unit).Replace("/usr/local/bin/pabal", Peer.Find("true"), StringComparison.Ordinal));
        var verified = await Run.OfAsync("systemd-analyze", ["verify", "--man=no", unit]);
        verified.Succeeded();
        Assert.Empty(verified.All);
        // 0 is the best; a unit without any of this has 9.6.
        (await Run.OfAsync("systemd-analyze", ["security", "--offline=true", "--threshold=20", unit])).Succeeded();
    }

    [Fact]
    public async Task The_options_in_the_unit_exist()
    {
        var start = File.ReadLines(Repository.Absolute(Unit)).Single(line => line.StartsWith("ExecStart=", StringComparison.Ordinal));
        var help = await Run.OfAsync("dotnet", [Path.Combine(AppContext.BaseDirectory, "pabal.dll"), "inbox", "--help"]);
        Assert.All(start.Split(' ').Where(word => word.StartsWith("--", StringComparison.Ordinal)), option => Assert.Contains($"  {option} ", help.Output, StringComparison.Ordinal));
    }
}
