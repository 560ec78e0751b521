using System.Text;
using Microsoft.AspNetCore.Http;
using Pabal.Mime;

namespace Pabal.Inbox.Web;

/// <summary>
/// The HTML of a mail as a page of its own, meant for a sandboxed frame. Two walls: the sanitiser leaves out what could act, and a Content-Security-Policy forbids
/// it, so that a hole in one of them is no hole. Nothing is fetched from elsewhere unless the reader wants it.
/// </summary>
internal static class HtmlAnswer
{
    public static Task WriteAsync(HttpContext context, string id, MimeMessage message, string html, bool remote)
    {
        var parts = $"/api/messages/{id}/parts/";
        var paths = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (path, part) in message.Parts)
        {
            if (part.ContentId is { } contentId)
                paths.TryAdd(contentId, $"{parts}{path}?inline=1");
        }
        // The frame has no origin of its own, so "self" would be nobody; the Host was checked before it came here.
        var ours = $"{context.Request.Scheme}://{context.Request.Host}{parts}";
        var elsewhere = remote ? " https: http:" : "";
        context.Response.Headers.ContentSecurityPolicy =
            $"sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; img-src data: {ours}{elsewhere}; style-src 'unsafe-inline'{elsewhere}; base-uri 'none'; form-action 'none'";
        var page = $"<!doctype html><meta charset=\"utf-8\">{HtmlSanitiser.Clean(html, contentId => paths.GetValueOrDefault(contentId), remote).Html}";
        return Answer.BytesAsync(context, "text/html; charset=utf-8", Encoding.UTF8.GetBytes(page));
    }
}
