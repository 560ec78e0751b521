using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Pabal.House.Tests.Packages;

/// <summary>A registry on this machine with one image in it, which holds an empty folder: enough for the SDK to put a program on top of it.</summary>
internal sealed class EmptyBaseImage : IAsyncDisposable
{
    private const string ManifestType = "application/vnd.docker.distribution.manifest.v2+json";

    private readonly Dictionary<string, byte[]> blobs = [];
    private readonly string manifest;
    private readonly WebApplication web;

    private EmptyBaseImage()
    {
        var tar = Tar();
        var layer = Compressed(tar);
        var config = $$"""{"architecture":"amd64","os":"linux","config":{},"rootfs":{"type":"layers","diff_ids":["{{Digest(tar)}}"]},"history":[{"created":"2026-01-01T00:00:00Z"}]}""";
        manifest = $$"""
            {"schemaVersion":2,"mediaType":"{{ManifestType}}",
             "config":{"mediaType":"application/vnd.docker.container.image.v1+json","size":{{config.Length}},"digest":"{{Keep(Encoding.UTF8.GetBytes(config))}}"},
             "layers":[{"mediaType":"application/vnd.docker.image.rootfs.diff.tar.gzip","size":{{layer.Length}},"digest":"{{Keep(layer)}}"}]}
            """;
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        web = builder.Build();
        web.Run(AnswerAsync);
    }

    /// <summary>Its name, as a build takes it.</summary>
    public string Name => $"localhost:{new Uri(web.Urls.Single()).Port}/empty:1";

    public static async Task<EmptyBaseImage> ServeAsync()
    {
        var image = new EmptyBaseImage();
        await image.web.StartAsync(TestContext.Current.CancellationToken);
        return image;
    }

    public ValueTask DisposeAsync() => web.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        var isManifest = path.Contains("/manifests/", StringComparison.Ordinal);
        var content = isManifest ? Encoding.UTF8.GetBytes(manifest) : blobs.GetValueOrDefault(path.Split('/')[^1]);
        if (content is null)
        {
            context.Response.StatusCode = path.TrimEnd('/') == "/v2" ? 200 : 404;
            return;
        }
        context.Response.ContentType = isManifest ? ManifestType : "application/octet-stream";
        context.Response.ContentLength = content.Length;
        context.Response.Headers["Docker-Content-Digest"] = Digest(content);
        if (HttpMethods.IsGet(context.Request.Method))
            await context.Response.Body.WriteAsync(content, context.RequestAborted);
    }

    private string Keep(byte[] blob)
    {
        var digest = Digest(blob);
        blobs[digest] = blob;
        return digest;
    }

    private static byte[] Tar()
    {
        using var stream = new MemoryStream();
        using (var tar = new TarWriter(stream, leaveOpen: true))
            tar.WriteEntry(new PaxTarEntry(TarEntryType.Directory, "tmp/"));
        return stream.ToArray();
    }

    private static byte[] Compressed(byte[] content)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Fastest))
            gzip.Write(content);
        return stream.ToArray();
    }

    private static string Digest(byte[] content) => $"sha256:{Convert.ToHexStringLower(SHA256.HashData(content))}";
}
