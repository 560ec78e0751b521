using System.Collections.Immutable;
using Pabal.Mime;
using Pabal.Smtp;

namespace Pabal.Testing;

/// <summary>A mail as it came in over SMTP.</summary>
public sealed class ReceivedMail
{
    private MimeMessage? message;

    /// <summary>Unique among the mails of one server, and in the order in which they came.</summary>
    public required string Id { get; init; }

    /// <summary>When its last octet had come.</summary>
    public required DateTimeOffset Received { get; init; }

    /// <summary>Who brought it: address, hello, TLS, user.</summary>
    public required SmtpSessionInfo Session { get; init; }

    /// <summary>Whom it was for, Bcc included, and who answers for it.</summary>
    public required Envelope Envelope { get; init; }

    /// <summary>The octets of the message as they came, without dot-stuffing.</summary>
    public required ReadOnlyMemory<byte> Content { get; init; }

    /// <summary>What client and server said at the beginning of the session and for this mail, redacted; other mails of the session are left out.</summary>
    public ImmutableArray<TranscriptLine> Transcript { get; init; } = [];

    /// <summary>The message, read when first asked for.</summary>
    public MimeMessage Message => message ??= MimeMessage.Parse(Content);
}
