namespace Pabal.Smtp;

/// <summary>When a recipient's server is to report (NOTIFY of RFC 3461 4.1). Unset leaves it to the server.</summary>
[Flags]
public enum DsnNotify
{
    /// <summary>No wish: the parameter is left out.</summary>
    Unset = 0,

    /// <summary>Never report; excludes the others.</summary>
    Never = 1,

    /// <summary>Report delivery.</summary>
    Success = 2,

    /// <summary>Report failure.</summary>
    Failure = 4,

    /// <summary>Report delay.</summary>
    Delay = 8,
}

/// <summary>How much of the message a report of failure returns (RET of RFC 3461 4.3).</summary>
public enum DsnReturn
{
    /// <summary>No wish: the parameter is left out.</summary>
    Unset,

    /// <summary>The whole message.</summary>
    Full,

    /// <summary>Its header only.</summary>
    Headers,
}

/// <summary>What reports are asked for one recipient (RFC 3461 4.1, 4.2).</summary>
/// <param name="Notify">When to report.</param>
/// <param name="OriginalRecipient">ORCPT: the recipient as the sender first wrote it, with its type: <c>rfc822;ann@example.com</c>.</param>
public sealed record DsnRequest(DsnNotify Notify, string? OriginalRecipient);
