using System.Text;
using Pabal.Mime.Encodings;
using Pabal.Mime.Headers;
using Pabal.Mime.Text;
using static Pabal.Localized;

namespace Pabal.Mime.Writing;

/// <summary>From an <see cref="Email"/> to a message: the tree that every mail program shows right.</summary>
internal static class EmailComposer
{
    private const string InvitationFile = "invite.ics";

    public static MimeMessage Compose(Email email, TimeProvider clock)
    {
        var charset = email.Charset is null ? Charsets.Utf8 : TextEncoder.CharsetOf(email.Charset);
        var fields = EmailFields.Of(email, charset, clock);
        var body = Body(email, charset);
        return new MimeMessage(body.With(body.Headers.After(fields)));
    }

    /// <summary>The fields of an e-mail over a body made elsewhere.</summary>
    public static MimeMessage Compose(Email email, MimePart body, TimeProvider clock)
    {
        if (email is not { Text: null, Html: null, Invitation: null, Attachments.IsEmpty: true })
            throw new ArgumentException(Say("the e-mail has a text, files or an invitation; put them into the body", "메일에 본문이나 파일, 초대가 있습니다. 그것을 본문 부분에 넣으십시오"), nameof(email));
        var fields = EmailFields.Of(email, email.Charset is null ? Charsets.Utf8 : TextEncoder.CharsetOf(email.Charset), clock);
        return new(body.With([.. fields, .. body.Headers.Where(TreeEdit.IsOfContent)]));
    }

    // mixed( alternative( text, related( html, inline… ), calendar ), attachment… ), each level only where it has something to hold together.
    private static MimePart Body(Email email, Encoding charset)
    {
        if (email is { Attachments.IsEmpty: true, Invitation: null, Html: null })
            return new TextPart(WithFinalLineEnd(email.Text ?? ""), "plain", charset);
        var files = email.Attachments.ToLookup(file => file.ContentId is not null && email.Html is not null, file => Part(file, charset));
        List<MimePart> attached = [.. files[false]];
        if (email.Invitation is { } sent)
            attached.Add(Part(Attachment.FromBytes(InvitationFile, Encoding.UTF8.GetBytes(WithFinalLineEnd(TextEncoder.WithCrlf(sent.Ics)))) with { MediaType = CalendarFile(sent) }));
        List<MimePart> views = [.. Views(email, charset, [.. files[true]], isWholeBody: attached.Count == 0 && email.Attachments.IsEmpty)];
        var body = views switch
        {
            [] => null,
            [var only] when email.Invitation is null => only,
            _ => new Multipart("alternative", [.. views]),
        };
        if (attached.Count > 0)
            return new Multipart("mixed", body is null ? [.. attached] : [body, .. attached]);
        return body ?? new TextPart("", "plain", charset);
    }

    // The same content from the plainest to the richest, the order of RFC 2046 5.1.4; Outlook and Gmail look for the calendar at the end.
    private static IEnumerable<MimePart> Views(Email email, Encoding charset, MimePart[] inline, bool isWholeBody)
    {
        var text = email.Text ?? (email.Html is null ? null : TextEncoder.Within(charset, HtmlToText.Convert(email.Html)));
        var hasText = email.Html is null ? text is not null : text!.Length > 0;
        if (hasText)
            yield return new TextPart(isWholeBody && email.Html is null ? WithFinalLineEnd(text!) : text!, "plain", charset);
        if (email.Html is not null)
        {
            MimePart html = new TextPart(isWholeBody && !hasText ? WithFinalLineEnd(email.Html) : email.Html, "html", charset);
            yield return inline.Length == 0 ? html : new Multipart(Multipart.TypeWithBoundary("related").With("type", "text/html"), [html, .. inline]);
        }
        if (email.Invitation is { } invitation)
            yield return new TextPart(WithFinalLineEnd(invitation.Ics), new MediaType("text", "calendar", KeyValuePair.Create("method", invitation.Method)), Charsets.Utf8);
    }

    private static MediaType CalendarFile(CalendarInvitation invitation) => new MediaType("application", "ics").With("method", invitation.Method);

    // The content of a mail ends in a line end on the wire (RFC 5321 4.1.1.4); a text that is the whole body brings it along.
    private static string WithFinalLineEnd(string text) => text.Length == 0 || text[^1] is '\n' or '\r' ? text : text + "\r\n";

    /// <summary>A file as a part, inline if it has a content id.</summary>
    public static MimePart Part(Attachment file, Encoding? charset = null)
    {
        var disposition = file.ContentId is null ? "attachment" : "inline";
        var type = file.MediaType ?? ContentSniffer.Detect(file.Content, file.FileName);
        if (type.Name == MediaType.Message.Name)
        {
            if (AttachedMessage.TryEmbed(file, disposition, charset) is { } message)
                return message;
            type = MediaType.OctetStream;
        }
        return new BinaryPart(file.Content, PartHeader.Create(type, "base64", disposition, file.FileName, file.ContentId, charset), type);
    }
}
