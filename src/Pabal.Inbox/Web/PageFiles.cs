using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Pabal.Inbox.Web;

/// <summary>The page: the files under <c>wwwroot/</c>, which are part of the assembly, each at a route of its own, so that no path of a request is ever looked up.</summary>
internal static class PageFiles
{
    private const string Folder = "wwwroot/";

    // All from here, nothing inline; a mail's HTML stands in a frame.
    private const string Policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

    private static readonly Assembly Assembly = typeof(PageFiles).Assembly;

    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var resource in Assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal)))
        {
            var path = resource[Folder.Length..].Replace('\\', '/');
            routes.MapGet(path == "index.html" ? "/" : $"/{path}", context =>
            {
                context.Response.Headers.ContentSecurityPolicy = Policy;
                return ServeAsync(context, resource, TypeOf(path));
            });
        }
    }

    public static Task ServeApiAsync(HttpContext context) => ServeAsync(context, "openapi.json", "application/json; charset=utf-8");

    private static async Task ServeAsync(HttpContext context, string resource, string contentType)
    {
        var file = Assembly.GetManifestResourceStream(resource)!;
        await using (file.ConfigureAwait(false))
        {
            context.Response.ContentType = contentType;
            context.Response.ContentLength = file.Length;
            await file.CopyToAsync(context.Response.Body, context.RequestAborted).ConfigureAwait(false);
        }
    }

    private static string TypeOf(string path) => Path.GetExtension(path) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        ".png" => "image/png",
        ".ico" => "image/x-icon",
        ".woff2" => "font/woff2",
        ".json" or ".webmanifest" => "application/json; charset=utf-8",
        _ => "application/octet-stream",
    };
}
