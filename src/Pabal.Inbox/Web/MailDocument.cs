using System.Globalization;
using System.Text.Json;
using Pabal.Mime;
using Pabal.Smtp;

namespace Pabal.Inbox.Web;

/// <summary>A kept mail as JSON: a line of the list, or all of it. Names and shapes never change.</summary>
internal static class MailDocument
{
    private const int LongestText = 2000;
    private const int MostAddresses = 100;

    /// <summary>What a list shows: no bodies, and of a subject or a list of recipients only so much.</summary>
    public static void WriteSummary(Utf8JsonWriter json, StoredMail mail)
    {
        json.WriteStartObject();
        json.WriteString("id", mail.Id);
        json.WriteString("received", Time(mail.Received));
        WriteAddresses(json, "from", mail.From);
        WriteAddresses(json, "to", mail.To);
        WriteAddresses(json, "cc", mail.Cc);
        json.WriteString("subject", Cut(mail.Subject));
        json.WriteString("date", mail.Date?.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture));
        json.WriteString("messageId", Cut(mail.MessageId));
        json.WriteNumber("size", mail.Size);
        json.WriteNumber("attachments", mail.Attachments);
        json.WriteBoolean("read", mail.IsRead);
        WriteStrings(json, "inboxes", mail.Inboxes);
        WriteEnvelope(json, mail.Envelope);
        json.WriteEndObject();
    }

    /// <summary>The document of <c>pabal show</c> and what only the inbox knows.</summary>
    public static void Write(Utf8JsonWriter json, StoredMail mail, MimeMessage message)
    {
        json.WriteString("id", mail.Id);
        json.WriteString("received", Time(mail.Received));
        WriteEnvelope(json, mail.Envelope);
        json.WriteNumber("size", mail.Size);
        json.WriteBoolean("read", mail.IsRead);
        WriteStrings(json, "inboxes", mail.Inboxes);
        message.WriteDocument(json);
    }

    public static void WriteTranscript(Utf8JsonWriter json, StoredMail mail)
    {
        json.WriteStartArray("lines");
        foreach (var line in mail.Transcript)
        {
            json.WriteStartObject();
            json.WriteString("time", Time(line.Time));
            json.WriteString("side", line.Side switch { TranscriptSide.Client => "client", TranscriptSide.Server => "server", TranscriptSide.Content => "content", _ => "note" });
            json.WriteString("text", line.Text);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    public static void WriteStrings(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }

    private static void WriteEnvelope(Utf8JsonWriter json, StoredEnvelope envelope)
    {
        json.WriteStartObject("envelope");
        json.WriteString("from", envelope.From);
        WriteStrings(json, "to", envelope.To);
        json.WriteString("helo", envelope.Helo);
        json.WriteString("remote", envelope.Remote);
        json.WriteString("tls", envelope.Tls);
        json.WriteString("user", envelope.User);
        json.WriteEndObject();
    }

    private static void WriteAddresses(Utf8JsonWriter json, string name, AddressList addresses)
    {
        json.WriteStartArray(name);
        foreach (var mailbox in addresses.Mailboxes.Take(MostAddresses))
        {
            json.WriteStartObject();
            json.WriteString("name", Cut(mailbox.Name));
            json.WriteString("address", mailbox.Address.ToString());
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static string? Cut(string? text) => text is { Length: > LongestText } ? $"{text[..LongestText]}…" : text;
}
