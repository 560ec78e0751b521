using System.Collections.Concurrent;
using System.IO.Pipelines;
using Pabal.Smtp;

namespace Pabal.Interop.Tests;

/// <summary>Keeps every mail, knows one user and one recipient whom it refuses.</summary>
internal sealed class Receiver : SmtpHandler
{
    public const string User = "ann";
    public const string Password = "s3cret! \"%";
    public const string Token = "token-4711";
    public const string Refused = "nobody@example.com";
    public const string Refusal = "no such user here";

    private static readonly ScramSecret Secret = ScramSecret.FromPassword(Password);

    public ConcurrentQueue<Received> Mails { get; } = [];

    public override ValueTask<ScramSecret?> OnSecretAsync(SmtpSessionInfo session, string user, CancellationToken cancellationToken) =>
        new(user == User ? Secret : null);

    public override ValueTask<SmtpReply> OnTokenAsync(SmtpSessionInfo session, string user, string token, CancellationToken cancellationToken) =>
        (user, token) == (User, Token) ? new(new SmtpReply(235, "2.7.0", "welcome")) : base.OnTokenAsync(session, user, token, cancellationToken);

    public override ValueTask<SmtpReply> OnRecipientAsync(SmtpSessionInfo session, SmtpCommand.Mail mail, SmtpCommand.Rcpt recipient, CancellationToken cancellationToken) =>
        recipient.Recipient.ToString() == Refused ? new(new SmtpReply(550, "5.1.1", Refusal)) : base.OnRecipientAsync(session, mail, recipient, cancellationToken);

    public override async ValueTask<SmtpReply> OnMessageAsync(SmtpSessionInfo session, Envelope envelope, PipeReader content, CancellationToken cancellationToken)
    {
        var octets = new MemoryStream();
        await content.CopyToAsync(octets, cancellationToken);
        Mails.Enqueue(new Received(session, envelope, octets.ToArray()));
        return new SmtpReply(250, "2.0.0", "kept");
    }

    /// <summary>Each recipient's own word: the mailbox of <c>full@example.com</c> has no room.</summary>
    public override async ValueTask<IReadOnlyList<SmtpReply>> OnDeliveryAsync(SmtpSessionInfo session, Envelope envelope, PipeReader content, CancellationToken cancellationToken)
    {
        var kept = await OnMessageAsync(session, envelope, content, cancellationToken);
        return [.. envelope.Recipients.Select(recipient => recipient.LocalPart == "full" ? new SmtpReply(452, "4.2.2", "mailbox full") : kept)];
    }
}
