using System.Diagnostics.CodeAnalysis;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Pabal.Smtp.Diagnostics;

/// <summary>A certificate that is not believed, and in what it fails.</summary>
[SuppressMessage("Design", "CA1032:Implement standard exception constructors", Justification = "Without a symptom it would say nothing.")]
internal sealed class CertificateException(Symptom symptom, string message) : AuthenticationException(message)
{
    public Symptom Symptom { get; } = symptom;

    /// <summary>The certificate itself; null when the server showed none.</summary>
    public X509Certificate2? Certificate { get; set; }
}
