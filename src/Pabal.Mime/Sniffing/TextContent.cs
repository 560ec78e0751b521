using System.Text.Json;
using Pabal.Mime.Encodings;

namespace Pabal.Mime.Sniffing;

/// <summary>Text: which charset it is in, and whether it is of a kind that has a type of its own.</summary>
internal static class TextContent
{
    private const int BlockLength = 64 * 1024;
    private const int MaxJsonDepth = 1000;

    /// <summary>Null when the content is no text.</summary>
    public static MediaType? Detect(ContentView content, FileExtension extension)
    {
        var survey = new TextSurvey();
        if (!survey.Add(content.Head) || !AddRest(content, survey))
            return null;
        var charset = survey.Charset(isComplete: content.IsComplete || content.Rest is not null);
        return charset is null ? null : Typed(content, extension, charset);
    }

    private static bool AddRest(ContentView content, TextSurvey survey)
    {
        if (content.IsComplete || content.Rest is null)
            return true;
        var block = new byte[BlockLength];
        while (content.Rest.Read(block) is > 0 and var read)
        {
            if (!survey.Add(block.AsSpan(0, read)))
                return false;
        }
        return true;
    }

    private static MediaType Typed(ContentView content, FileExtension extension, string charset)
    {
        var text = content.Head;
        if (text.StartsWith("\uFEFF"u8))
            text = text[3..];
        text = text.TrimStart(" \t\r\n\f"u8);
        if (Markup.Detect(text, extension) is { } markup)
            return markup == "text/html" ? WithCharset(markup, PageCharset(text, charset)) : MediaType.Parse(markup);
        if (BeginsWithLine(text, "BEGIN:VCALENDAR"u8))
            return WithCharset("text/calendar", charset);
        if (BeginsWithLine(text, "BEGIN:VCARD"u8))
            return WithCharset("text/vcard", charset);
        if (BeginsWithLine(text, "WEBVTT"u8))
            return WithCharset("text/vtt", charset);
        if (MessageText.Detect(text, extension))
            return MediaType.Message;
        var type = extension.Refine("text/plain");
        if (type == "text/plain" && charset is "us-ascii" or "utf-8" && IsJson(text, content.IsComplete))
            return MediaType.Parse("application/json");
        return type.StartsWith("text/", StringComparison.Ordinal) ? WithCharset(type, charset) : MediaType.Parse(type);
    }

    private static string PageCharset(ReadOnlySpan<byte> text, string charset) =>
        TextSurvey.IsCertain(charset) ? charset : Markup.DeclaredCharset(text) ?? charset;

    private static MediaType WithCharset(string type, string charset) => MediaType.Parse(type).With("charset", charset);

    private static bool BeginsWithLine(ReadOnlySpan<byte> text, ReadOnlySpan<byte> line) =>
        text.Length >= line.Length && System.Text.Ascii.EqualsIgnoreCase(text[..line.Length], line)
        && (text.Length == line.Length || text[line.Length] is (byte)'\r' or (byte)'\n' or (byte)' ');

    // An object or an array; a lone number or word is text like any other.
    private static bool IsJson(ReadOnlySpan<byte> text, bool isComplete)
    {
        if (text is not [(byte)'{' or (byte)'[', ..])
            return false;
        isComplete &= text.Length <= BlockLength;
        var json = new Utf8JsonReader(text[..Math.Min(text.Length, BlockLength)], isComplete, new JsonReaderState(new JsonReaderOptions { MaxDepth = MaxJsonDepth }));
        try
        {
            while (json.Read())
            {
            }
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
