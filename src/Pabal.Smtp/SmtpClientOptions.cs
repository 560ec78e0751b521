using System.Collections.Immutable;
using System.Net;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using Pabal.Smtp.Client;
using static Pabal.Localized;

namespace Pabal.Smtp;

/// <summary>Where and how a client connects; immutable, also made from one URI.</summary>
public sealed record SmtpClientOptions
{
    /// <summary>Host name or IP address.</summary>
    public required string Host
    {
        get;
        init => field = ServerAuthority.ToHost(value) ?? throw new ArgumentException(Say(
            "a host is a domain name or an IP address",
            "호스트는 도메인 이름이나 IP 주소여야 합니다"), nameof(value));
    }

    /// <summary>SMTP, or LMTP to a program that stores mail.</summary>
    public SmtpProtocol Protocol { get; init; }

    /// <summary>The port, 1 to 65535; unless set 587 (submission, RFC 6409), and 24 for LMTP.</summary>
    public int Port
    {
        get => field != 0 ? field : Protocol == SmtpProtocol.Lmtp ? 24 : 587;
        init => field = value is >= 1 and <= 65535 ? value : throw new ArgumentOutOfRangeException(nameof(value), Say(
            "a port is a number from 1 to 65535",
            "포트는 1에서 65535까지의 수입니다"));
    }

    /// <summary>The Unix domain socket to connect to instead of host and port, which then only stand in messages and for the certificate.
    /// Throws <see cref="ArgumentException"/> for a path that the system has no room for.</summary>
    public string? UnixSocketPath
    {
        get;
        init => field = value is null || Dialer.ToEndPoint(value) is not null ? value : throw new ArgumentException(Say(
            "the path of a socket is not empty, holds no NUL and is not longer than about 100 octets",
            "소켓의 경로는 비어 있지 않고 NUL이 없으며 100바이트쯤보다 짧아야 합니다"), nameof(value));
    }

    /// <summary>The proxy to go through; null connects directly.</summary>
    public SmtpProxy? Proxy { get; init; }

    /// <summary>What is said of the connection before anything else (PROXY protocol); null says nothing.</summary>
    public ProxyHeader? ProxyHeader { get; init; }

    /// <summary>False never sends by BDAT (RFC 3030), for a server that offers it and does it badly.</summary>
    public bool UseChunking { get; init; } = true;

    /// <summary>How the connection is protected.</summary>
    public TlsMode Tls { get; init; } = TlsMode.Required;

    /// <summary>Who logs in; null sends without logging in.</summary>
    public SmtpCredentials? Credentials { get; init; }

    /// <summary>The user named in the URI, for whom credentials are still to be found; it logs nobody in by itself.</summary>
    public string? User { get; init; }

    /// <summary>The one SASL mechanism to use, in upper case; null takes the strongest that both sides have.</summary>
    public string? Mechanism { get; init; }

    /// <summary>Makes the caller's own mechanism anew for each login; null, as mostly, logs in with <see cref="Credentials"/>.</summary>
    public Func<SaslMechanism>? SaslMechanism { get; init; }

    /// <summary>The name said in EHLO: a domain or an address literal. Unset, it is this machine's name if that is a full domain name, else the address literal of the connection.</summary>
    public string? HelloName
    {
        get;
        init => field = value is null ? null : DomainNames.ToHelloName(value)
            ?? throw new ArgumentException(Say(
                "an EHLO name is a domain name or an address literal such as [192.0.2.1]",
                "EHLO 이름은 도메인 이름이거나 [192.0.2.1] 같은 주소 리터럴이어야 합니다"), nameof(value));
    }

    /// <summary>Certificates of a private CA that is trusted besides the system's.</summary>
    public X509Certificate2Collection? TrustedRoots { get; init; }

    /// <summary>The SHA-256 of the one certificate that is trusted, whatever its name or chain; 32 octets.</summary>
    public ImmutableArray<byte>? PinnedCertificate
    {
        get;
        init => field = value is null or { IsDefault: false, Length: 32 } ? value
            : throw new ArgumentException(Say("a SHA-256 has 32 octets, 64 hexadecimal digits", "SHA-256은 32바이트, 곧 16진수 64자리입니다"), nameof(value));
    }

    /// <summary>True, as it is unless set, refuses a certificate that its issuer has revoked. Where the list or the responder is out of reach the certificate is
    /// believed all the same, since otherwise no mail could be sent while a CA's server is down; with <see cref="PinnedCertificate"/> nobody is asked.</summary>
    public bool CheckRevocation { get; init; } = true;

    /// <summary>The client's own certificate, with its key, to be shown to a server that asks for one; others in the collection are its chain.
    /// Throws <see cref="ArgumentException"/> if none has a key.</summary>
    public X509Certificate2Collection? ClientCertificates
    {
        get;
        init => field = value is null or { Count: 0 } || value.Any(one => one.HasPrivateKey) ? value
            : throw new ArgumentException(Say("a certificate of one's own comes with its private key", "자신의 인증서는 개인 키와 함께 주십시오"), nameof(value));
    }

