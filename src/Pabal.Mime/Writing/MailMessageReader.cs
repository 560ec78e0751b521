using System.Collections.Frozen;
using System.Net.Mail;
using System.Net.Mime;
using Pabal.Mime.Encodings;
using static Pabal.Localized;
using FrameworkAttachment = System.Net.Mail.Attachment;

namespace Pabal.Mime.Writing;

/// <summary>From the framework's mail to ours.</summary>
internal sealed class MailMessageReader(MailMessage mail)
{
    // Made from properties, or from the content.
    private static readonly FrozenSet<string> Made = new[]
    {
        "From", "Sender", "Reply-To", "To", "Cc", "Bcc", "Subject", "MIME-Version", "X-Priority", "Priority", "Importance",
        "Content-Type", "Content-Transfer-Encoding", "Content-Disposition", "Content-ID",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private readonly List<Attachment> files = [];
    private string? text;
    private string? html;
    private CalendarInvitation? invitation;

    public Email Read()
    {
        if (mail.Body.Length > 0)
            (text, html) = mail.IsBodyHtml ? (null, mail.Body) : (mail.Body, (string?)null);
        foreach (var view in mail.AlternateViews)
            Take(view);
        files.AddRange(mail.Attachments.Select(File));
        return new Email
        {
            From = mail.From is null ? AddressList.Empty : Mailbox(mail.From),
            Sender = mail.Sender is null ? null : Mailbox(mail.Sender),
            ReplyTo = List(mail.ReplyToList),
            To = List(mail.To),
            Cc = List(mail.CC),
            Bcc = List(mail.Bcc),
            Subject = mail.Subject,
            Text = text,
            Html = html,
            Invitation = invitation,
            Priority = mail.Priority switch
            {
                MailPriority.High => EmailPriority.High,
                MailPriority.Low => EmailPriority.Low,
                _ => EmailPriority.Normal,
            },
            Attachments = [.. files],
            Headers = [.. Fields()],
        };
    }

    private IEnumerable<HeaderField> Fields() =>
        from name in mail.Headers.AllKeys.OfType<string>()
        where !Made.Contains(name)
        from value in mail.Headers.GetValues(name) ?? []
        select new HeaderField(name, value);

    private void Take(AlternateView view)
    {
        switch (view.ContentType.MediaType.ToLowerInvariant())
        {
            case MediaTypeNames.Text.Plain:
                text = Text(view);
                break;
            case MediaTypeNames.Text.Html:
                html = Text(view);
                break;
            case "text/calendar":
                invitation = new CalendarInvitation(Text(view));
                break;
            default:
                throw new ArgumentException(Say($"a view of the type {Headers.HeaderText.OneLine(view.ContentType.MediaType)} has no place in an Email; take it out or attach it as a file",
                                                $"{Headers.HeaderText.OneLine(view.ContentType.MediaType)} 보기는 Email에 둘 곳이 없습니다. 빼거나 파일로 첨부하십시오"), nameof(view));
        }
        files.AddRange(view.LinkedResources.Select(picture => Content(picture, picture.ContentType.Name ?? picture.ContentId) with { ContentId = picture.ContentId }));
    }

    private static Attachment File(FrameworkAttachment file) =>
        Content(file, file.Name ?? "attachment") is var content && file.ContentDisposition?.Inline == true ? content with { ContentId = file.ContentId } : content;

    private static Attachment Content(AttachmentBase content, string name) => Attachment.FromStream(name, content.ContentStream) with
    {
        // What the framework says of a file it knows nothing of is left to its content.
        MediaType = content.ContentType.MediaType != MediaTypeNames.Application.Octet && MediaType.TryParse(content.ContentType.MediaType, out var type)
            ? content.ContentType.CharSet is { Length: > 0 } charset ? type.With("charset", charset) : type
            : null,
    };

    // The stream is left where it stood.
    private static string Text(AlternateView view)
    {
        var start = view.ContentStream.CanSeek ? view.ContentStream.Position : 0;
        using var bytes = new MemoryStream();
        view.ContentStream.CopyTo(bytes);
        if (view.ContentStream.CanSeek)
            view.ContentStream.Position = start;
        return LabelledText.Decode(bytes.GetBuffer().AsSpan(0, (int)bytes.Length), view.ContentType.CharSet);
    }

    private static AddressList List(MailAddressCollection addresses) => [.. addresses.Select(Mailbox)];

    private static Mailbox Mailbox(MailAddress address) => new(address.DisplayName, EmailAddress.Parse(address.Address));
}
