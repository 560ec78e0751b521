using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Pabal.Smtp.Sasl;

namespace Pabal.Smtp.Server;

/// <summary>The server's side of SCRAM-SHA-256 (RFC 5802, RFC 7677): each proves to the other that it knows the password. A user that there is not takes the same steps.</summary>
internal sealed class ScramExchange(byte[] key) : LoginExchange
{
    private const int MaxNonce = 256;

    private Gs2Header? header;
    private string user = "";
    private string nonce = "";
    private string serverFirst = "";
    private ScramSecret? secret;
    private bool isKnown;
    private bool isProven;

    public override Step.Say Continue(ScramSecret? secret)
    {
        isKnown = secret is not null;
        this.secret = secret ?? ScramSecret.Nobody(user, key);
        nonce += Convert.ToBase64String(RandomNumberGenerator.GetBytes(18));
        serverFirst = string.Create(CultureInfo.InvariantCulture, $"r={nonce},s={Convert.ToBase64String(this.secret.Salt)},i={this.secret.Iterations}");
        return Challenge(serverFirst);
    }

    protected override Step? Receive(string response) =>
        isProven ? new Step.Admit(user)
        : header is null ? Begin(response)
        : Prove(response);

    private Step? Begin(string response)
    {
        header = Gs2Header.Parse(response);
        if (header?.Rest.Split(',') is not [['n', '=', .. var name], ['r', '=', .. { Length: > 0 and <= MaxNonce } clientNonce], ..]
            || SaslName.Unescape(name) is not { } plain || !IsName(plain) || clientNonce.AsSpan().ContainsAnyExceptInRange('!', '~'))
            return null;
        (user, nonce) = (plain, clientNonce);
        return header.Identity.Length > 0 && header.Identity != user ? Wrong : new Step.AskSecret(user);
    }

    private Step? Prove(string clientFinal)
    {
        var expected = $"c={Convert.ToBase64String(Encoding.UTF8.GetBytes(header!.Text))},r={nonce},";
        var cut = clientFinal.LastIndexOf(",p=", StringComparison.Ordinal);
        if (cut < 0 || !clientFinal.AsSpan(0, cut + 1).StartsWith(expected, StringComparison.Ordinal) || !Base64.IsValid(clientFinal.AsSpan(cut + 3)))
            return null;
        var message = Encoding.UTF8.GetBytes($"{header.Rest},{serverFirst},{clientFinal[..cut]}");
        var clientKey = Convert.FromBase64String(clientFinal[(cut + 3)..]);
        var signature = HMACSHA256.HashData(secret!.StoredKey, message);
        for (var i = 0; i < clientKey.Length && i < signature.Length; i++)
            clientKey[i] ^= signature[i];
        if (!CryptographicOperations.FixedTimeEquals(SHA256.HashData(clientKey), secret.StoredKey) || !isKnown)
            return Wrong;
        isProven = true;
        return Challenge($"v={Convert.ToBase64String(HMACSHA256.HashData(secret.ServerKey, message))}");
    }
}
