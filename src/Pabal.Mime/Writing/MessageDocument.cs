using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace Pabal.Mime.Writing;

/// <summary>A message as a JSON document: what people see of it, its tree, and what is broken. Names and shapes never change.</summary>
internal readonly struct MessageDocument(Utf8JsonWriter json)
{
    private const int BlockLength = 16 * 1024;

    public void Write(MimeMessage message)
    {
        WriteHeaders(message.Headers);
        Addresses("from", message.From);
        json.WritePropertyName("sender");
        WriteMailbox(message.Sender);
        Addresses("replyTo", message.ReplyTo);
        Addresses("to", message.To);
        Addresses("cc", message.Cc);
        Addresses("bcc", message.Bcc);
        json.WriteString("subject", message.Subject);
        json.WriteString("date", message.Date?.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture));
        json.WriteString("messageId", message.MessageId);
        Strings("inReplyTo", message.InReplyTo);
        Strings("references", message.References);
        json.WriteString("text", message.TextBody);
        json.WriteString("html", message.HtmlBody);
        WriteAttachments(message);
        json.WritePropertyName("root");
        WritePart(message.Root, "1");
        WriteDefects(message.Defects);
    }

    private void WriteHeaders(HeaderList headers)
    {
        json.WriteStartArray("headers");
        foreach (var field in headers)
        {
            json.WriteStartObject();
            json.WriteString("name", field.Name);
            json.WriteString("value", field.Value);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private void Addresses(string name, AddressList addresses)
    {
        json.WriteStartArray(name);
        foreach (var address in addresses)
        {
            if (address is not MailboxGroup group)
            {
                WriteMailbox((Mailbox)address);
                continue;
            }
            json.WriteStartObject();
            json.WriteString("group", group.Name);
            json.WriteStartArray("members");
            foreach (var member in group.Members)
                WriteMailbox(member);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private void WriteMailbox(Mailbox? mailbox)
    {
        if (mailbox is null)
        {
            json.WriteNullValue();
            return;
        }
        json.WriteStartObject();
        json.WriteString("name", mailbox.Name);
        json.WriteString("address", mailbox.Address.ToString());
        json.WriteEndObject();
    }

    private void Strings(string name, ImmutableArray<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }

    private void WriteAttachments(MimeMessage message)
    {
        var paths = message.Parts.ToDictionary(entry => entry.Part, entry => entry.Path);
        json.WriteStartArray("attachments");
        foreach (var part in message.Attachments)
        {
            json.WriteStartObject();
            json.WriteString("part", paths[part]);
            json.WriteString("fileName", part.FileName);
            json.WriteString("contentType", part.MediaType.Name);
            json.WriteString("disposition", part.Disposition);
            json.WriteString("contentId", part.ContentId);
            WriteContent(part);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private void WritePart(MimePart part, string path)
    {
        json.WriteStartObject();
        json.WriteString("part", path);
        json.WriteString("contentType", part.MediaType.Name);
        json.WriteStartObject("parameters");
        foreach (var (name, value) in part.MediaType.Parameters)
            json.WriteString(name, value);
        json.WriteEndObject();
        json.WriteString("charset", part.Charset);
        json.WriteString("encoding", part.TransferEncoding);
        json.WriteString("disposition", part.Disposition);
        json.WriteString("fileName", part.FileName);
        json.WriteString("contentId", part.ContentId);
        WriteContent(part);
        json.WriteStartArray("children");
        for (var i = 0; i < part.Children.Length; i++)
            WritePart(part.Children[i], string.Create(CultureInfo.InvariantCulture, $"{path}.{i + 1}"));
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void WriteContent(MimePart part)
    {
        // One that names no boundary, or has a wrong one, is a multipart nevertheless, though in one piece.
        if (part.MediaType.Type == "multipart")
        {
            json.WriteNull("size");
            json.WriteNull("sha256");
            return;
        }
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(BlockLength);
        var size = 0L;
        using (var content = part.OpenRead())
        {
            for (int read; (read = content.Read(buffer)) > 0; size += read)
                digest.AppendData(buffer, 0, read);
        }
        ArrayPool<byte>.Shared.Return(buffer);
        json.WriteNumber("size", size);
        json.WriteString("sha256", Convert.ToHexStringLower(digest.GetHashAndReset()));
    }

    private void WriteDefects(IReadOnlyList<MimeDefect> defects)
    {
        json.WriteStartArray("defects");
        foreach (var defect in defects)
        {
            json.WriteStartObject();
            json.WriteString("id", defect.Id);
            json.WriteString("message", defect.Message);
            json.WriteNumber("offset", defect.Offset);
            json.WriteString("rfc", defect.RfcSection);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
