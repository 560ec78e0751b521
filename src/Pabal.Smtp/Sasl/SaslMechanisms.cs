using System.Collections.Immutable;
using System.Security.Cryptography;
using static Pabal.Localized;

namespace Pabal.Smtp.Sasl;

/// <summary>The mechanisms there are, and which to prefer.</summary>
internal static class SaslMechanisms
{
    /// <summary>Those that are bound to the TLS connection.</summary>
    public static ImmutableArray<string> Bound { get; } = ["SCRAM-SHA-512-PLUS", "SCRAM-SHA-256-PLUS", "SCRAM-SHA-1-PLUS"];

    /// <summary>What may be chosen unasked, the strongest first. EXTERNAL and ANONYMOUS are used only when named.</summary>
    /// <remarks>
    /// CRAM-MD5 makes the server store what is as good as the password. Under TLS it hides nothing that TLS does not, so it comes last there:
    /// servers often offer it and have nothing to check it with, while PLAIN always works. In clear it goes before PLAIN, because it alone keeps the password off the wire.
    /// </remarks>
    public static ImmutableArray<string> Ranked(SmtpCredentials credentials, bool encrypted = true) => (credentials.IsToken, encrypted) switch
    {
        (true, _) => ["OAUTHBEARER", "XOAUTH2"],
        (false, true) => [.. Bound, "SCRAM-SHA-512", "SCRAM-SHA-256", "SCRAM-SHA-1", "PLAIN", "LOGIN", "CRAM-MD5"],
        (false, false) => ["SCRAM-SHA-512", "SCRAM-SHA-256", "SCRAM-SHA-1", "CRAM-MD5", "PLAIN", "LOGIN"],
    };

    /// <summary>A mechanism for one login. Throws <see cref="ArgumentException"/> for a name that is unknown, that has no use for such credentials,
    /// or that wants a channel binding where there is none.</summary>
    public static SaslMechanism Create(string name, SmtpCredentials credentials, string host, int port, TlsBinding? tls = null, bool serverBinds = false) => (name, credentials.IsToken) switch
    {
        ("SCRAM-SHA-512-PLUS" or "SCRAM-SHA-256-PLUS" or "SCRAM-SHA-1-PLUS", false) => new ScramMechanism(HashOf(name), credentials, ScramBinding.To(tls
            ?? throw new ArgumentException(Say($"{name} needs TLS, and a channel binding that this system gives none of", $"{name}에는 TLS와 채널 바인딩이 필요한데 여기에는 없습니다"), nameof(name)))),
        ("SCRAM-SHA-512" or "SCRAM-SHA-256" or "SCRAM-SHA-1", false) => new ScramMechanism(HashOf(name), credentials, ScramBinding.Without(tls, serverBinds)),
        ("CRAM-MD5", false) => new CramMd5Mechanism(credentials),
        ("PLAIN", false) => OneMessageMechanism.Plain(credentials),
        ("LOGIN", false) => new LoginMechanism(credentials),
        ("OAUTHBEARER", true) => BearerMechanism.OAuthBearer(credentials, host, port),
        ("XOAUTH2", true) => BearerMechanism.XOAuth2(credentials),
        ("EXTERNAL", _) => OneMessageMechanism.External(credentials),
        ("ANONYMOUS", _) => OneMessageMechanism.Anonymous(credentials),
        (_, true) => throw new ArgumentException(Say($"an OAuth token can't be used with {name}; OAUTHBEARER and XOAUTH2 take one", $"OAuth 토큰은 {name}에 쓸 수 없습니다. OAUTHBEARER나 XOAUTH2를 쓰십시오"), nameof(name)),
        (_, false) => throw new ArgumentException(Say($"a password can't be used with {name}; try SCRAM-SHA-256 or PLAIN", $"비밀번호는 {name}에 쓸 수 없습니다. SCRAM-SHA-256이나 PLAIN을 쓰십시오"), nameof(name)),
    };

    private static HashAlgorithmName HashOf(string name) => name.Split('-')[2] switch
    {
        "512" => HashAlgorithmName.SHA512,
        "256" => HashAlgorithmName.SHA256,
        _ => HashAlgorithmName.SHA1,
    };
}
