using System.Collections.Immutable;
using Pabal.Mime;

namespace Pabal.Smtp;

/// <summary>A recipient the server refused, with its reason.</summary>
/// <param name="Address">Who.</param>
/// <param name="Reply">What the server said.</param>
/// <param name="Diagnosis">Cause and remedy, as far as the reply tells.</param>
public sealed record RejectedRecipient(EmailAddress Address, SmtpReply Reply, Diagnosis? Diagnosis);

/// <summary>What became of a mail of which at least one recipient was accepted.</summary>
/// <param name="Accepted">The recipients the server has taken responsibility for.</param>
/// <param name="Rejected">Those it refused.</param>
/// <param name="Reply">The reply to the content, often with the server's queue id.</param>
public sealed record SendResult(ImmutableArray<EmailAddress> Accepted, ImmutableArray<RejectedRecipient> Rejected, SmtpReply Reply)
{
    /// <summary>The Message-ID with its angle brackets, when the message was composed here.</summary>
    public string? MessageId { get; init; }
}
