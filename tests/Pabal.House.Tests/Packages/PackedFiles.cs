using System.IO.Compression;

namespace Pabal.House.Tests.Packages;

/// <summary>What <c>dotnet pack -c Release</c> has made of this checkout.</summary>
internal static class PackedFiles
{
    public static string Folder { get; } = Repository.Absolute("artifacts/package/release");

    public static string Version { get; } = typeof(Mime.Email).Assembly.GetName().Version!.ToString(3);

    /// <summary>The package of that id. Skips the test where nothing was packed, see <see cref="Peer"/>.</summary>
    public static string PathOf(string id)
    {
        var path = Path.Combine(Folder, $"{id}.{Version}.nupkg");
        if (!File.Exists(path))
            Peer.Missing($"there is no {path}; run dotnet pack -c Release");
        return path;
    }

    public static ZipArchive Open(string id) => ZipFile.OpenRead(PathOf(id));
}
