using System.Globalization;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Text;
using Pabal.Smtp.Wire;
using static Pabal.Localized;

namespace Pabal.Smtp.Sasl;

/// <summary>SCRAM (RFC 5802, RFC 7677), with channel binding or without: both sides prove that they know the password and neither shows it.</summary>
/// <param name="hash">SHA-1, SHA-256 or SHA-512, as in the name.</param>
/// <param name="credentials">User and password.</param>
/// <param name="binding">What is said about channel binding; null says that this client has none.</param>
/// <param name="nonce">The client's nonce, printable ASCII without a comma; null draws one.</param>
internal sealed class ScramMechanism(HashAlgorithmName hash, SmtpCredentials credentials, ScramBinding? binding = null, string? nonce = null)
    : BoundedMechanism($"SCRAM-{Dashed(hash)}{(binding is { IsBound: true } ? "-PLUS" : "")}", challenges: 2)
{
    /// <summary>The fewest iterations taken: RFC 5802 5.1 asks servers for as many, and fewer would ease guessing.</summary>
    public const int MinIterations = 4096;

    /// <summary>The most iterations taken, about a second of work: a server must not keep this machine busy for hours.</summary>
    public const int MaxIterations = 1_000_000;

    private const int MaxErrorShown = 100;

    private readonly ScramBinding binding = binding ?? ScramBinding.None;
    private readonly string nonce = nonce ?? Convert.ToBase64String(RandomNumberGenerator.GetBytes(24));
    private byte[]? serverSignature;
    private bool serverIsProven;

    public override bool SendsSecret => false;

    /// <summary>The type of the channel binding; null where there is none.</summary>
    public string? Binding => binding.IsBound ? binding.Header[2..^2] : null;

    // The client-first-message-bare.
    private string First => $"n={SaslName.Escape(Prepared(credentials.User))},r={nonce}";

    public override byte[] Start() => Encoding.UTF8.GetBytes(binding.Header + First);

    public override void Finish()
    {
        if (!serverIsProven)
            throw new AuthenticationException(Say("the server did not prove that it knows the password; this may be an impostor",
                                                  "서버가 비밀번호를 알고 있음을 증명하지 않았습니다. 가짜 서버일 수 있습니다"));
    }

    protected override byte[] Answer(int step, ReadOnlySpan<byte> challenge) => step == 0 ? Prove(challenge) : Verify(challenge);

    private byte[] Prove(ReadOnlySpan<byte> serverFirst)
    {
        var attributes = new ScramAttributes(serverFirst);
        var bothNonces = BothNonces(attributes.Take('r'));
        var salt = attributes.TakeBase64('s');
        var iterations = Iterations(attributes.Take('i'));
        attributes.End();

        var saltedPassword = Rfc2898DeriveBytes.Pbkdf2(Prepared(credentials.Secret), salt, iterations, hash, Hash([]).Length);
        var clientFinal = $"c={Convert.ToBase64String([.. Encoding.UTF8.GetBytes(binding.Header), .. binding.Data])},r={bothNonces}";
        byte[] authMessage = [.. Encoding.UTF8.GetBytes($"{First},"), .. serverFirst, .. Encoding.UTF8.GetBytes($",{clientFinal}")];
        serverSignature = Hmac(Hmac(saltedPassword, "Server Key"u8), authMessage);

        var proof = Hmac(saltedPassword, "Client Key"u8);
        var clientSignature = Hmac(Hash(proof), authMessage);
        for (var i = 0; i < proof.Length; i++)
            proof[i] ^= clientSignature[i];
        return Encoding.UTF8.GetBytes($"{clientFinal},p={Convert.ToBase64String(proof)}");
    }

    private byte[] Verify(ReadOnlySpan<byte> serverFinal)
    {
        var attributes = new ScramAttributes(serverFinal);
        if (attributes.IsNext('e'))
            throw Refused(attributes.Take('e'));
        var signature = attributes.TakeBase64('v');
        attributes.End();
        serverIsProven = CryptographicOperations.FixedTimeEquals(signature, serverSignature);
        Finish();
        return [];
    }

    private string BothNonces(ReadOnlySpan<byte> received)
    {
        // A server that adds nothing could have us repeat an exchange that it, or a listener, has seen before.
        if (received.ContainsAnyExceptInRange((byte)'!', (byte)'~') || received.Length <= nonce.Length || !received.StartsWith(Encoding.UTF8.GetBytes(nonce)))
            throw new AuthenticationException(Say("the server's nonce does not continue ours", "서버의 난수가 이쪽 난수로 시작하지 않습니다"));
        return Encoding.ASCII.GetString(received);
    }

    private static int Iterations(ReadOnlySpan<byte> digits) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= MinIterations and <= MaxIterations
            ? count
            : throw new AuthenticationException(Say($"the server asks for less than {MinIterations} or more than {MaxIterations} iterations",
                                                    $"서버가 {MinIterations}번보다 적거나 {MaxIterations}번보다 많은 반복을 요구합니다"));

    private static AuthenticationException Refused(ReadOnlySpan<byte> error)
    {
        var said = Printable.Spaced(Printable.Decode(error.Length > MaxErrorShown ? error[..MaxErrorShown] : error));
        return new AuthenticationException(Say($"the server refused the login: {said}", $"서버가 로그인을 거부했습니다: {said}"));
    }

    // The character is not named: it may be one of the password's.
    private static string Prepared(string text) => SaslPrep.Prepare(text) is { Length: > 0 } prepared
        ? prepared
        : throw new AuthenticationException(Say("the user name or password is empty or holds a character that SCRAM does not allow, such as a control character",
                                                "사용자 이름이나 비밀번호가 비어 있거나 제어 문자처럼 SCRAM에서 쓸 수 없는 문자가 들어 있습니다"));

    private byte[] Hash(ReadOnlySpan<byte> data) => CryptographicOperations.HashData(hash, data);

    private byte[] Hmac(ReadOnlySpan<byte> key, ReadOnlySpan<byte> data) => CryptographicOperations.HmacData(hash, key, data);

    private static string Dashed(HashAlgorithmName hash) => hash.Name!.Insert(3, "-");
}
