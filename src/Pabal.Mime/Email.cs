using System.Collections.Immutable;
using Pabal.Mime.Writing;

namespace Pabal.Mime;

/// <summary>A mail as a person thinks of it: immutable, changed by <c>with</c>, turned into a message when it is sent.</summary>
public sealed record Email
{
    /// <summary>Who it is from.</summary>
    public AddressList From { get; init; } = AddressList.Empty;

    /// <summary>Who really sends it, if not the one in From or if From has several.</summary>
    public Mailbox? Sender { get; init; }

    /// <summary>Where answers go, if not to From.</summary>
    public AddressList ReplyTo { get; init; } = AddressList.Empty;

    /// <summary>Whom it is to.</summary>
    public AddressList To { get; init; } = AddressList.Empty;

    /// <summary>Who gets a copy, for all to see.</summary>
    public AddressList Cc { get; init; } = AddressList.Empty;

    /// <summary>Who gets a copy unseen: in the envelope, never in the message.</summary>
    public AddressList Bcc { get; init; } = AddressList.Empty;

    /// <summary>The subject, one line.</summary>
    public string Subject { get; init; } = "";

    /// <summary>The plain text; line ends of any kind become CRLF. Null makes it from <see cref="Html"/>; empty sends HTML without any.</summary>
    public string? Text { get; init; }

    /// <summary>The same in HTML. Pictures are shown by <c>&lt;img src="cid:NAME"&gt;</c> with an inline attachment of that name.</summary>
    public string? Html { get; init; }

    /// <summary>Files that go with it.</summary>
    public ImmutableArray<Attachment> Attachments { get; init; } = [];

    /// <summary>An appointment that the mail invites to, answers or calls off; it stands beside the text and goes along as the file invite.ics.</summary>
    public CalendarInvitation? Invitation { get; init; }

    /// <summary>How a recipient of a newsletter leaves it.</summary>
    public ListUnsubscribe? Unsubscribe { get; init; }

    /// <summary>How urgent it is.</summary>
    public EmailPriority Priority { get; init; }

    /// <summary>Who wants to be told when it was read (RFC 8098 2.1); the reader's program asks the reader, as a rule.</summary>
    public AddressList ReadReceiptTo { get; init; } = AddressList.Empty;

    /// <summary>The Message-IDs of what it answers, with angle brackets.</summary>
    public ImmutableArray<string> InReplyTo { get; init; } = [];

    /// <summary>The Message-IDs of the thread before it, with angle brackets, the oldest first; empty takes those of <see cref="InReplyTo"/>.</summary>
    public ImmutableArray<string> References { get; init; } = [];

    /// <summary>The charset for a recipient whose system can't read UTF-8, <c>euc-kr</c> for one; null is UTF-8. A character that it lacks is
    /// refused in a text or HTML when composed; in a header the words around that character stand in UTF-8.</summary>
    public string? Charset { get; init; }

    /// <summary>Further header fields; a Date or Message-ID here stands in place of the one made.</summary>
    public HeaderList Headers { get; init; } = HeaderList.Empty;

    /// <summary>When it was written; null is the moment it is composed, in local time with its offset.</summary>
    public DateTimeOffset? Date { get; init; }

    /// <summary>The Message-ID with its angle brackets; null makes a unique one each time it is composed.</summary>
    public string? MessageId { get; init; }

    /// <summary>A mail of the framework as one of ours: addresses, subject, bodies, pictures, files, priority and further fields; what it says of delivery reports belongs to the envelope.
    /// Its streams are read when the mail is written, so it must not be disposed before. Throws <see cref="ArgumentException"/> or <see cref="FormatException"/> for what no mail may hold.</summary>
    public static Email FromMailMessage(System.Net.Mail.MailMessage mail) => new MailMessageReader(mail).Read();

    /// <summary>Composes the message: see <see cref="MimeMessage.Create(Email, TimeProvider?)"/>.</summary>
    public MimeMessage ToMessage(TimeProvider? clock = null) => MimeMessage.Create(this, clock);
}
