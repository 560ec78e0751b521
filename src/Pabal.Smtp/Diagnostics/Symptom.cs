using System.Net.Sockets;

namespace Pabal.Smtp.Diagnostics;

/// <summary>What went wrong below SMTP, or in the login before the server judged it, as the exception tells.</summary>
internal enum Symptom
{
    /// <summary>There was no exception.</summary>
    None,

    /// <summary>There was one that tells nothing of the following.</summary>
    Other,

    HostNotFound,
    ResolverSilent,
    ConnectionRefused,
    ConnectTimedOut,
    Unreachable,
    BlockedHere,
    CertificateRevoked,
    CertificateExpired,
    CertificateNotYetValid,
    CertificateName,
    CertificateIssuer,
    CertificateNotPinned,
    CertificateInvalid,
    NotTls,
    NoCommonTls,
    CutOff,
    TokenRefused,
    ProxyUnreachable,
    ProxyLogin,
    ProxyRefused,
    ProxyBroken,
}

internal static class Symptoms
{
    private const int MaxDepth = 8;

    // The runtime and OpenSSL tell these apart in words only.
    private static readonly (string Words, Symptom Symptom)[] InWords =
    [
        ("determine the frame size", Symptom.NotTls),
        ("wrong version number", Symptom.NotTls),
        ("badly formatted", Symptom.NotTls),
        ("ProtocolVersion", Symptom.NoCommonTls),
        ("HandshakeFailure", Symptom.NoCommonTls),
        ("protocol version", Symptom.NoCommonTls),
        ("handshake failure", Symptom.NoCommonTls),
        ("no protocols available", Symptom.NoCommonTls),
        ("common algorithm", Symptom.NoCommonTls),
        ("unexpected EOF", Symptom.CutOff),
        // What XOAUTH2 and OAUTHBEARER (RFC 7628 3.2.2) say of a token.
        ("\"status\"", Symptom.TokenRefused),
        ("invalid_token", Symptom.TokenRefused),
        ("invalid_grant", Symptom.TokenRefused),
    ];

    public static Symptom Of(Exception? exception)
    {
        var found = Symptom.None;
        for (var depth = 0; exception is not null && depth < MaxDepth && found is Symptom.None or Symptom.Other; exception = exception.InnerException, depth++)
        {
            found = exception switch
            {
                CertificateException distrust => distrust.Symptom,
                ProxyException proxy => proxy.Symptom,
                SocketException socket => Of(socket.SocketErrorCode),
                _ => OfWords(exception.Message),
            };
        }
        return found;
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
        _ => Symptom.Other,
    };

    private static Symptom OfWords(string message)
    {
        foreach (var (words, symptom) in InWords)
        {
            if (message.Contains(words, StringComparison.OrdinalIgnoreCase))
                return symptom;
        }
        return Symptom.Other;
    }
}
