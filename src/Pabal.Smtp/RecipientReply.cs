using Pabal.Mime;

namespace Pabal.Smtp;

/// <summary>What LMTP says of one recipient after the content (RFC 2033 4.2).</summary>
/// <param name="Recipient">Who.</param>
/// <param name="Reply">Whether the mail is stored for them.</param>
public sealed record RecipientReply(EmailAddress Recipient, SmtpReply Reply);
