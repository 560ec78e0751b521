using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography.X509Certificates;
using Pabal.Mime;
using Pabal.Smtp.Diagnostics;

namespace Pabal.Smtp;

/// <summary>Nothing was accepted, or the connection broke. The only exception a session throws besides cancellation and what the content's own source throws.</summary>
[SuppressMessage("Design", "CA1032:Implement standard exception constructors", Justification = "Without a stage and a kind it would say nothing.")]
public sealed class SmtpException : IOException
{
    /// <summary>An exception with all that is known.</summary>
    public SmtpException(SmtpStage stage, SmtpFailure failure, string message, SmtpReply? reply = null, Exception? inner = null) : base(message, inner)
    {
        Stage = stage;
        Failure = failure;
        Reply = reply;
    }

    /// <summary>Where it happened.</summary>
    public SmtpStage Stage { get; }

    /// <summary>What kind of failure it is.</summary>
    public SmtpFailure Failure { get; }

    /// <summary>What the server said; null when it said nothing.</summary>
    public SmtpReply? Reply { get; }

    /// <summary>True when the same mail may go through later.</summary>
    public bool IsTransient => Reply is not null && Failure != SmtpFailure.Protocol
        ? Reply.IsTransient
        : Failure is SmtpFailure.Unreachable or SmtpFailure.TimedOut or SmtpFailure.Disconnected or SmtpFailure.OutcomeUnknown;

    /// <summary>Cause and remedy, as far as the failure tells; null when nothing is known beyond the reply itself.</summary>
    public Diagnosis? Diagnosis { get; init; }

    /// <summary>The certificate that was not believed; null when that is not what went wrong.</summary>
    public X509Certificate2? Certificate => (InnerException as CertificateException)?.Certificate;

    /// <summary>The recipients refused one by one before everything failed; empty when it did not come to that.</summary>
    public ImmutableArray<RejectedRecipient> Rejected { get; init; } = [];

    /// <summary>The recipients whose mail the server has accepted all the same, in an earlier transaction of the same sending: it takes only so many at once.
    /// They must not get it again; for all that are in neither list it failed.</summary>
    public ImmutableArray<EmailAddress> Accepted { get; init; } = [];

    /// <summary>The same failure, with what had become of recipients before it.</summary>
    internal SmtpException After(IEnumerable<EmailAddress> accepted, IEnumerable<RejectedRecipient> rejected) =>
        new(Stage, Failure, Message, Reply, InnerException) { Diagnosis = Diagnosis, Accepted = [.. accepted], Rejected = [.. rejected] };
}
