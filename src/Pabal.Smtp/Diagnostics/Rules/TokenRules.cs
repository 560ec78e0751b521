using System.Collections.Immutable;

namespace Pabal.Smtp.Diagnostics.Rules;

/// <summary>What goes wrong with OAuth2 tokens. The reply itself is that to any wrong password.</summary>
internal static class TokenRules
{
    public static ImmutableArray<Rule> All { get; } =
    [
        new("oauth-token-refused")
        {
            Stages = [SmtpStage.Auth], Symptoms = [Symptom.TokenRefused],
            Cause = ("The server refused the OAuth2 token: it has expired, has another scope, or belongs to another user.",
                "서버가 OAuth2 토큰을 거부했습니다. 만료되었거나 범위가 다르거나 다른 사용자의 토큰입니다."),
            Remedy =
            [
                ("Get a fresh access token; they live for about an hour.", "새 액세스 토큰을 받으십시오. 보통 한 시간쯤 유효합니다."),
                ("Check the scope (Google: https://mail.google.com/ , Microsoft: https://outlook.office.com/SMTP.Send) and that the user name is "
                    + "the token's owner.",
                    "범위(Google: https://mail.google.com/ , Microsoft: https://outlook.office.com/SMTP.Send)와 사용자 이름이 토큰의 주인인지 확인하십시오."),
                ("If refreshing fails too, sign in anew. A Google app still in Testing loses its refresh token after 7 days: publish it.",
                    "갱신도 실패하면 다시 로그인하십시오. '테스트' 상태인 Google 앱의 갱신 토큰은 7일 뒤 만료되므로 앱을 게시하십시오."),
            ],
        },
    ];
}
