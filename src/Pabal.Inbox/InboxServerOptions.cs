using System.Collections.Immutable;
using System.Security.Cryptography.X509Certificates;
using Pabal.Smtp;
using Pabal.Testing;

namespace Pabal.Inbox;

/// <summary>Where an inbox listens and whom it lets in. An address to listen on is <c>HOST:PORT</c>: an IP address, <c>localhost</c> or <c>*</c>; port 0 takes a free one.
/// A class and no record, since a record would print the password.</summary>
public sealed class InboxServerOptions
{
    /// <summary>Where mail comes in. Throws <see cref="FormatException"/> for what is no address.</summary>
    public string Smtp { get; init => field = Checked(value); } = "127.0.0.1:1025";

    /// <summary>Where the page and the API are. Throws <see cref="FormatException"/> for what is no address.</summary>
    public string Http { get; init => field = Checked(value); } = "127.0.0.1:8025";

    /// <summary>Where mail is read by POP3; null for nowhere. Throws <see cref="FormatException"/> for what is no address.</summary>
    public string? Pop3 { get; init => field = value is null ? null : Checked(value); }

    /// <summary>Who may log in; null for any name. Means something with a <see cref="Password"/> only.</summary>
    public string? User { get; init; }

    /// <summary>What page, API, SMTP and POP3 ask for; null lets in everybody under any name and password.</summary>
    public string? Password { get; init; }

    /// <summary>The certificate with its private key, for STARTTLS and STLS; null makes one in memory.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Certificates between <see cref="Certificate"/> and its root.</summary>
    public X509Certificate2Collection? Intermediates { get; init; }

    /// <summary>The largest message taken, in octets. 50 MB; at most <see cref="Array.MaxLength"/>.</summary>
    public long MaxSize { get; init => field = value > 0 && value <= Array.MaxLength ? value : throw new ArgumentOutOfRangeException(nameof(value)); } = 50_000_000;

    /// <summary>Names by which a browser may ask for the page besides <c>localhost</c> and IP addresses; any other is taken for an attack (DNS rebinding).</summary>
    public ImmutableArray<string> AllowedHosts { get; init; } = [];

    /// <summary>The server that released mail goes to; null releases nothing.</summary>
    public SmtpClientOptions? ReleaseTo { get; init; }

    /// <summary>Patterns of the addresses that mail may be released to, <c>*</c> standing for anything; none allows none.</summary>
    public ImmutableArray<string> ReleaseAllow { get; init; } = [];

    /// <summary>What goes wrong on purpose. Nothing unless set, or unless a mail asks for it: see <see cref="FaultPlan.HeedsMail"/>.</summary>
    public FaultPlan Faults { get; init; } = new();

    /// <summary>Told every line of every SMTP session as it happens, redacted and without content. Called by many sessions at once.</summary>
    public Action<SmtpSessionInfo, TranscriptLine>? Transcript { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    private static string Checked(string address)
    {
        _ = Web.Listening.Parse(address);
        return address;
    }
}
