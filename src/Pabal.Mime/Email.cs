using System.Collections.Immutable;

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

    /// <summary>The plain text; line ends of any kind become CRLF.</summary>
    public string? Text { get; init; }

    /// <summary>The same in HTML. Pictures are shown by <c>&lt;img src="cid:NAME"&gt;</c> with an inline attachment of that name.</summary>
    public string? Html { get; init; }

    /// <summary>Files that go with it.</summary>
    public ImmutableArray<Attachment> Attachments { get; init; } = [];

    /// <summary>Further header fields; a Date or Message-ID here stands in place of the one made.</summary>
    public HeaderList Headers { get; init; } = HeaderList.Empty;

    /// <summary>When it was written; null is the moment it is composed, in local time with its offset.</summary>
    public DateTimeOffset? Date { get; init; }

    /// <summary>The Message-ID with its angle brackets; null makes a unique one each time it is composed.</summary>
    public string? MessageId { get; init; }

    /// <summary>Composes the message: see <see cref="MimeMessage.Create"/>.</summary>
    public MimeMessage ToMessage(TimeProvider? clock = null) => MimeMessage.Create(this, clock);
}
