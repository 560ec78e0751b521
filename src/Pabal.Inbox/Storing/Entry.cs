using Pabal.Inbox.Searching;
using Pabal.Mime;

namespace Pabal.Inbox.Storing;

/// <summary>A mail in the store: what is known of it, what is searched, and where its content is.</summary>
/// <param name="Mail">What is known of it.</param>
/// <param name="Searched">What is searched, made ready when it is first asked for if the content is in memory.</param>
/// <param name="Stem">The name of its file; null when it is in memory.</param>
/// <param name="Content">The content; null when it is in a file.</param>
internal sealed record Entry(StoredMail Mail, Lazy<SearchText> Searched, string? Stem, ReadOnlyMemory<byte>? Content)
{
    public SearchText Text => Searched.Value;

    /// <summary>Takes a mail in: reads it once, for all that lists and searches want to know.</summary>
    public static Entry Of(Sidecar noted, ReadOnlyMemory<byte> content, string? stem, InboxRules rules)
    {
        var message = MimeMessage.Parse(content);
        var headers = message.To.Concat(message.Cc).Mailboxes.Select(mailbox => mailbox.Address.ToString());
        var mail = new StoredMail
        {
            Id = noted.Id,
            Received = noted.Received,
            Envelope = noted.Envelope,
            Size = content.Length,
            WireSize = content.Length + MissingOctets(content.Span),
            Inboxes = rules.For(noted.Envelope.User, noted.Envelope.To.IsEmpty ? headers : noted.Envelope.To),
            IsRead = noted.Read,
            From = message.From,
            To = message.To,
            Cc = message.Cc,
            Subject = message.Subject,
            Date = message.Date,
            MessageId = message.MessageId,
            Attachments = message.Attachments.Length,
            Transcript = noted.Transcript,
        };
        return stem is null
            ? new Entry(mail, new Lazy<SearchText>(() => SearchText.Of(mail, message)), null, content)
            : new Entry(mail, new Lazy<SearchText>(SearchText.Of(mail, message)), stem, null);
    }

    public Sidecar Noted => new() { Id = Mail.Id, Received = Mail.Received, Envelope = Mail.Envelope, Read = Mail.IsRead, Transcript = Mail.Transcript };

    // What POP3 adds: a CR to each bare LF, a line end to a last line that has none.
    private static int MissingOctets(ReadOnlySpan<byte> content) =>
        content.Count((byte)'\n') - content.Count("\r\n"u8) + (content is [] or [.., (byte)'\n'] ? 0 : 2);
}
