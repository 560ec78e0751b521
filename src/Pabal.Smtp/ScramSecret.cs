using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Pabal.Smtp.Sasl;
using static Pabal.Localized;

namespace Pabal.Smtp;

/// <summary>What a server keeps in place of a password, for SCRAM-SHA-256 (RFC 7677) and for every other login: nobody who steals it can log in with it.</summary>
public sealed class ScramSecret
{
    private const string Scheme = "SCRAM-SHA-256";
    private const int SaltLength = 16;
    private const int KeyLength = 32;

    private readonly byte[] salt;
    private readonly byte[] storedKey;
    private readonly byte[] serverKey;

    private ScramSecret(int iterations, byte[] salt, byte[] storedKey, byte[] serverKey) =>
        (Iterations, this.salt, this.storedKey, this.serverKey) = (iterations, salt, storedKey, serverKey);

    /// <summary>How often the password was hashed.</summary>
    public int Iterations { get; }

    internal ReadOnlySpan<byte> Salt => salt;

    internal ReadOnlySpan<byte> StoredKey => storedKey;

    internal ReadOnlySpan<byte> ServerKey => serverKey;

    /// <summary>From a password, with a salt of its own. 4,096 iterations are the fewest that RFC 7677 allows; give all users of a server as many, as the number is told to
    /// whoever asks. Throws <see cref="ArgumentException"/> for a password with control characters or none at all, <see cref="ArgumentOutOfRangeException"/> for iterations below 4,096 or over a million.</summary>
    public static ScramSecret FromPassword(string password, int iterations = ScramMechanism.MinIterations)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(iterations, ScramMechanism.MinIterations);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(iterations, ScramMechanism.MaxIterations);
        return Derive(password, RandomNumberGenerator.GetBytes(SaltLength), iterations)
            ?? throw new ArgumentException(Say("the password is empty or holds a control character", "비밀번호가 비어 있거나 제어 문자가 들어 있습니다"), nameof(password));
    }

    /// <summary>Reads what <see cref="Store"/> wrote. Throws <see cref="FormatException"/> for anything else.</summary>
    public static ScramSecret Parse(string stored)
    {
        if (stored.Split('$') is [Scheme, var first, var second] && first.Split(':') is [var count, var salt] && second.Split(':') is [var storedKey, var serverKey]
            && int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var iterations) && iterations is >= ScramMechanism.MinIterations and <= ScramMechanism.MaxIterations
            && Octets(salt) is { Length: > 0 } saltOctets && Octets(storedKey) is { Length: KeyLength } stored1 && Octets(serverKey) is { Length: KeyLength } server1)
            return new ScramSecret(iterations, saltOctets, stored1, server1);
        throw new FormatException(Say("a stored secret looks like SCRAM-SHA-256$4096:salt$key:key", "저장된 비밀은 SCRAM-SHA-256$4096:솔트$키:키 형식입니다"));

        static byte[]? Octets(string base64) => Base64.IsValid(base64) ? Convert.FromBase64String(base64) : null;
    }

    /// <summary>As text to be kept, in the form of RFC 5803, which other servers read too.</summary>
    public string Store() => string.Create(CultureInfo.InvariantCulture,
        $"{Scheme}${Iterations}:{Convert.ToBase64String(salt)}${Convert.ToBase64String(storedKey)}:{Convert.ToBase64String(serverKey)}");

    /// <summary>True if it was made from this password.</summary>
    public bool Matches(string password) =>
        Derive(password, salt, Iterations) is { } other && CryptographicOperations.FixedTimeEquals(storedKey, other.storedKey);

    /// <summary>Nothing of the secret.</summary>
    public override string ToString() => Scheme;

    /// <summary>One for a user that there is not: always the same for the same name, and good for no password.</summary>
    internal static ScramSecret Nobody(string user, ReadOnlySpan<byte> key)
    {
        var salt = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(user))[..SaltLength];
        return new ScramSecret(ScramMechanism.MinIterations, salt, RandomNumberGenerator.GetBytes(KeyLength), RandomNumberGenerator.GetBytes(KeyLength));
    }

    private static ScramSecret? Derive(string password, byte[] salt, int iterations)
    {
        if (SaslPrep.Prepare(password) is not { Length: > 0 } prepared)
            return null;
        var salted = Rfc2898DeriveBytes.Pbkdf2(prepared, salt, iterations, HashAlgorithmName.SHA256, KeyLength);
        return new ScramSecret(iterations, salt, SHA256.HashData(HMACSHA256.HashData(salted, "Client Key"u8)), HMACSHA256.HashData(salted, "Server Key"u8));
    }
}
