using System.Security.Cryptography.X509Certificates;

namespace Pabal.Smtp;

/// <summary>What protects a connection.</summary>
/// <param name="Version">The protocol's version: <c>1.2</c> or <c>1.3</c>.</param>
/// <param name="CipherSuite">By its registered name: <c>TLS_AES_256_GCM_SHA384</c>.</param>
/// <param name="Certificate">The server's certificate.</param>
/// <param name="Objection">Why the certificate is not believed; null when it is. Only <see cref="TlsMode.Opportunistic"/> goes on with one that is not.</param>
public sealed record TlsSession(string Version, string CipherSuite, X509Certificate2 Certificate, string? Objection);
