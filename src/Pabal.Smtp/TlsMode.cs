namespace Pabal.Smtp;

/// <summary>How a connection is protected.</summary>
public enum TlsMode
{
    /// <summary>STARTTLS, and nothing else is sent before it succeeded (RFC 3207). The default off this machine.</summary>
    Required,

    /// <summary>TLS from the first octet, as on port 465 (RFC 8314).</summary>
    Implicit,

    /// <summary>STARTTLS if it is offered. The default on a loopback address.</summary>
    Opportunistic,

    /// <summary>In clear; credentials too.</summary>
    None,
}
