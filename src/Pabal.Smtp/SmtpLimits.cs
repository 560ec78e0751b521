namespace Pabal.Smtp;

/// <summary>What a server takes from one client before it says no. Each default names its precedent.</summary>
public sealed record SmtpLimits
{
    /// <summary>A command line with its line end, in octets. 2,048, as Postfix; RFC 5321 4.5.3.1.4 asks for 512 and more for extensions.</summary>
    public int CommandLine { get; init; } = 2048;

    /// <summary>A line of a SASL exchange, in octets. 12,288 (RFC 4954 4).</summary>
    public int AuthLine { get; init; } = 12288;

    /// <summary>A message, in octets. 25 MiB, what large providers take.</summary>
    public long MessageSize { get; init; } = 25 * 1024 * 1024;

    /// <summary>The time a mail may be held for (RFC 4865). 30 days.</summary>
    public TimeSpan Hold { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Octets of a message that is refused already which are still read, so that the client comes to hear it; beyond that the connection is cut. 64 MiB.</summary>
    public long DrainedContent { get; init; } = 64 * 1024 * 1024;

    /// <summary>Recipients of one message. 1,000, as Postfix; RFC 5321 4.5.3.1.8 asks for at least 100.</summary>
    public int Recipients { get; init; } = 1000;

    /// <summary>Refused commands in one session; after half of them replies are delayed, after all the session ends. 20, as Postfix.</summary>
    public int Errors { get; init; } = 20;

    /// <summary>How long a delayed reply waits: to an error in the second half of <see cref="Errors"/>, to a failed login. 1 s, as Postfix.</summary>
    public TimeSpan ErrorDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Commands in a row that move no mail (NOOP, RSET, EHLO …). 100, as Postfix.</summary>
    public int IdleCommands { get; init; } = 100;

    /// <summary>Failed logins in one session. 3.</summary>
    public int FailedLogins { get; init; } = 3;

    /// <summary>Connections at once. 1,000.</summary>
    public int Connections { get; init; } = 1000;

    /// <summary>Connections at once from one address; loopback is exempt. 50, as Postfix.</summary>
    public int ConnectionsPerAddress { get; init; } = 50;

    /// <summary>The time a whole command may take to arrive. 300 s (RFC 5321 4.5.3.2.7).</summary>
    public TimeSpan CommandTimeout { get; init; } = TimeSpan.FromSeconds(300);

    /// <summary>The same while more than four fifths of <see cref="Connections"/> are taken. 60 s.</summary>
    public TimeSpan CrowdedCommandTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The time between two blocks of content. 180 s (RFC 5321 4.5.3.2.5).</summary>
    public TimeSpan ContentTimeout { get; init; } = TimeSpan.FromSeconds(180);

    /// <summary>Octets of content a second on average, below which a client that has been waited for longer than <see cref="ContentTimeout"/> is cut off. 100.</summary>
    public int ContentRate { get; init; } = 100;

    /// <summary>The time a trusted proxy may take to tell for whom it connects. 5 s; the PROXY protocol asks for at least 3.</summary>
    public TimeSpan ProxyTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The time a TLS handshake may take. 15 s.</summary>
    public TimeSpan HandshakeTimeout { get; init; } = TimeSpan.FromSeconds(15);
}
