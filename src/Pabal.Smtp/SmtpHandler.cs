using System.IO.Pipelines;
using Pabal.Smtp.Server;

namespace Pabal.Smtp;

/// <summary>What happens to mail that comes in. Override what you care about; the reply you return is what the client hears.
/// One handler serves all sessions at once. If it throws, the client hears <c>451 4.3.0</c> and the session goes on; a reply with code 421 or 521 ends the session,
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

    /// <summary>A login by name and password. A positive reply, which must be 235, lets the user in. Goes by <see cref="OnSecretAsync"/> unless overridden.</summary>
    public virtual async ValueTask<SmtpReply> OnAuthenticateAsync(SmtpSessionInfo session, string user, string password, CancellationToken cancellationToken)
    {
        var secret = await OnSecretAsync(session, user, cancellationToken).ConfigureAwait(false);
        // For a user that there is not the same work is done, so that the time does not tell.
        var matches = (secret ?? ScramSecret.Nobody(user, [])).Matches(password);
        return secret is not null && matches ? Replies.LoggedIn : Replies.WrongLogin;
    }

    /// <summary>What is kept of a user's password; null, for everyone unless overridden, when there is no such user.
    /// SCRAM-SHA-256 lets in who can prove to know the password, without a further question.</summary>
    public virtual ValueTask<ScramSecret?> OnSecretAsync(SmtpSessionInfo session, string user, CancellationToken cancellationToken) => default;

    /// <summary>A login by an OAuth 2.0 access token (OAUTHBEARER, XOAUTH2). <paramref name="user"/> is whom the client wants to be, empty if the token is to tell.
    /// A positive reply, which must be 235, lets them in; refuses everyone unless overridden.</summary>
    public virtual ValueTask<SmtpReply> OnTokenAsync(SmtpSessionInfo session, string user, string token, CancellationToken cancellationToken) => new(Replies.WrongLogin);

    /// <summary>MAIL FROM. A positive reply opens the transaction.</summary>
    public virtual ValueTask<SmtpReply> OnMailAsync(SmtpSessionInfo session, SmtpCommand.Mail mail, CancellationToken cancellationToken) =>
        new(new SmtpReply(250, "2.1.0", "sender ok"));

    /// <summary>RCPT TO. A positive reply adds the recipient to the envelope. Not asked again for a recipient that is in it already.</summary>
    public virtual ValueTask<SmtpReply> OnRecipientAsync(SmtpSessionInfo session, SmtpCommand.Mail mail, SmtpCommand.Rcpt recipient, CancellationToken cancellationToken) =>
        new(new SmtpReply(250, "2.1.5", "recipient ok"));

    /// <summary>DATA, or the first BDAT, before any content: the last moment to refuse without receiving it, as when the disk is full. 354 lets it come.</summary>
    public virtual ValueTask<SmtpReply> OnDataAsync(SmtpSessionInfo session, Envelope envelope, CancellationToken cancellationToken) =>
        new(new SmtpReply(354, "send the message, end it with a dot on a line of its own"));

    /// <summary>The message. <paramref name="content"/> gives its octets as they arrive, without dot-stuffing; reading fails with an <see cref="SmtpException"/>
    /// if the client goes away, or if the message breaks a limit or a rule, and then the reply counts for nothing. What is not read is passed over.
    /// Return a positive reply only when the mail is safe. The token fires when the server stops at once.</summary>
    public abstract ValueTask<SmtpReply> OnMessageAsync(SmtpSessionInfo session, Envelope envelope, PipeReader content, CancellationToken cancellationToken);

    /// <summary>The same on an LMTP listener (RFC 2033), where each recipient of the envelope has a reply of its own, in its order.
    /// Unless overridden, that of <see cref="OnMessageAsync"/> is for all.</summary>
    public virtual async ValueTask<IReadOnlyList<SmtpReply>> OnDeliveryAsync(SmtpSessionInfo session, Envelope envelope, PipeReader content, CancellationToken cancellationToken) =>
        [.. Enumerable.Repeat(await OnMessageAsync(session, envelope, content, cancellationToken).ConfigureAwait(false), envelope.Recipients.Length)];

    /// <summary>The session is over, however it ended.</summary>
    public virtual ValueTask OnDisconnectAsync(SmtpSessionInfo session) => ValueTask.CompletedTask;
}
