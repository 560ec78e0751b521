using System.Net.Sockets;

namespace Pabal.Smtp.Diagnostics;

/// <summary>What the platform's exception says went wrong below SMTP.</summary>
internal enum Symptom
{
    None,
    HostNotFound,
    ResolverSilent,
    ConnectionRefused,
    ConnectTimedOut,
    Unreachable,
    BlockedHere,
    CertificateRevoked,
    CertificateNotTimely,
    CertificateName,
    CertificateIssuer,
    RevocationUnknown,
    CertificateRefused,
    NotTls,
    NoCommonTls,
    CutOff,
}

internal static class Symptoms
{
    private const int MaxDepth = 8;

    /// <summary>The names of <see cref="System.Net.Security.SslPolicyErrors"/> and <see cref="System.Security.Cryptography.X509Certificates.X509ChainStatusFlags"/>
    /// that the runtime puts in its messages, and its words for the rest; gravest first. There is no other place to learn them from.</summary>
    private static readonly (string Words, Symptom Symptom)[] TlsWords =
    [
        ("RemoteCertificateNameMismatch", Symptom.CertificateName),
        ("NotTimeValid", Symptom.CertificateNotTimely),
        ("UntrustedRoot", Symptom.CertificateIssuer),
        ("PartialChain", Symptom.CertificateIssuer),
        ("RevocationStatusUnknown", Symptom.RevocationUnknown),
        ("OfflineRevocation", Symptom.RevocationUnknown),
        ("Revoked", Symptom.CertificateRevoked),
        ("certificate is invalid", Symptom.CertificateRefused),
        ("certificate was rejected", Symptom.CertificateRefused),
        ("RemoteCertificateValidationCallback", Symptom.CertificateRefused),
        ("RemoteCertificateNotAvailable", Symptom.CertificateRefused),
        ("determine the frame size", Symptom.NotTls),
        ("wrong version number", Symptom.NotTls),
        ("unexpected or badly formatted", Symptom.NotTls),
        ("ProtocolVersion", Symptom.NoCommonTls),
        ("HandshakeFailure", Symptom.NoCommonTls),
        ("no protocols available", Symptom.NoCommonTls),
        ("common algorithm", Symptom.NoCommonTls),
        ("unexpected EOF", Symptom.CutOff),
    ];

    public static Symptom Of(Exception? exception)
    {
        for (var depth = 0; exception is not null && depth < MaxDepth; exception = exception.InnerException, depth++)
        {
            var found = exception is SocketException socket ? Of(socket.SocketErrorCode) : OfTls(exception.Message);
            if (found != Symptom.None)
                return found;
        }
        return Symptom.None;
    }

    private static Symptom Of(SocketError error) => error switch
    {
        SocketError.HostNotFound or SocketError.NoData => Symptom.HostNotFound,
        SocketError.TryAgain or SocketError.NoRecovery => Symptom.ResolverSilent,
        SocketError.ConnectionRefused => Symptom.ConnectionRefused,
        SocketError.TimedOut => Symptom.ConnectTimedOut,
        SocketError.NetworkUnreachable or SocketError.HostUnreachable or SocketError.NetworkDown or SocketError.HostDown
            or SocketError.AddressFamilyNotSupported or SocketError.AddressNotAvailable => Symptom.Unreachable,
        SocketError.AccessDenied => Symptom.BlockedHere,
        SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown => Symptom.CutOff,
        _ => Symptom.None,
    };

    private static Symptom OfTls(string message) =>
        TlsWords.FirstOrDefault(entry => message.Contains(entry.Words, StringComparison.OrdinalIgnoreCase)).Symptom;
}
