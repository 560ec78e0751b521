using System.Collections.Immutable;

namespace Pabal.Smtp.Server;

/// <summary>What the session does next: say something, or first ask the handler or the connection.</summary>
internal abstract record Step
{
    private Step() { }

    /// <summary>A reply that needs no asking. <paramref name="Closes"/>: the connection ends with it. <paramref name="IsDelayed"/>: the client has to wait for it.</summary>
    public sealed record Say(SmtpReply Reply, bool Closes = false, bool IsDelayed = false) : Step
    {
        /// <summary>Replies that go before it: in LMTP there is one for each recipient.</summary>
        public ImmutableArray<SmtpReply> Before { get; init; } = [];
    }

    public sealed record AskConnect : Step;

    public sealed record AskHello(SmtpCommand.Hello Hello) : Step;

    public sealed record AskLogin(Login Login) : Step;

    public sealed record AskToken(Login Login) : Step;

    /// <summary>What the handler keeps of a user goes into the exchange.</summary>
    public sealed record AskSecret(string User) : Step;

    /// <summary>Somebody has proven who they are.</summary>
    public sealed record Admit(string User) : Step;

    public sealed record AskMail(SmtpCommand.Mail Mail) : Step;

    public sealed record AskRecipient(SmtpCommand.Mail Mail, SmtpCommand.Rcpt Recipient) : Step;

    /// <summary>Content may come if the handler agrees; then it is received.</summary>
    public sealed record AskData(Envelope Envelope) : Step;

    /// <summary>A chunk of content follows. Before the first one the handler is asked as with DATA.</summary>
    public sealed record ReceiveChunk(SmtpCommand.Bdat Chunk, AskData Ask, bool IsBinary) : Step;

    /// <summary>A chunk of content follows that nobody wants; after it, this is said.</summary>
    public sealed record PassOverChunk(SmtpCommand.Bdat Chunk, Say Answer) : Step;

    /// <summary>TLS begins if the handler agrees and nothing was sent in advance.</summary>
    public sealed record AskStartTls : Step;
}
