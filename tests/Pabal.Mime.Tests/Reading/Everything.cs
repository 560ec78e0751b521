using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Pabal.Mime.Tests.Reading;

/// <summary>Looks at all that a message offers, so that nothing lazy is left untried, and at what must hold for any input.</summary>
internal static class Everything
{
    public static void Holds(byte[] input, MimeLimits? limits = null)
    {
        var message = MimeMessage.Parse(input, limits);
        Assert.Equal(input, message.ToArray());
        Assert.Equal(input, new MimeMessage(message.Root).ToArray());
        Look(message);
        using (JsonDocument.Parse(Document(message), new JsonDocumentOptions { MaxDepth = 1000 }))
        {
        }
        foreach (var defect in message.Defects)
        {
            Assert.InRange(defect.Offset, 0, input.Length);
            Assert.NotEmpty(defect.Message);
        }
    }

    public static ReadOnlyMemory<byte> Document(MimeMessage message)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        message.WriteDocument(json);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    private static void Look(MimeMessage message)
    {
        IsOneLine(message.Subject, message.MessageId, message.From.ToString(), message.To.ToString(), message.Cc.ToString(),
            message.Bcc.ToString(), message.ReplyTo.ToString(), message.Sender?.ToString());
        IsOneLine([.. message.InReplyTo, .. message.References, message.BaseSubject, .. message.Received.Select(step => step.ToString()), .. message.Resent.Select(block => block.ToString())]);
        if (FeedbackReport.TryRead(message, out var feedback))
            IsOneLine(feedback.FeedbackType, feedback.UserAgent);
        if (PartialMessage.TryJoin([message], out var joined))
            _ = joined.ToArray();
        _ = (message.Date, message.TextBody, message.HtmlBody, message.InlineParts.Count(), message.Length, message.Is8Bit, message.HasUtf8Header);
        foreach (var (_, part) in message.Parts)
        {
            foreach (var field in part.Headers)
            {
                IsOneLine(field.Name, field.Value);
                if (AuthenticationResults.TryRead(field, out var results))
                    IsOneLine([results.ServiceId, .. results.Results.SelectMany(one => one.Properties.Select(property => property.Value).Append(one.Comment))]);
            }
            IsOneLine(part.FileName, part.SafeFileName, part.ContentId, part.Disposition, part.TransferEncoding, part.Charset, part.Description, part.MediaType.ToString(), part.Location);
            IsOneLine([.. part.Languages, part.Duration?.ToString(), part.MatchesMd5?.ToString()]);
            if (part is TextPart text)
                _ = text.Text.Length + text.FlowedText.Length;
            if (part is StatusPart status)
                IsOneLine([.. status.Groups.SelectMany(group => group).Select(field => field.ToString())]);
            if (part is Multipart)
                continue;
            Assert.Equal(part.Size, part.Content.Length);
            using var stream = part.OpenRead();
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            Assert.True(part.Content.Span.SequenceEqual(copy.GetBuffer().AsSpan(0, (int)copy.Length)));
        }
    }

    private static void IsOneLine(params string?[] values)
    {
        foreach (var value in values)
            Assert.True(value is null || value.IndexOfAny(['\r', '\n', '\0']) < 0, value);
    }
}
