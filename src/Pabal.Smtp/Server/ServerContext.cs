using System.Net.Security;

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
    CancellationToken Aborting);
