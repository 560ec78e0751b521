using System.IO.Pipelines;
using Pabal.Smtp;
using Pabal.Testing;

namespace Pabal.Inbox.Web;

/// <summary>What an inbox does with SMTP: anybody may log in unless there is a password, and everything is caught.</summary>
internal sealed class InboxHandler(MailCatcher catcher, Login login, Metrics metrics) : SmtpHandler
{
    public override ValueTask<SmtpReply> OnAuthenticateAsync(SmtpSessionInfo session, string user, string password, CancellationToken cancellationToken)
    {
        if (login.Admits(user, password))
            return new(new SmtpReply(235, "2.7.0", "welcome"));
        metrics.RefusedLogin();
        return base.OnAuthenticateAsync(session, user, password, cancellationToken);
    }

    public override ValueTask<SmtpReply> OnMessageAsync(SmtpSessionInfo session, Envelope envelope, PipeReader content, CancellationToken cancellationToken) =>
        catcher.OnMessageAsync(session, envelope, content, cancellationToken);

    public override ValueTask OnDisconnectAsync(SmtpSessionInfo session) => catcher.OnDisconnectAsync(session);
}
