using System.Security.Cryptography;
using System.Text;

namespace Pabal.Smtp.Tests.Sasl;

/// <summary>
/// A server's side of SCRAM (RFC 5802 3), written from the formulas alone: it keeps StoredKey and ServerKey and checks a client by them.
/// </summary>
internal sealed class ScramServer
{
    private readonly HashAlgorithmName hash;
    private readonly string user;
    private readonly byte[] storedKey;
    private readonly byte[] serverKey;
    private readonly string salt = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
    private readonly int iterations;
    private string clientFirstBare = "";
    private string serverFirst = "";

    public ScramServer(HashAlgorithmName hash, string user, string preparedPassword, int iterations = 4096)
    {
        this.hash = hash;
        this.user = user;
        this.iterations = iterations;
        var salted = Hi(Encoding.UTF8.GetBytes(preparedPassword), Convert.FromBase64String(salt));
        storedKey = CryptographicOperations.HashData(hash, Hmac(salted, "Client Key"u8));
        serverKey = Hmac(salted, "Server Key"u8);
    }

    /// <summary>The gs2-header that is expected.</summary>
    public string Header { get; init; } = "n,,";

    /// <summary>The channel binding that is expected.</summary>
    public byte[] Binding { get; init; } = [];

    /// <summary>The server-first-message.</summary>
    public byte[] Challenge(byte[] clientFirst)
    {
        var text = Encoding.UTF8.GetString(clientFirst);
        Assert.StartsWith($"{Header}n=", text, StringComparison.Ordinal);
        clientFirstBare = text[Header.Length..];
        var comma = clientFirstBare.IndexOf(',', StringComparison.Ordinal);
        Assert.Equal(user, clientFirstBare[2..comma].Replace("=2C", ",", StringComparison.Ordinal).Replace("=3D", "=", StringComparison.Ordinal));
        var clientNonce = clientFirstBare[(comma + 1)..];
        Assert.StartsWith("r=", clientNonce, StringComparison.Ordinal);
        serverFirst = $"{clientNonce}{Convert.ToHexString(RandomNumberGenerator.GetBytes(12))},s={salt},i={iterations}";
        return Encoding.UTF8.GetBytes(serverFirst);
    }

    /// <summary>The server-final-message: a proof of its own if the client's is right, else an error.</summary>
    public byte[] Conclude(byte[] clientFinal)
    {
        var text = Encoding.UTF8.GetString(clientFinal);
        var cut = text.LastIndexOf(",p=", StringComparison.Ordinal);
        var nonce = serverFirst[..serverFirst.IndexOf(',', StringComparison.Ordinal)];
        Assert.Equal($"c={Convert.ToBase64String([.. Encoding.UTF8.GetBytes(Header), .. Binding])},{nonce}", text[..cut]);
        var authMessage = Encoding.UTF8.GetBytes($"{clientFirstBare},{serverFirst},{text[..cut]}");
        var clientKey = Xor(Convert.FromBase64String(text[(cut + 3)..]), Hmac(storedKey, authMessage));
        return CryptographicOperations.HashData(hash, clientKey).AsSpan().SequenceEqual(storedKey)
            ? Encoding.UTF8.GetBytes($"v={Convert.ToBase64String(Hmac(serverKey, authMessage))}")
            : "e=invalid-proof"u8.ToArray();
    }

    private byte[] Hi(byte[] password, byte[] saltBytes)
    {
        var block = Hmac(password, [.. saltBytes, 0, 0, 0, 1]);
        var sum = block;
        for (var i = 1; i < iterations; i++)
        {
            block = Hmac(password, block);
            sum = Xor(sum, block);
        }
        return sum;
    }

    private byte[] Hmac(byte[] key, ReadOnlySpan<byte> data) => CryptographicOperations.HmacData(hash, key, data);

    private static byte[] Xor(byte[] left, byte[] right) => [.. left.Zip(right, (a, b) => (byte)(a ^ b))];
}
