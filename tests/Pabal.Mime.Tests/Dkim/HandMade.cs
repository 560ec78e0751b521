using System.Security.Cryptography;
using System.Text;

namespace Pabal.Mime.Tests.Dkim;

/// <summary>Signatures that our signer would never make, put together in relaxed form without any of its code.</summary>
internal static class HandMade
{
    private static readonly RSA Rsa = RSA.Create(2048);

    public static string Key => Convert.ToBase64String(Rsa.ExportSubjectPublicKeyInfo());

    /// <summary>The same key as the RSAPublicKey that RFC 6376 3.6.1 asks for.</summary>
    public static string BareKey => Convert.ToBase64String(Rsa.ExportRSAPublicKey());

    /// <param name="message">Without folded fields.</param>
    /// <param name="tags">Further tags, each ended by <c>; </c>.</param>
    /// <param name="h">The signed names.</param>
    /// <param name="fields">The signed fields in canonical form; worked out where no name is listed twice.</param>
    /// <param name="body">The signed body in canonical form; worked out if it ends in one line end.</param>
    /// <param name="rsa">The key.</param>
    public static byte[] Sign(byte[] message, string tags = "", string h = "from:to:subject", string? fields = null, string? body = null, RSA? rsa = null)
    {
        var text = Encoding.ASCII.GetString(message);
        var split = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var header = text[..split].Split("\r\n").Select(line => line.Split(':', 2)).ToLookup(field => field[0].ToLowerInvariant(), field => field[1].Trim());
        fields ??= string.Concat(h.Split(':').Where(header.Contains).Select(name => $"{name}:{header[name].Single()}\r\n"));
        body ??= text[(split + 4)..].Replace("  ", " ", StringComparison.Ordinal);
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.ASCII.GetBytes(body)));
        var value = $"v=1; a=rsa-sha256; c=relaxed/relaxed; d=football.example.com; s=test; {tags}h={h}; bh={hash}; b=";
        var canonical = string.Join(' ', value.Split((char[])[' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries));
        var signature = (rsa ?? Rsa).SignData(Encoding.ASCII.GetBytes($"{fields}dkim-signature:{canonical}"), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return Encoding.ASCII.GetBytes($"DKIM-Signature: {value}{Convert.ToBase64String(signature)}\r\n{text}");
    }

    public static async Task<DkimResult> Verify(byte[] message, string? record = null) =>
        Assert.Single(await Samples.Verify(message, ("test._domainkey.football.example.com", record ?? $"v=DKIM1; p={Key}")));
}
