using System.Collections.Frozen;
using Pabal.Mime.Headers;
using static Pabal.Localized;

namespace Pabal.Mime.Writing;

/// <summary>From an <see cref="Email"/> to a message: the tree that every mail program shows right, and the fields that no server misses.</summary>
internal static class EmailComposer
{
    // Made from properties or from the tree; a second one beside them would be a defect that large providers refuse.
    private static readonly FrozenDictionary<string, string> Reserved = new Dictionary<string, string>
    {
        ["From"] = "From",
        ["Sender"] = "Sender",
        ["Reply-To"] = "ReplyTo",
        ["To"] = "To",
        ["Cc"] = "Cc",
        ["Bcc"] = "Bcc",
        ["Resent-Bcc"] = "Bcc",
        ["Subject"] = "Subject",
        ["MIME-Version"] = "",
        ["Content-Type"] = "",
        ["Content-Transfer-Encoding"] = "",
        ["Content-Disposition"] = "",
        ["Content-ID"] = "",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static MimeMessage Compose(Email email, TimeProvider clock)
    {
        if (email.From.Count == 0)
            throw new ArgumentException(Say("the mail has no From address", "메일에 보내는 사람(From)이 없습니다"), nameof(email));
        var body = Body(email);
        return new MimeMessage(body.With([.. MessageFields(email, clock), .. body.Headers]));
    }

    private static IEnumerable<HeaderField> MessageFields(Email email, TimeProvider clock)
    {
        foreach (var field in email.Headers)
            CheckExtra(field);
        yield return HeaderField.Addresses("From", email.From);
        if (email.Sender is not null)
            yield return HeaderField.Addresses("Sender", email.Sender);
        if (email.ReplyTo.Count > 0)
            yield return HeaderField.Addresses("Reply-To", email.ReplyTo);
        if (email.To.Count > 0)
            yield return HeaderField.Addresses("To", email.To);
        if (email.Cc.Count > 0)
            yield return HeaderField.Addresses("Cc", email.Cc);
        if (email.Subject.Length > 0)
            yield return new HeaderField("Subject", email.Subject);
        if (email.Headers.Find("Date") is null)
            yield return HeaderField.Date("Date", email.Date ?? clock.GetLocalNow());
        if (email.Headers.Find("Message-ID") is null)
            yield return new HeaderField("Message-ID", email.MessageId ?? MessageIds.New(email.From.Mailboxes.First().Address.AsciiDomain));
        foreach (var field in email.Headers)
            yield return field;
        yield return new HeaderField("MIME-Version", "1.0");
    }

    private static void CheckExtra(HeaderField field)
    {
        if (!Reserved.TryGetValue(field.Name, out var property))
            return;
        throw new ArgumentException(property.Length > 0
            ? Say($"the field {field.Name} is made from {property}; set that instead of an extra header", $"{field.Name} 머리글은 {property}에서 만들어집니다. 추가 머리글 대신 그것을 쓰십시오")
            : Say($"the field {field.Name} follows from the content and can't be set", $"{field.Name} 머리글은 내용에서 정해지므로 따로 쓸 수 없습니다"), nameof(field));
    }

    // mixed( alternative( text, related( html, inline… ) ), attachment… ), each level only where it has something to hold together.
    private static MimePart Body(Email email)
    {
        var files = email.Attachments.ToLookup(file => file.ContentId is not null && email.Html is not null, Part);
        var (inline, attached) = (files[true].ToArray(), files[false].ToArray());
        MimePart? body = email.Html is null ? null : new TextPart(WithFinalLineEnd(email.Html, email.Text is null && email.Attachments.IsEmpty), "html");
        if (inline.Length > 0)
            body = new Multipart(Multipart.TypeWithBoundary("related").With("type", "text/html"), [body!, .. inline]);
        if (body is null)
            body = email.Text is null && attached.Length > 0 ? null : new TextPart(WithFinalLineEnd(email.Text ?? "", attached.Length == 0));
        else if (email.Text is not null)
            body = new Multipart("alternative", new TextPart(email.Text), body);
        if (attached.Length == 0)
            return body!;
        return new Multipart("mixed", body is null ? attached : [body, .. attached]);
    }

    // The content of a mail ends in a line end on the wire (RFC 5321 4.1.1.4); a text that is the whole body brings it along.
    private static string WithFinalLineEnd(string text, bool isWholeBody) => !isWholeBody || text.Length == 0 || text[^1] is '\n' or '\r' ? text : text + "\n";

    /// <summary>A file as a part, inline if it has a content id.</summary>
    public static BinaryPart Part(Attachment file)
    {
        var type = file.MediaType ?? ContentSniffer.Detect(file.Content, file.FileName);
        return new BinaryPart(file.Content,
            PartHeader.Create(type, "base64", file.ContentId is null ? "attachment" : "inline", file.FileName, file.ContentId), type);
    }
}
