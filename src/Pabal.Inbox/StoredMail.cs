using System.Collections.Immutable;
using Pabal.Mime;
using Pabal.Smtp;

namespace Pabal.Inbox;

/// <summary>What is known of a mail that is kept, without its content. Never changes: after it was read the store has a new one.</summary>
public sealed record StoredMail
{
    /// <summary>Unique in its store, letters and digits only, and in the order in which mails came.</summary>
    public required string Id { get; init; }

    /// <summary>When it had come; of a file that was put into the folder by hand, when that was last written.</summary>
    public required DateTimeOffset Received { get; init; }

    /// <summary>Whom it was for and who brought it.</summary>
    public required StoredEnvelope Envelope { get; init; }

    /// <summary>Octets of the message.</summary>
    public required long Size { get; init; }

    /// <summary>The inboxes it lies in by the <see cref="InboxRules"/>; every mail is in the one without a name as well.</summary>
    public ImmutableArray<string> Inboxes { get; init; } = [];

    /// <summary>Whether somebody has read it.</summary>
    public bool IsRead { get; init; }

    /// <summary>From, as the header has it.</summary>
    public required AddressList From { get; init; }

    /// <summary>To, as the header has it.</summary>
    public required AddressList To { get; init; }

    /// <summary>Cc, as the header has it.</summary>
    public required AddressList Cc { get; init; }

    /// <summary>The subject, decoded; null if there is none.</summary>
    public string? Subject { get; init; }

    /// <summary>When it says it was written; null without a date that can be read.</summary>
    public DateTimeOffset? Date { get; init; }

    /// <summary>The Message-ID with its angle brackets; null if there is none.</summary>
    public string? MessageId { get; init; }

    /// <summary>How many attachments it has.</summary>
    public int Attachments { get; init; }

    /// <summary>What client and server said at the beginning of the session and for this mail, redacted; empty for a file that was put into the folder by hand.</summary>
    public ImmutableArray<TranscriptLine> Transcript { get; init; } = [];

    /// <summary>Octets with every line ended by CRLF, as POP3 counts.</summary>
    internal long WireSize { get; init; }
}

/// <summary>The envelope of a kept mail, and the session that brought it. A file that was put into the folder by hand has none.</summary>
public sealed record StoredEnvelope
{
    /// <summary>The reverse-path; empty for <c>&lt;&gt;</c>, null where nothing is known.</summary>
    public string? From { get; init; }

    /// <summary>The forward-paths, Bcc included.</summary>
    public ImmutableArray<string> To { get; init; } = [];

    /// <summary>What the client called itself.</summary>
    public string? Helo { get; init; }

    /// <summary>The client's address and port.</summary>
    public string? Remote { get; init; }

    /// <summary>The TLS version, <c>1.2</c> or <c>1.3</c>; null in clear.</summary>
    public string? Tls { get; init; }

    /// <summary>Who logged in; null if nobody did.</summary>
    public string? User { get; init; }
}
