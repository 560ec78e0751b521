using Curve = Org.BouncyCastle.Math.EC.Rfc8032.Ed25519;

namespace Pabal.Mime.Signing;

/// <summary>Ed25519 (RFC 8032 5.1). The one place that needs a library for it: .NET 10 has no Ed25519 of its own.</summary>
internal static class Ed25519
{
    public const int KeySize = 32;

    public static byte[] PublicKey(byte[] seed)
    {
        var publicKey = new byte[Curve.PublicKeySize];
        Curve.GeneratePublicKey(seed, 0, publicKey, 0);
        return publicKey;
    }

    public static byte[] Sign(byte[] seed, byte[] message)
    {
        var signature = new byte[Curve.SignatureSize];
        Curve.Sign(seed, 0, message, 0, message.Length, signature, 0);
        return signature;
    }

    public static bool Verify(byte[] publicKey, byte[] message, byte[] signature) =>
        publicKey.Length == Curve.PublicKeySize && signature.Length == Curve.SignatureSize
        && Curve.Verify(signature, 0, publicKey, 0, message, 0, message.Length);
}
