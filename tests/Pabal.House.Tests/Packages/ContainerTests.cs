using System.Formats.Tar;
using System.Text.Json.Nodes;

namespace Pabal.House.Tests.Packages;

/// <summary>The image, built by the SDK on an empty base: whether it runs on a real one is not tried here.</summary>
public sealed class ContainerTests : IDisposable
{
    private readonly string archive = Path.Combine(Directory.CreateTempSubdirectory("pabal-image-").FullName, "pabal.tar");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(archive)!, recursive: true);

    [Fact]
    public async Task The_image_is_an_inbox_that_can_be_reached_and_is_not_root()
    {
        await using var image = await EmptyBaseImage.ServeAsync();
        (await Run.OfAsync("dotnet", ["publish", "src/Pabal.Cli", "-c", Repository.Configuration, "--no-build", "-t:PublishContainer", $"-p:ContainerBaseImage={image.Name}", $"-p:ContainerArchiveOutputPath={archive}"], Repository.Root)).Succeeded();

        var files = Read();
        var manifest = JsonNode.Parse(files["manifest.json"])![0]!;
        var config = JsonNode.Parse(files[manifest["Config"]!.ToString()])!["config"]!;
        Assert.Equal("pabal:latest", manifest["RepoTags"]![0]!.ToString());
        Assert.Equal("dotnet /app/pabal.dll", Joined(config["Entrypoint"]!));
        Assert.Equal("inbox --smtp *:1025 --http *:8025", Joined(config["Cmd"]!));
        Assert.Equal("1654", config["User"]!.ToString());
        Assert.Equal(["1025/tcp", "8025/tcp"], config["ExposedPorts"]!.AsObject().Select(port => port.Key).Order());
        Assert.Equal("MIT", config["Labels"]!["org.opencontainers.image.licenses"]!.ToString());
        Assert.Equal(PackedFiles.Version, config["Labels"]!["org.opencontainers.image.version"]!.ToString());
    }

    [Fact]
    public async Task The_base_image_has_what_the_page_needs()
    {
        var image = await Run.OfAsync("dotnet", ["msbuild", "src/Pabal.Cli", $"-p:Configuration={Repository.Configuration}", "-t:ComputeContainerBaseImage", "-getProperty:ContainerBaseImage"], Repository.Root);
        Assert.Contains("/aspnet:10.0", image.Succeeded(), StringComparison.Ordinal);
    }

    private static string Joined(JsonNode words) => string.Join(' ', words.AsArray().Select(word => word!.ToString()));

    private Dictionary<string, byte[]> Read()
    {
        var files = new Dictionary<string, byte[]>();
        using var tar = new TarReader(File.OpenRead(archive));
        while (tar.GetNextEntry() is { } entry)
        {
            using var content = new MemoryStream();
            entry.DataStream?.CopyTo(content);
            files[entry.Name] = content.ToArray();
        }
        return files;
    }
}
