namespace Pabal.Smtp;

/// <summary>The kind of an <see cref="SmtpException"/>: what a caller decides by.</summary>
public enum SmtpFailure
{
    /// <summary>What was to be sent can't be sent: an address, a size, a character set that the server does not take.</summary>
    BadInput,

    /// <summary>No connection: the name is unknown, nobody listens, the network is down.</summary>
    Unreachable,

    /// <summary>The server refused, with a reply.</summary>
    Refused,

    /// <summary>The login was refused, or no mechanism is left that both sides have.</summary>
    Authentication,

    /// <summary>TLS was demanded and is not to be had, or the certificate is not trusted.</summary>
    Tls,

    /// <summary>The server broke the protocol; nothing more it says can be believed.</summary>
    Protocol,

    /// <summary>The time ran out.</summary>
    TimedOut,

    /// <summary>The connection was lost before the mail was accepted.</summary>
    Disconnected,

    /// <summary>The connection was lost after the last octet of the content and before the reply: accepted or not, nobody knows.</summary>
    OutcomeUnknown,
}
