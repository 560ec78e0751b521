using System.Diagnostics.CodeAnalysis;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Text;
using static Pabal.Localized;

namespace Pabal.Smtp.Sasl;

/// <summary>CRAM-MD5 (RFC 2195): the server's challenge, hashed with the password as the key.</summary>
internal sealed class CramMd5Mechanism(SmtpCredentials credentials) : BoundedMechanism("CRAM-MD5", challenges: 1)
{
    public override bool SendsSecret => false;

    public override byte[]? Start() => null;

    [SuppressMessage("Security", "CA5351:Do Not Use Broken Cryptographic Algorithms", Justification = "The mechanism is defined by it.")]
    protected override byte[] Answer(int step, ReadOnlySpan<byte> challenge)
    {
        if (challenge.IsEmpty)
            throw new AuthenticationException(Say("the server's challenge is empty", "서버가 보낸 챌린지가 비어 있습니다"));
        var digest = HMACMD5.HashData(Encoding.UTF8.GetBytes(credentials.Secret), challenge);
        return Encoding.UTF8.GetBytes($"{credentials.User} {Convert.ToHexStringLower(digest)}");
    }
}
