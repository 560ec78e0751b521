using System.Formats.Asn1;
using System.Security.Cryptography;
using static Pabal.Localized;

namespace Pabal.Mime.Signing;

/// <summary>A private key. Nothing of it ever reaches a message for people.</summary>
internal abstract class SigningKey : IDisposable
{
    public const int MinRsaBits = 1024;   // RFC 8301 3.2

    private const string RsaOid = "1.2.840.113549.1.1.1";
    private const string Ed25519Oid = "1.3.101.112";   // RFC 8410 3

    /// <summary>The key type (<c>k=</c>).</summary>
    public abstract string Type { get; }

    /// <summary>The size of the key in bits.</summary>
    public abstract int Bits { get; }

    /// <summary>The public half as a key record has it (<c>p=</c>).</summary>
    public abstract byte[] PublicKey { get; }

    /// <summary>Signs a SHA-256 hash. May be called from several threads at once.</summary>
    public abstract byte[] Sign(byte[] hash);

    public abstract void Dispose();

    /// <summary>Reads PEM (PKCS#1 or PKCS#8), or the base64 of an Ed25519 seed; otherwise says why it can't.</summary>
    public static (SigningKey? Key, string? Reason) Parse(string text)
    {
        if (text.Contains("ENCRYPTED PRIVATE KEY", StringComparison.Ordinal) || text.Contains(",ENCRYPTED", StringComparison.Ordinal))
            return (null, Say("the key is encrypted; write it without a passphrase, as openssl pkey -in OLD -out NEW does", "키가 암호화되어 있습니다. openssl pkey -in OLD -out NEW처럼 암호 없이 저장하십시오"));
        if (!PemEncoding.TryFind(text, out var pem))
            return Seed(text);
        var label = text[pem.Label];
        var der = new byte[pem.DecodedDataLength];
        _ = Convert.TryFromBase64Chars(text.AsSpan()[pem.Base64Data], der, out _);
        try
        {
            return label switch
            {
                "RSA PRIVATE KEY" => Rsa(rsa => rsa.ImportRSAPrivateKey(der, out _)),
                "PRIVATE KEY" => Pkcs8(der),
                "PUBLIC KEY" or "RSA PUBLIC KEY" => (null, Say("this is the public key; signing needs the private one", "이것은 공개 키입니다. 서명에는 개인 키가 필요합니다")),
                _ => WrongType(),
            };
        }
        catch (Exception error) when (error is CryptographicException or AsnContentException)
        {
            return (null, Say("the key is damaged", "키가 손상되었습니다"));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(der);
        }
    }

    private static (SigningKey?, string?) WrongType() =>
        (null, Say("this is neither an RSA nor an Ed25519 private key", "RSA 개인 키도 Ed25519 개인 키도 아닙니다"));

    private static (SigningKey?, string?) Seed(string text)
    {
        var seed = new byte[Ed25519.KeySize];
        return Convert.TryFromBase64String(text, seed, out var length) && length == seed.Length
            ? (new OfEd25519(seed), null)
            : (null, Say("it is neither a private key in PEM nor the base64 of an Ed25519 seed", "PEM 형식의 개인 키도, base64로 쓴 Ed25519 시드도 아닙니다"));
    }

    private static (SigningKey?, string?) Rsa(Action<RSA> import)
    {
        var rsa = RSA.Create();
        try
        {
            import(rsa);
        }
        catch
        {
            rsa.Dispose();
            throw;
        }
        var bits = rsa.KeySize;
        if (bits >= MinRsaBits)
            return (new OfRsa(rsa), null);
        rsa.Dispose();
        return (null, Say($"an RSA key of {bits} bits is too weak and verifiers refuse it; make one of 2048", $"{bits}비트 RSA 키는 너무 약해서 받는 쪽이 거부합니다. 2048비트로 만드십시오"));
    }

    // PrivateKeyInfo (RFC 5958 2): version, algorithm, the key itself; what may follow is of no interest.
    private static (SigningKey?, string?) Pkcs8(byte[] der)
    {
        var info = new AsnReader(der, AsnEncodingRules.BER).ReadSequence();
        _ = info.ReadInteger();
        var algorithm = info.ReadSequence().ReadObjectIdentifier();
        if (algorithm == RsaOid)
            return Rsa(rsa => rsa.ImportPkcs8PrivateKey(der, out _));
        if (algorithm != Ed25519Oid)
            return WrongType();
        var seed = new AsnReader(info.ReadOctetString(), AsnEncodingRules.BER).ReadOctetString();
        return seed.Length == Ed25519.KeySize ? (new OfEd25519(seed), null) : throw new CryptographicException();
    }

    private sealed class OfRsa(RSA rsa) : SigningKey
    {
        private readonly Lock oneAtATime = new();   // RSA promises nothing about threads

        public override string Type => "rsa";

        public override int Bits => rsa.KeySize;

        public override byte[] PublicKey => rsa.ExportSubjectPublicKeyInfo();

        public override byte[] Sign(byte[] hash)
        {
            lock (oneAtATime)
                return rsa.SignHash(hash, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }

        public override void Dispose() => rsa.Dispose();
    }

    private sealed class OfEd25519(byte[] seed) : SigningKey
    {
        private bool isDisposed;

        public override string Type => "ed25519";

        public override int Bits => 256;

        public override byte[] PublicKey { get; } = Ed25519.PublicKey(seed);

        public override byte[] Sign(byte[] hash)
        {
            ObjectDisposedException.ThrowIf(isDisposed, typeof(DkimSigner));
            return Ed25519.Sign(seed, hash);
        }

        public override void Dispose()
        {
            isDisposed = true;
            CryptographicOperations.ZeroMemory(seed);
        }
    }
}
