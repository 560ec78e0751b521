namespace Pabal.Smtp;

/// <summary>What a client may demand of a server beyond taking its mail.</summary>
[Flags]
public enum SmtpDemands
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>REQUIRETLS (RFC 8689), offered over TLS only: pass it on by TLS with certificates that hold, or not at all.</summary>
    RequireTls = 1,

    /// <summary>DELIVERBY (RFC 2852): deliver it in time, or tell the sender.</summary>
    DeliverBy = 2,

    /// <summary>FUTURERELEASE (RFC 4865): hold it for a time, no longer than <see cref="SmtpLimits.Hold"/>.</summary>
    FutureRelease = 4,

    /// <summary>MT-PRIORITY (RFC 6710): some before others.</summary>
    Priority = 8,

    /// <summary>BINARYMIME (RFC 3030): keep every octet, where there are no lines too.</summary>
    Binary = 16,
}
