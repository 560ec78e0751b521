using System.Net;

namespace Pabal.Smtp;

/// <summary>What a server knows of one client at one moment; it never changes, a later call of the handler gets a newer one.</summary>
public sealed record SmtpSessionInfo
{
    /// <summary>Unique among the sessions of this process: what its lines in the log begin with.</summary>
    public required string Id { get; init; }

    /// <summary>When the client connected.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>Where the client is.</summary>
    public required EndPoint RemoteEndPoint { get; init; }

    /// <summary>Where it reached the server.</summary>
    public required EndPoint LocalEndPoint { get; init; }

    /// <summary>The name the server goes by: see <see cref="SmtpServerOptions.HostName"/>.</summary>
    public required string ServerName { get; init; }

    /// <summary>The client's own word for its name, checked to be a domain or an address literal in form only; null before EHLO and again after STARTTLS.</summary>
    public string? HelloName { get; init; }

    /// <summary>How it said hello; null before it did.</summary>
    public HelloVerb? HelloVerb { get; init; }

    /// <summary>The TLS version, <c>1.2</c> or <c>1.3</c>; null in clear.</summary>
    public string? TlsVersion { get; init; }

    /// <summary>The cipher suite by its IANA name; null in clear.</summary>
    public string? TlsCipher { get; init; }

    /// <summary>Who logged in; null if nobody did.</summary>
    public string? User { get; init; }
}
