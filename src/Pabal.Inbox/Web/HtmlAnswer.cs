using System.Text;
using Microsoft.AspNetCore.Http;
using Pabal.Inbox.Insight;
using Pabal.Mime;

namespace Pabal.Inbox.Web;

/// <summary>
/// The HTML of a mail as a page of its own, meant for a sandboxed frame. Two walls: the sanitiser leaves out what could act, and a Content-Security-Policy forbids
/// it, so that a hole in one of them is no hole. Nothing is fetched from elsewhere unless the reader wants it.
/// </summary>
internal static class HtmlAnswer
{
    // What a mail without styles of its own looks like: as in programs of today, not as in a browser of 1995.
    private const string Usual = "<style>body{margin:16px;font:14px/1.5 system-ui,sans-serif;overflow-wrap:break-word}</style>";

    // As programs do that turn colours round by themselves; pictures stay as they are.
    private const string Dark = "<style>html{background:#fff;filter:invert(.92) hue-rotate(180deg)}img{filter:invert(1) hue-rotate(180deg)}</style>";

    public static Task WriteAsync(HttpContext context, string id, MimeMessage message, string html, HtmlView view)
    {
        var parts = $"/api/messages/{id}/parts/";
        var paths = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (path, part) in message.Parts)
        {
            if (part.ContentId is { } contentId)
                paths.TryAdd(contentId, $"{parts}{path}?inline=1");
        }
        // The pictures of this mail and no more. The Host was checked before it came here; an IPv6 address can't stand in a policy (CSP3 2.3.1).
        var ours = context.Request.Host.Host.StartsWith('[') ? "'self'" : $"{context.Request.Scheme}://{context.Request.Host}{parts}";
        var elsewhere = view.Remote ? " https: http:" : "";
        context.Response.Headers.ContentSecurityPolicy =
            $"sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; img-src data: {ours}{elsewhere}; style-src 'unsafe-inline'{elsewhere}; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";
        // Or else a browser looks up the names in links before anybody has clicked, and who owns the name learns that the mail was opened.
        context.Response.Headers["X-DNS-Prefetch-Control"] = "off";
        var shown = HtmlSanitiser.Clean(view.Clip ? PageDocument.Clipped(html) : html, contentId => paths.GetValueOrDefault(contentId), view.Remote).Html;
        var page = $"<!doctype html><meta charset=\"utf-8\">{Usual}{(view.Dark ? Dark : "")}{shown}";
        return Answer.BytesAsync(context, "text/html; charset=utf-8", Encoding.UTF8.GetBytes(page));
    }
}
