using System.Net;
using Pabal.Smtp;

namespace Pabal.Testing;

/// <summary>How a <see cref="TestInbox"/> behaves.</summary>
public sealed record TestInboxOptions
{
    /// <summary>The only login that it takes, which is then demanded; null takes any and demands none.</summary>
    public NetworkCredential? Credentials { get; init; }

    /// <summary>What goes wrong.</summary>
    public FaultPlan Faults { get; init; } = new();

    /// <summary>How long <see cref="TestInbox.WaitForAsync"/> waits unless told otherwise. 10 s.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>True speaks TLS from the first octet, as port 465 does; otherwise <see cref="SmtpServerOptions.Tls"/> of <see cref="Server"/> tells about STARTTLS.</summary>
    public bool IsTlsImplicit { get; init; }

    /// <summary>Name, limits, TLS and clock of the server; where it listens, who logs in and the transcript are its own affair.</summary>
    public SmtpServerOptions Server { get; init; } = new();
}
