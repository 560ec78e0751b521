using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography;

namespace Pabal.Smtp.Server;

/// <summary>What all sessions of one server share.</summary>
/// <param name="Options">As the user set them.</param>
/// <param name="Handler">Who decides.</param>
/// <param name="Tls">For every handshake.</param>
/// <param name="Gate">Who is in.</param>
/// <param name="Stopping">Fires when sessions are to end as soon as no message is on its way.</param>
/// <param name="Aborting">Fires when they are to end at once.</param>
internal sealed record ServerContext(
    SmtpServerOptions Options,
    SmtpHandler Handler,
    SslServerAuthenticationOptions Tls,
    ConnectionGate Gate,
    CancellationToken Stopping,
    CancellationToken Aborting)
{
    private readonly string prefix = RandomNumberGenerator.GetHexString(8, lowercase: true);
    private uint sessions;

    /// <summary>A name that no other session of this process has.</summary>
    public string NextId() => string.Create(CultureInfo.InvariantCulture, $"{prefix}{Interlocked.Increment(ref sessions):x8}");
}
