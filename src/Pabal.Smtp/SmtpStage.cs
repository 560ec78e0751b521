namespace Pabal.Smtp;

/// <summary>Where in a session something happened.</summary>
public enum SmtpStage
{
    /// <summary>Before any connection: what was to be sent is not fit to be sent.</summary>
    Input,

    /// <summary>Looking up the server's name.</summary>
    Resolve,

    /// <summary>Opening the connection.</summary>
    Connect,

    /// <summary>Waiting for the server's first reply.</summary>
    Greeting,

    /// <summary>STARTTLS or the TLS handshake.</summary>
    Tls,

    /// <summary>EHLO, HELO or LHLO.</summary>
    Ehlo,

    /// <summary>Logging in.</summary>
    Auth,

    /// <summary>MAIL FROM.</summary>
    Mail,

    /// <summary>RCPT TO.</summary>
    Rcpt,

    /// <summary>DATA or BDAT, until the content is out.</summary>
    Data,

    /// <summary>The reply to the end of the content. When it is lost, nobody knows whether the mail was accepted.</summary>
    Final,

    /// <summary>QUIT.</summary>
    Quit,
}
