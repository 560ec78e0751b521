using System.Collections.Immutable;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Pabal.Mime;
using Pabal.Smtp.Server;
using static Pabal.Localized;

namespace Pabal.Smtp;

/// <summary>Where and how a server listens; immutable, checked when set.</summary>
public sealed record SmtpServerOptions
{
    /// <summary>Where to listen: <c>smtp://HOST:PORT</c>, <c>smtps://HOST:PORT</c> for TLS from the first octet, <c>lmtp://HOST:PORT</c>, or a Unix socket,
    /// <c>smtp+unix:///PATH</c> and <c>lmtp+unix:///PATH</c>. HOST is an IP address, <c>localhost</c> or <c>*</c> for every address; port 0 takes a free one.
    /// A socket that nobody listens on any more is replaced. Throws <see cref="FormatException"/> for anything else.</summary>
    public ImmutableArray<string> Listen
    {
        get;
        init
        {
            foreach (var address in value)
                _ = ListenAddress.Parse(address);
            field = value;
        }
    } = ["smtp://127.0.0.1:0"];

    /// <summary>The name in greetings, a domain or an address literal. <c>localhost</c> unless set. Mail to <c>&lt;postmaster&gt;</c> without a domain is for this name.</summary>
    public string HostName
    {
        get;
        init => field = EmailAddress.TryParse($"postmaster@{value}", out var postmaster)
            ? postmaster.AsciiDomain
            : throw new ArgumentException(Say("a host name is a domain or an address literal", "호스트 이름은 도메인이나 주소 리터럴이어야 합니다"), nameof(value));
    } = "localhost";

    /// <summary>How <c>smtp://</c> and <c>lmtp://</c> listeners are protected: STARTTLS offered (the default), demanded before any mail, or not offered. <c>smtps://</c> always is.</summary>
    public TlsMode Tls
    {
        get;
        init => field = value != TlsMode.Implicit
            ? value
            : throw new ArgumentException(Say("for TLS from the first octet listen on smtps://", "처음부터 TLS를 쓰려면 smtps://로 여십시오"), nameof(value));
    } = TlsMode.Opportunistic;

    /// <summary>The certificate with its private key; null makes one in memory, see <see cref="SmtpServer.Certificate"/>.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Certificates between <see cref="Certificate"/> and its root, sent along with it.</summary>
    public X509Certificate2Collection? Intermediates { get; init; }

    /// <summary>Who may use the sockets made for <see cref="Listen"/>. Owner and group, unless set.</summary>
    public UnixFileMode SocketMode { get; init; } = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite;

    /// <summary>Whose word counts on where a client really is: connections from these begin with a header of the PROXY protocol, version 1 or 2, or are cut. Nobody unless set;
    /// from anybody else such a header is a wrong command.</summary>
    public ImmutableArray<IPNetwork> TrustedProxies
    {
        get;
        init => field = value.IsDefault ? [] : value;
    } = [];

    /// <summary>Whether clients log in.</summary>
    public SmtpAuthPolicy Auth { get; init; }

    /// <summary>The SASL mechanisms offered: any of <c>PLAIN</c>, <c>LOGIN</c>, <c>SCRAM-SHA-256</c> (for which the handler has <see cref="SmtpHandler.OnSecretAsync"/>),
    /// <c>OAUTHBEARER</c> and <c>XOAUTH2</c> (<see cref="SmtpHandler.OnTokenAsync"/>). The first two, unless set. Throws <see cref="ArgumentException"/> for any other, or none.</summary>
    public ImmutableArray<string> Mechanisms
    {
        get;
        init => field = !value.IsDefaultOrEmpty && value.All(LoginExchange.Mechanisms.Contains)
            ? value
            : throw new ArgumentException(Say($"the mechanisms are {string.Join(", ", LoginExchange.Mechanisms)}", $"방식은 {string.Join(", ", LoginExchange.Mechanisms)}입니다"), nameof(value));
    } = ["PLAIN", "LOGIN"];

    /// <summary>True takes logins in clear from clients that are not on this machine.</summary>
    public bool DangerousAuthInClear { get; init; }

    /// <summary>True changes a bare CR or LF in content to CRLF; otherwise such a message is refused with <c>550 5.6.11</c>.</summary>
    public bool NormalizeLineEnds { get; init; }

    /// <summary>Which demands on a mail are offered, and accepted; keeping them is up to the handler, which finds them in the envelope.</summary>
    public SmtpDemands Demands { get; init; }

    /// <summary>True turns away clients that speak before the greeting, or go on after EHLO or DATA without waiting for the reply (RFC 2920 3.1).</summary>
    public bool RefuseImproperPipelining { get; init; }

    /// <summary>What one client may take.</summary>
    public SmtpLimits Limits { get; init; } = new();

    // From it come the salts of users that there are not.
    internal byte[] SaltKey { get; } = RandomNumberGenerator.GetBytes(32);

    /// <summary>The clock.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Told of connections, refusals and failures; never of content, addresses or secrets.</summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;

    /// <summary>Told every line of every session as it happens, redacted and without content. Called by many sessions at once.</summary>
    public Action<SmtpSessionInfo, TranscriptLine>? Transcript { get; init; }
}
