namespace Pabal.House.Tests.Packages;

public sealed class ToolTests : IDisposable
{
    private readonly ForeignFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_tool_is_installed_from_the_packed_file_used_and_taken_away()
    {
        _ = PackedFiles.PathOf("pabal");
        var program = folder.In("tools", OperatingSystem.IsWindows() ? "pabal.exe" : "pabal");
        (await folder.RunAsync("dotnet", "tool", "install", "pabal", "--tool-path", "tools", "--configfile", folder.Config)).Succeeded();

        Assert.StartsWith(PackedFiles.Version, (await folder.RunAsync(program, "--version")).Succeeded(), StringComparison.Ordinal);
        (await folder.RunAsync(program, "send", "--server", "sandbox", "--from", "홍길동 <gil@example.com>", "--to", "ann@example.com", "--subject", "안녕하세요", "--text", "본문")).Succeeded();
        var kept = Assert.Single(Directory.GetFiles(folder.In("pabal-sandbox")));
        Assert.Contains("안녕하세요", (await folder.RunAsync(program, "show", kept)).Succeeded(), StringComparison.Ordinal);

        (await folder.RunAsync("dotnet", "tool", "uninstall", "pabal", "--tool-path", "tools")).Succeeded();
        Assert.False(File.Exists(program));
    }
}
