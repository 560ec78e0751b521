using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Text;
using static Pabal.Localized;

namespace Pabal.Mime.Signing;

/// <summary>A published public key (RFC 6376 3.6.1, RFC 8463 4.2).</summary>
internal sealed class KeyRecord : IDisposable
{
    private const int MaxSize = 8 * 1024;
    private const int MaxRsaBits = 8192;

    private readonly byte[] key;
    private readonly RSA? rsa;   // null: the key is Ed25519

    private KeyRecord(TagList tags, byte[] key, RSA? rsa)
    {
        this.key = key;
        this.rsa = rsa;
        var flags = tags.List("t") ?? [];
        IsTest = flags.Contains("y");
        IsStrict = flags.Contains("s");
    }

    /// <summary>The domain is only testing (<c>t=y</c>).</summary>
    public bool IsTest { get; }

    /// <summary>No subdomain may stand in <c>i=</c> (<c>t=s</c>).</summary>
    public bool IsStrict { get; }

    /// <summary>Reads a record for a signature whose key has this type; otherwise says why it can't be used.</summary>
    public static (KeyRecord? Key, string? Reason) Parse(string record, string type)
    {
        if (Encoding.UTF8.GetByteCount(record) > MaxSize)
            return (null, Say("the key record is larger than 8 KiB", "키 레코드가 8KiB보다 큽니다"));
        var (tags, reason) = TagList.Parse(Encoding.UTF8.GetBytes(record));
        if (tags is null)
            return (null, Say($"the key record is malformed: {reason}", $"키 레코드의 형식이 잘못되었습니다. {reason}"));
        if (tags["v"] is { } version && (version != "DKIM1" || tags.First != "v"))
            return (null, Say("the record is no DKIM key record: it does not begin with v=DKIM1", "DKIM 키 레코드가 아닙니다. v=DKIM1로 시작하지 않습니다"));
        if (tags["p"] is not { } key)
            return (null, Say("the key record holds no key (p=)", "키 레코드에 키(p=)가 없습니다"));
        if (key.Length == 0)
            return (null, Say("the domain has revoked the key (p= is empty)", "도메인이 키를 폐기했습니다(p=가 비어 있음)"));
        if (tags.List("h") is { } hashes && !hashes.Contains("sha256", StringComparer.OrdinalIgnoreCase))
            return (null, Say("the key record does not allow SHA-256 (h=)", "키 레코드가 SHA-256을 허용하지 않습니다(h=)"));
        if (tags.List("s") is { } services && !services.Contains("*") && !services.Contains("email", StringComparer.OrdinalIgnoreCase))
            return (null, Say("the key is not for e-mail (s=)", "메일용 키가 아닙니다(s=)"));
        if (!type.Equals(tags["k"] ?? "rsa", StringComparison.OrdinalIgnoreCase))
            return (null, Say($"the signature needs a key of type {type}, the record holds another (k=)", $"서명에는 {type} 키가 필요한데 레코드의 키는 종류가 다릅니다(k=)"));
        if (tags.Base64("p") is not { } bytes)
            return Damaged();
        if (type == "rsa")
            return OfRsa(tags, bytes);
        return bytes.Length == Ed25519.KeySize ? (new KeyRecord(tags, bytes, null), null) : Damaged();
    }

    /// <summary>Whether this key made the signature of the hash.</summary>
    public bool Verify(byte[] hash, byte[] signature)
    {
        if (rsa is null)
            return Ed25519.Verify(key, hash, signature);
        try
        {
            return rsa.VerifyHash(hash, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }
        catch (CryptographicException)
        {
            return false;   // numbers that make no RSA key
        }
    }

    public void Dispose() => rsa?.Dispose();

    private static (KeyRecord?, string?) OfRsa(TagList tags, byte[] key)
    {
        var rsa = RSA.Create();
        try
        {
            // RFC 6376 asks for a bare RSAPublicKey; its examples, and everybody, publish SubjectPublicKeyInfo.
            if (new AsnReader(key, AsnEncodingRules.BER).ReadSequence().PeekTag() == Asn1Tag.Integer)
                rsa.ImportRSAPublicKey(key, out _);
            else
                rsa.ImportSubjectPublicKeyInfo(key, out _);
        }
        catch (Exception error) when (error is CryptographicException or AsnContentException)
        {
            rsa.Dispose();
            return Damaged();
        }
        var bits = rsa.KeySize;
        if (bits is >= SigningKey.MinRsaBits and <= MaxRsaBits)
            return (new KeyRecord(tags, key, rsa), null);
        rsa.Dispose();
        return (null, bits < SigningKey.MinRsaBits
            ? Say($"an RSA key of {bits} bits is too weak to prove anything", $"{bits}비트 RSA 키는 너무 약해서 아무것도 증명하지 못합니다")
            : Say($"an RSA key of {bits} bits is larger than the {MaxRsaBits} this verifier takes", $"{bits}비트 RSA 키는 검증기가 받는 {MaxRsaBits}비트보다 큽니다"));
    }

    private static (KeyRecord?, string?) Damaged() => (null, Say("the key in the record is damaged (p=)", "레코드의 키가 손상되었습니다(p=)"));
}
