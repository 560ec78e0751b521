using System.Diagnostics.CodeAnalysis;
using Pabal.Smtp.Client;

namespace Pabal.Smtp;

/// <summary>What became of one of many mails.</summary>
public sealed record SendOutcome
{
    private SendOutcome(OutgoingMail mail, SendResult? result, Exception? error, MailFate fate) => (Mail, Result, Error, Fate) = (mail, result, error, fate);

    /// <summary>The mail.</summary>
    public OutgoingMail Mail { get; }

    /// <summary>Whether the server has it.</summary>
    public MailFate Fate { get; }

    /// <summary>Who got it and who was refused; null unless it was accepted.</summary>
    public SendResult? Result { get; }

    /// <summary>Why it was not: an <see cref="SmtpException"/>, a cancellation, or what its own content threw; null if it was accepted.</summary>
    public Exception? Error { get; }

    /// <summary>True if the server has it for at least one recipient.</summary>
    [MemberNotNullWhen(true, nameof(Result))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsAccepted => Result is not null;

    internal static SendOutcome NotSent(OutgoingMail mail, Exception error) => new(mail, null, error, MailFate.NotSent);

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "Whatever became of this mail is its outcome; the others go on.")]
    internal static SendOutcome Of((OutgoingMail Mail, Delivery Delivery) one)
    {
        try
        {
            return new(one.Mail, one.Delivery.Conclude(), null, MailFate.Accepted);
        }
        catch (Exception error)
        {
            return new(one.Mail, null, error, one.Delivery.IsUnknown || error is SmtpException { Accepted.IsEmpty: false } ? MailFate.Unknown
                : error is SmtpException { Failure: SmtpFailure.Refused or SmtpFailure.BadInput } and not { Reply.Code: 421 } ? MailFate.Refused
                : MailFate.NotSent);
        }
    }
}

/// <summary>Whether the server has a mail.</summary>
public enum MailFate
{
    /// <summary>It has taken responsibility for at least one recipient.</summary>
    Accepted,

    /// <summary>It has refused it, for good or for now.</summary>
    Refused,

    /// <summary>It does not have it: the connection ended before. It can be sent again.</summary>
    NotSent,

    /// <summary>Nobody knows: the end of the mail may have arrived, but no reply came; or some recipients have it, as <see cref="SmtpException.Accepted"/> tells, and
    /// others do not. Sent again, it may arrive twice.</summary>
    Unknown,
}
