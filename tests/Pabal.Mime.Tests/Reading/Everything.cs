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
        foreach (var defect in message.Defects)
        {
            Assert.InRange(defect.Offset, 0, input.Length);
            Assert.NotEmpty(defect.Message);
        }
    }

    public static IEnumerable<MimePart> Parts(MimePart root)
    {
        var pending = new Stack<MimePart>([root]);
        while (pending.TryPop(out var part))
        {
            yield return part;
            if (part is Multipart multipart)
                multipart.Parts.Reverse().ToList().ForEach(pending.Push);
            else if (part is MessagePart within)
                pending.Push(within.Message.Root);
        }
    }

    private static void Look(MimeMessage message)
    {
        IsOneLine(message.Subject, message.MessageId, message.From.ToString(), message.To.ToString(), message.Cc.ToString(),
            message.Bcc.ToString(), message.ReplyTo.ToString(), message.Sender?.ToString());
        IsOneLine([.. message.InReplyTo, .. message.References]);
        _ = (message.Date, message.TextBody, message.HtmlBody, message.InlineParts.Count(), message.Length, message.Is8Bit, message.HasUtf8Header);
        foreach (var part in Parts(message.Root))
        {
            foreach (var field in part.Headers)
                IsOneLine(field.Name, field.Value);
            IsOneLine(part.FileName, part.SafeFileName, part.ContentId, part.Disposition, part.TransferEncoding, part.Charset, part.Description, part.MediaType.ToString());
            if (part is TextPart text)
                _ = text.Text.Length + text.FlowedText.Length;
            if (part is not Multipart)
                Assert.Equal(part.Size, part.Content.Length);
        }
    }

    private static void IsOneLine(params string?[] values)
    {
        foreach (var value in values)
            Assert.True(value is null || value.IndexOfAny(['\r', '\n', '\0']) < 0, value);
    }
}