    /// <summary>The oldest TLS that is spoken: <see cref="SslProtocols.Tls12"/>, or <see cref="SslProtocols.Tls13"/> and nothing older.
    /// Throws <see cref="ArgumentException"/> for any other, all of which are broken (RFC 8996).</summary>
    public SslProtocols MinimumTlsVersion
    {
        get;
        init => field = value is SslProtocols.Tls12 or SslProtocols.Tls13 ? value
            : throw new ArgumentException(Say("the oldest TLS is 1.2 or 1.3", "가장 오래된 TLS는 1.2나 1.3입니다"), nameof(value));
    } = SslProtocols.Tls12;

    /// <summary>The local address and port to connect from, port 0 being any; null lets the system choose both.</summary>
    public IPEndPoint? SourceEndPoint { get; init; }

    /// <summary>The address of <see cref="SourceEndPoint"/>; setting it leaves the port to the system.</summary>
    public IPAddress? SourceAddress
    {
        get => SourceEndPoint?.Address;
        init => SourceEndPoint = value is null ? null : new IPEndPoint(value, 0);
    }

    /// <summary>The time each phase may take.</summary>
    public SmtpTimeouts Timeouts { get; init; } = new();

    /// <summary>How a client keeps connections and how fast it sends; <see cref="Parse"/> keeps to what a provider is known to allow.</summary>
    public SmtpPoolOptions Pool { get; init; } = new();

    /// <summary>Told what a client does, without addresses, content or secrets; null tells nobody.</summary>
    public ILogger? Logger { get; init; }

    /// <summary>Told every line of the session as it happens, redacted. Content lines only if <see cref="TranscribeContent"/>.</summary>
    public Action<TranscriptLine>? Transcript { get; init; }

    /// <summary>True to tell <see cref="Transcript"/> the lines of the content too.</summary>
    public bool TranscribeContent { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>The server in short: <c>smtp://host:port</c>, <c>smtps</c> where TLS comes first, <c>lmtp</c> or <c>lmtp+unix:///path</c>.</summary>
    public string ServerUri => Client.ServerUri.Print(this);

    /// <summary>The same; whoever says which certificate or CA to trust demands TLS with it, not TLS if the server feels like it.</summary>
    internal SmtpClientOptions AsDemanded => Tls == TlsMode.Opportunistic && (PinnedCertificate is not null || TrustedRoots is { Count: > 0 })
        ? this with { Tls = TlsMode.Required }
        : this;

    /// <summary>Reads <c>smtp://[user@]host[:port]</c>, <c>smtps://…</c>, <c>lmtp://…</c>, <c>lmtp+unix:///path</c> or a provider's name, with <c>?tls=</c>, <c>?name=</c> and <c>?auth=</c>.
    /// Throws <see cref="FormatException"/> saying what is wrong; a password in the URI is refused and not repeated.</summary>
    public static SmtpClientOptions Parse(string server) => Client.ServerUri.Parse(server);
}

/// <summary>How long each phase of a session may take, each for the whole phase (RFC 5321 4.5.3.2).</summary>
public sealed record SmtpTimeouts
{
    /// <summary>Opening the connection: looking up the name, all addresses of the host, a proxy on the way. 30 s.</summary>
    public TimeSpan Connect
    {
        get;
        init => field = Checked(value);
    } = TimeSpan.FromSeconds(30);

    /// <summary>The greeting, and a TLS handshake. 60 s.</summary>
    public TimeSpan Greeting
    {
        get;
        init => field = Checked(value);
    } = TimeSpan.FromSeconds(60);

    /// <summary>The reply to EHLO, AUTH, STARTTLS, RSET, NOOP and the like. 60 s.</summary>
    public TimeSpan Command
    {
        get;
        init => field = Checked(value);
    } = TimeSpan.FromSeconds(60);

    /// <summary>The reply to MAIL or RCPT. 300 s.</summary>
    public TimeSpan Envelope
    {
        get;
        init => field = Checked(value);
    } = TimeSpan.FromSeconds(300);

    /// <summary>The reply to DATA. 120 s.</summary>
    public TimeSpan Data
    {
        get;
        init => field = Checked(value);
    } = TimeSpan.FromSeconds(120);

    /// <summary>Getting rid of one block of content. 180 s.</summary>
    public TimeSpan Block
    {
        get;
        init => field = Checked(value);
    } = TimeSpan.FromSeconds(180);

    /// <summary>The reply to the end of the content: the server is storing the mail. 600 s.</summary>
    public TimeSpan Final
    {
        get;
        init => field = Checked(value);
    } = TimeSpan.FromSeconds(600);

    /// <summary>The reply to QUIT. 5 s.</summary>
    public TimeSpan Quit
    {
        get;
        init => field = Checked(value);
    } = TimeSpan.FromSeconds(5);

    // What a timer can count; Timeout.InfiniteTimeSpan waits without end.
    private static TimeSpan Checked(TimeSpan time) => time == Timeout.InfiniteTimeSpan || (time > TimeSpan.Zero && time.TotalMilliseconds <= int.MaxValue)
        ? time
        : throw new ArgumentOutOfRangeException(nameof(time), Say("a time-out is more than nothing and less than 25 days", "시간 제한은 0보다 길고 25일보다 짧아야 합니다"));
}
