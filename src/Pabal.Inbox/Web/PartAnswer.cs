using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Pabal.Mime;

namespace Pabal.Inbox.Web;

/// <summary>One part of a mail for download. A stranger wrote it: nothing in it may run here, so a browser is told to save it, and to trust no type but those that can do nothing.</summary>
internal static class PartAnswer
{
    private const int LongestFallback = 100;

    // Pictures made of pixels: they are all that is ever shown in place.
    private static readonly string[] Pictures = ["image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp", "image/avif"];

    private static readonly string[] Harmless = [.. Pictures, "application/pdf", "application/zip", "text/csv", "text/calendar", "audio/mpeg", "video/mp4", "message/rfc822"];

    public static Task WriteAsync(HttpContext context, string path, MimePart part, bool inline)
    {
        var content = part.Content;
        if (inline && Picture(part, content.Span) is { } picture)
        {
            Harden(context, null);
            return Answer.BytesAsync(context, picture, content);
        }
        Harden(context, part.SafeFileName ?? $"part-{path}");
        return Answer.BytesAsync(context, TypeOf(part), content);
    }

    /// <summary>Tells a browser to save what comes under a name, or to show it if there is none, and to let nothing in it run.</summary>
    public static void Harden(HttpContext context, string? fileName)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        headers.ContentDisposition = fileName is null ? "inline" : Disposition(fileName);
    }

    /// <summary>The name twice (RFC 6266): for old programs in ASCII, and in full.</summary>
    internal static string Disposition(string fileName)
    {
        var fallback = new StringBuilder();
        foreach (var c in fileName.Length > LongestFallback ? fileName[..LongestFallback] : fileName)
            fallback.Append(c is >= ' ' and <= '~' and not ('"' or '\\' or '%') ? c : '_');
        return $"attachment; filename=\"{fallback}\"; filename*=UTF-8''{Uri.EscapeDataString(fileName)}";
    }

    /// <summary>The type of a picture that may be shown, by its content and not by what it says; null if it is none.</summary>
    private static string? Picture(MimePart part, ReadOnlySpan<byte> content) =>
        part is BinaryPart && ContentSniffer.Detect(content).Name is var name && Pictures.Contains(name) ? name : null;

    private static string TypeOf(MimePart part)
    {
        if (part.MediaType.Is("text", "plain"))
            return part.Charset is { } charset && charset.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') ? string.Create(CultureInfo.InvariantCulture, $"text/plain; charset={charset}") : "text/plain";
        return Harmless.Contains(part.MediaType.Name) ? part.MediaType.Name : "application/octet-stream";
    }
}
