using System.Text;
using System.Text.Json;

namespace Pabal.Inbox.Insight;

/// <summary>The HTML of a mail as a member of a JSON document: how large it is for Gmail, and what stands where its pictures are off.</summary>
internal static class PageDocument
{
    /// <summary>How much of it Gmail shows, in octets.</summary>
    public const int GmailShows = 102 * 1024;

    public static void Write(Utf8JsonWriter json, string? html)
    {
        if (html is null)
        {
            json.WriteNull("page");
            return;
        }
        var size = Encoding.UTF8.GetByteCount(html);
        json.WriteStartObject("page");
        json.WriteNumber("size", size);
        json.WriteBoolean("isClipped", size > GmailShows);
        json.WriteStartArray("pictures");
        foreach (var picture in PictureFinder.Find(html))
        {
            json.WriteStartObject();
            json.WriteString("source", picture.Source);
            json.WriteString("alt", picture.Alt);
            json.WriteBoolean("isTracker", picture.IsTracker);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>The beginning that Gmail shows.</summary>
    public static string Clipped(string html)
    {
        Encoding.UTF8.GetEncoder().Convert(html, new byte[GmailShows], flush: false, out var shown, out _, out _);
        return html[..shown];
    }
}
