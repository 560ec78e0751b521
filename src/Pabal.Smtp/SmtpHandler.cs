using System.IO.Pipelines;

namespace Pabal.Smtp;

/// <summary>What happens to mail that comes in. Override what you care about; the reply you return is what the client hears.
/// One handler serves all sessions at once. If it throws, the client hears <c>451 4.3.0</c> and the session goes on; a reply with code 421 ends the session,
/// and <see cref="SmtpReply.HangUp"/> cuts the connection.</summary>
public abstract class SmtpHandler
{
    /// <summary>A client has connected. A reply other than 220 turns it away; the text of 220 begins with the server's name (RFC 5321 4.2).</summary>
    public virtual ValueTask<SmtpReply> OnConnectAsync(SmtpSessionInfo session, CancellationToken cancellationToken) =>
        new(new SmtpReply(220, $"{session.ServerName} ESMTP ready"));

    /// <summary>EHLO or HELO. After a positive reply the server adds the list of its extensions.</summary>
    public virtual ValueTask<SmtpReply> OnHelloAsync(SmtpSessionInfo session, SmtpCommand.Hello hello, CancellationToken cancellationToken) =>
        new(new SmtpReply(250, $"{session.ServerName} greets {hello.Name}"));

    /// <summary>STARTTLS. After 220 the handshake begins, and whatever was said before it is forgotten.</summary>
    public virtual ValueTask<SmtpReply> OnStartTlsAsync(SmtpSessionInfo session, CancellationToken cancellationToken) =>
        new(new SmtpReply(220, "2.0.0", "ready to start TLS"));

    /// <summary>A login by name and password. A positive reply, which must be 235, lets the user in; refuses everyone unless overridden.</summary>
    public virtual ValueTask<SmtpReply> OnAuthenticateAsync(SmtpSessionInfo session, string user, string password, CancellationToken cancellationToken) =>
        new(new SmtpReply(535, "5.7.8", "wrong user name or password"));

    /// <summary>MAIL FROM. A positive reply opens the transaction.</summary>
    public virtual ValueTask<SmtpReply> OnMailAsync(SmtpSessionInfo session, SmtpCommand.Mail mail, CancellationToken cancellationToken) =>
        new(new SmtpReply(250, "2.1.0", "sender ok"));

    /// <summary>RCPT TO. A positive reply adds the recipient to the envelope. Not asked again for a recipient that is in it already.</summary>
    public virtual ValueTask<SmtpReply> OnRecipientAsync(SmtpSessionInfo session, SmtpCommand.Mail mail, SmtpCommand.Rcpt recipient, CancellationToken cancellationToken) =>
        new(new SmtpReply(250, "2.1.5", "recipient ok"));

    /// <summary>DATA, before any content: the last moment to refuse without receiving it, as when the disk is full. 354 lets it come.</summary>
    public virtual ValueTask<SmtpReply> OnDataAsync(SmtpSessionInfo session, Envelope envelope, CancellationToken cancellationToken) =>
        new(new SmtpReply(354, "send the message, end it with a dot on a line of its own"));

    /// <summary>The message. <paramref name="content"/> gives its octets as they arrive, without dot-stuffing; reading fails with an <see cref="SmtpException"/>
    /// if the client goes away, or if the message breaks a limit or a rule, and then the reply counts for nothing. What is not read is passed over.
    /// Return a positive reply only when the mail is safe. The token fires when the content has failed or the server stops at once.</summary>
    public abstract ValueTask<SmtpReply> OnMessageAsync(SmtpSessionInfo session, Envelope envelope, PipeReader content, CancellationToken cancellationToken);

    /// <summary>The session is over, however it ended.</summary>
    public virtual ValueTask OnDisconnectAsync(SmtpSessionInfo session) => ValueTask.CompletedTask;
}
