using System.Text.Json;
using Pabal.Inbox.Web;
using Pabal.Mime;
using Pabal.Mime.Text;

namespace Pabal.Inbox.Insight;

/// <summary>What a developer wants to know of a mail at a glance: codes, links, what providers would refuse, what it wants to fetch.</summary>
internal static class InsightDocument
{
    private const int LongestBody = 2_000_000;

    public static void Write(Utf8JsonWriter json, MimeMessage message)
    {
        var (text, html) = (Cut(message.TextBody), Cut(message.HtmlBody));
        MailDocument.WriteStrings(json, "codes", CodeFinder.Find($"{message.Subject}\n{text ?? (html is null ? "" : HtmlToText.Convert(html))}"));
        json.WriteStartArray("links");
        foreach (var link in LinkFinder.Find(text, html))
        {
            json.WriteStartObject();
            json.WriteString("url", link.Url);
            json.WriteString("text", link.Text);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteNumber("remote", html is null ? 0 : HtmlSanitiser.Clean(html, _ => null, allowRemote: false).Remote);
        PageDocument.Write(json, message.HtmlBody);
        LintDocument.Write(json, message);
    }

    private static string? Cut(string? text) => text is { Length: > LongestBody } ? text[..LongestBody] : text;
}
