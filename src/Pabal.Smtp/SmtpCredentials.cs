namespace Pabal.Smtp;

/// <summary>Who logs in, and with what. Printing one never shows the secret.</summary>
public sealed class SmtpCredentials
{
    private SmtpCredentials(string user, string secret, bool isToken)
    {
        User = user;
        Secret = secret;
        IsToken = isToken;
    }

    /// <summary>The user name, often the full address.</summary>
    public string User { get; }

    /// <summary>True for an OAuth 2.0 access token, which only XOAUTH2 and OAUTHBEARER can use.</summary>
    public bool IsToken { get; }

    internal string Secret { get; }

    /// <summary>A user name and password (or app password). Throws <see cref="ArgumentException"/> if either holds NUL (RFC 4616 2).</summary>
    public static SmtpCredentials Password(string user, string password) => new(WithoutNul(user), WithoutNul(password), isToken: false);

    /// <summary>A user name and OAuth 2.0 access token.</summary>
    public static SmtpCredentials OAuthToken(string user, string token) => new(WithoutNul(user), WithoutNul(token), isToken: true);

    /// <summary>The user name only.</summary>
    public override string ToString() => User;

    private static string WithoutNul(string text) => text.Contains('\0')
        ? throw new ArgumentException(Localized.Say("a user name or password can't hold NUL", "사용자 이름이나 암호에는 NUL을 쓸 수 없습니다"), nameof(text))
        : text;
}
