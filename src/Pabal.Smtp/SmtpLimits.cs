using System.Runtime.CompilerServices;
using static Pabal.Localized;

namespace Pabal.Smtp;

/// <summary>What a server takes from one client before it says no. Each default names its precedent; a value that makes no sense throws <see cref="ArgumentOutOfRangeException"/>.</summary>
public sealed record SmtpLimits
{
    /// <summary>A command line with its line end, in octets. 2,048, as Postfix; RFC 5321 4.5.3.1.4 asks for 512 and more for extensions.</summary>
    public int CommandLine
    {
        get;
        init => field = AtLeast(512, value);
    } = 2048;

    /// <summary>A line of a SASL exchange, in octets. 12,288 (RFC 4954 4).</summary>
    public int AuthLine
    {
        get;
        init => field = AtLeast(512, value);
    } = 12288;

    /// <summary>A message, in octets. 25 MiB, as Gmail; Postfix takes 10 MB, and RFC 5321 4.5.3.1.7 asks for at least 64 KiB.</summary>
    public long MessageSize
    {
        get;
        init => field = AtLeast(1L, value);
    } = 25 * 1024 * 1024;

    /// <summary>The time a mail may be held for (RFC 4865). 30 days; RFC 4865 gives none.</summary>
    public TimeSpan Hold
    {
        get;
        init => field = AtLeast(TimeSpan.Zero, value);
    } = TimeSpan.FromDays(30);

    /// <summary>Octets of a message that is refused already which are still read, so that the client comes to hear it; beyond that the connection is cut. 64 MiB, more than twice what is taken; Postfix and others read on without end.</summary>
    public long DrainedContent
    {
        get;
        init => field = AtLeast(0L, value);
    } = 64 * 1024 * 1024;

    /// <summary>Recipients of one message. 1,000, as Postfix; RFC 5321 4.5.3.1.8 asks for at least 100.</summary>
    public int Recipients
    {
        get;
        init => field = AtLeast(1, value);
    } = 1000;

    /// <summary>Refused commands in one session; after half of them replies are delayed, after all the session ends. 20, as Postfix.</summary>
    public int Errors
    {
        get;
        init => field = AtLeast(1, value);
    } = 20;

    /// <summary>How long a delayed reply waits: to an error in the second half of <see cref="Errors"/>, to a failed login. 1 s, as Postfix.</summary>
    public TimeSpan ErrorDelay
    {
        get;
        init => field = Timer(TimeSpan.Zero, value);
    } = TimeSpan.FromSeconds(1);

    /// <summary>Commands in a row that move no mail (NOOP, RSET, EHLO …). 100, as Postfix.</summary>
    public int IdleCommands
    {
        get;
        init => field = AtLeast(1, value);
    } = 100;

    /// <summary>Failed logins in one session. 3; sshd takes 6, Postfix has only its limit on errors.</summary>
    public int FailedLogins
    {
        get;
        init => field = AtLeast(1, value);
    } = 3;

    /// <summary>Connections at once. 1,000, ten times the 100 processes of Postfix, since a connection here is no process.</summary>
    public int Connections
    {
        get;
        init => field = AtLeast(1, value);
    } = 1000;

    /// <summary>Connections at once from one address; loopback is exempt. 50, as Postfix.</summary>
    public int ConnectionsPerAddress
    {
        get;
        init => field = AtLeast(1, value);
    } = 50;

    /// <summary>The time a whole command may take to arrive. 300 s (RFC 5321 4.5.3.2.7).</summary>
    public TimeSpan CommandTimeout
    {
        get;
        init => field = Timer(Tick, value);
    } = TimeSpan.FromSeconds(300);

    /// <summary>The same while more than four fifths of <see cref="Connections"/> are taken. 60 s; Postfix under stress waits 10 s.</summary>
    public TimeSpan CrowdedCommandTimeout
    {
        get;
        init => field = Timer(Tick, value);
    } = TimeSpan.FromSeconds(60);

    /// <summary>The time between two blocks of content. 180 s (RFC 5321 4.5.3.2.5).</summary>
    public TimeSpan ContentTimeout
    {
        get;
        init => field = Timer(Tick, value);
    } = TimeSpan.FromSeconds(180);

    /// <summary>Octets of content a second on average, below which a client that has been waited for longer than <see cref="ContentTimeout"/> is cut off. 100; Postfix demands as little as 500 a second under stress (smtpd_min_data_rate).</summary>
    public int ContentRate
    {
        get;
        init => field = AtLeast(0, value);
    } = 100;

    /// <summary>The time a trusted proxy may take to tell for whom it connects. 5 s; the PROXY protocol asks for at least 3.</summary>
    public TimeSpan ProxyTimeout
    {
        get;
        init => field = Timer(Tick, value);
    } = TimeSpan.FromSeconds(5);

    /// <summary>The time a TLS handshake may take. 15 s; Kestrel gives 10 s.</summary>
    public TimeSpan HandshakeTimeout
    {
        get;
        init => field = Timer(Tick, value);
    } = TimeSpan.FromSeconds(15);

    // What a timer takes at most.
    private static TimeSpan Most => TimeSpan.FromDays(45);

    private static TimeSpan Tick => TimeSpan.FromTicks(1);

    private static T AtLeast<T>(T least, T value, [CallerMemberName] string name = "") where T : IComparable<T> => value.CompareTo(least) >= 0
        ? value
        : throw new ArgumentOutOfRangeException(name, value, Say($"{name} is at least {least}", $"{name}은(는) {least} 이상이어야 합니다"));

    private static TimeSpan Timer(TimeSpan least, TimeSpan value, [CallerMemberName] string name = "") => value <= Most
        ? AtLeast(least, value, name)
        : throw new ArgumentOutOfRangeException(name, value, Say($"{name} is at most {Most.Days} days", $"{name}은(는) {Most.Days}일 이하여야 합니다"));
}
