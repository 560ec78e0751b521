namespace Pabal.Smtp.Server;

/// <summary>What the session does next: say something, or first ask the handler or the connection.</summary>
internal abstract record Step
{
    private Step() { }

    /// <summary>A reply that needs no asking. <paramref name="Closes"/>: the connection ends with it. <paramref name="IsDelayed"/>: the client has to wait for it.</summary>
    public sealed record Say(SmtpReply Reply, bool Closes = false, bool IsDelayed = false) : Step;

    public sealed record AskHello(SmtpCommand.Hello Hello) : Step;

    public sealed record AskLogin(Login Login) : Step;

    public sealed record AskMail(SmtpCommand.Mail Mail) : Step;

    public sealed record AskRecipient(SmtpCommand.Mail Mail, SmtpCommand.Rcpt Recipient) : Step;

    /// <summary>DATA may come if the handler agrees; then the content is received.</summary>
    public sealed record AskData(Envelope Envelope) : Step;

    /// <summary>TLS begins if the handler agrees and nothing was sent in advance.</summary>
    public sealed record AskStartTls : Step;
}
