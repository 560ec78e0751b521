using System.Text;
using static Pabal.Localized;

namespace Pabal.Smtp;

/// <summary>Who logs in, and with what. Printing one never shows the secret.</summary>
public sealed class SmtpCredentials
{
    private readonly Func<CancellationToken, ValueTask<string>>? source;

    private SmtpCredentials(string user, string secret, bool isToken, Func<CancellationToken, ValueTask<string>>? source = null)
    {
        User = user;
        Secret = secret;
        IsToken = isToken;
        this.source = source;
    }

    /// <summary>The user name, often the full address.</summary>
    public string User { get; }

    /// <summary>True for an OAuth 2.0 access token, which only XOAUTH2 and OAUTHBEARER can use.</summary>
    public bool IsToken { get; }

    internal string Secret { get; }

    /// <summary>True if another token can be had when the server does not take this one.</summary>
    internal bool IsRenewable => source is not null;

    /// <summary>A user name and password (or app password). Throws <see cref="ArgumentException"/> if the name holds a control character or the password
    /// NUL (RFC 4616 2), or if either was damaged on its way: half of a character, or U+FFFD.</summary>
    public static SmtpCredentials Password(string user, string password) => !password.Contains('\0') && !IsDamaged(password)
        ? new(CheckedUser(user), password, isToken: false)
        : throw new ArgumentException(
            Say("the password holds NUL or a character that was damaged; is it read in the right character set?",
                "비밀번호에 NUL이나 깨진 문자가 있습니다. 문자 집합에 맞게 읽었는지 확인하십시오"), nameof(password));

    /// <summary>A user name and OAuth 2.0 access token. Throws <see cref="ArgumentException"/> if the name holds a control character or was damaged,
    /// or if the token is not made of visible ASCII characters (RFC 6750 2.1).</summary>
    public static SmtpCredentials OAuthToken(string user, string token) => token.Length > 0 && !token.AsSpan().ContainsAnyExceptInRange('!', '~')
        ? new(CheckedUser(user), token, isToken: true)
        : throw new ArgumentException(
            Say("a token is one word of visible ASCII characters; was a space or line end copied with it?",
                "토큰은 눈에 보이는 ASCII 문자로 된 한 단어입니다. 공백이나 줄바꿈이 함께 복사되지 않았는지 확인하십시오"), nameof(token));

    /// <summary>A user name and where to get an OAuth 2.0 access token. It is asked before each login, so that it may keep a token until it expires, and once more
    /// when the server says within the login that the token is not valid.</summary>
    public static SmtpCredentials OAuthToken(string user, Func<CancellationToken, ValueTask<string>> token) => new(CheckedUser(user), "", isToken: true, token);

    /// <summary>The same, with a token at hand. Passes on what its source throws.</summary>
    internal async ValueTask<SmtpCredentials> AtHandAsync(CancellationToken cancellationToken) =>
        source is null ? this : OAuthToken(User, await source(cancellationToken).ConfigureAwait(false));

    /// <summary>The user name only.</summary>
    public override string ToString() => User;

    private static string CheckedUser(string user) => !user.Any(char.IsControl) && !IsDamaged(user)
        ? user
        : throw new ArgumentException(
            Say("the user name holds a control character or one that was damaged", "사용자 이름에 제어 문자나 깨진 문자가 있습니다"), nameof(user));

    // Half of a character enumerates as U+FFFD, which nobody types.
    private static bool IsDamaged(string text) => text.EnumerateRunes().Contains(Rune.ReplacementChar);
}
