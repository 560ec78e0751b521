using Pabal.Mime;

namespace Pabal.Smtp;

/// <summary>One of many mails to be sent.</summary>
/// <param name="Envelope">Who it comes from and whom it goes to.</param>
/// <param name="Content">Its bytes.</param>
public sealed record OutgoingMail(Envelope Envelope, MailContent Content)
{
    /// <summary>Whatever the caller wants to find again in the <see cref="SendOutcome"/>: a row, an id.</summary>
    public object? Tag { get; init; }

    /// <summary>An e-mail, composed now, to its To, Cc and Bcc.</summary>
    public static OutgoingMail From(Email email, TimeProvider? clock = null) => new(Envelope.For(email), MailContent.From(email.ToMessage(clock)));
}
