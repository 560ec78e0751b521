using System.Collections.Immutable;

namespace Pabal.Smtp.Diagnostics.Rules;

/// <summary>What goes wrong with STARTTLS and logins, at any server.</summary>
internal static class LoginRules
{
    public static ImmutableArray<Rule> All { get; } =
    [
        new("starttls-required")
        {
            Says =
            [
                "issue a starttls", "starttls is required", "starttls required", "requires starttls", "starttls first", "use starttls",
                "starttls command first", "encryption required",
                "encryption needed", "encrypted connection", "requires encryption", "secure connection", "tls required", "requires tls",
                "must use tls",
            ],
            Cause = ("The server wants the connection encrypted before it goes on.", "서버가 먼저 연결을 암호화하기를 요구합니다."),
            Remedy = [("Leave tls=required, or use the port that begins with TLS.", "tls=required를 그대로 두거나 처음부터 TLS를 쓰는 포트를 쓰십시오.")],
            Adds = ProviderFacts.Server,
        },
        new("login-too-many-attempts")
        {
            Says =
            [
                "too many login", "too many failed", "too many bad auth", "too many auth", "too many invalid", "too many authentication",
                "login rate",
            ],
            Cause = ("There were too many failed logins, and the server refuses further ones for a while.", "로그인 실패가 너무 많아 서버가 한동안 로그인을 거부합니다."),
            Remedy =
            [
                ("Stop trying for 15 minutes to an hour, and see that no program keeps trying with an old password.",
                    "15분에서 한 시간 동안 시도를 멈추고, 옛 비밀번호로 계속 시도하는 프로그램이 없는지 확인하십시오."),
            ],
            Adds = ProviderFacts.Password,
        },
        new("login-account-locked")
        {
            Stages = [SmtpStage.Auth],
            Says =
            [
                " locked", "suspended", "account blocked", "account has been blocked", "account disabled", "account is disabled", "deactivated",
            ],
            Cause = ("The account is locked or suspended.", "계정이 잠겼거나 정지되었습니다."),
            Remedy = [("Log in to the provider's web page and follow what it asks, or ask its support.", "서비스의 웹 페이지에 로그인해 안내를 따르거나 고객센터에 문의하십시오.")],
        },
        new("login-app-password-required")
        {
            Stages = [SmtpStage.Auth],
            Says =
            [
                "app password", "application password", "app-specific password", "application-specific", "authorization code", "parol prilozheniya",
                "授权码",
            ],
            Cause = ("The server wants a password made for programs (an app password), not the account's own.",
                "계정 비밀번호가 아니라 프로그램용으로 만든 앱 비밀번호가 필요합니다."),
            Remedy = [],
            Adds = ProviderFacts.Password,
        },
        new("login-mechanism-unsupported")
        {
            Stages = [SmtpStage.Auth], Codes = [500, 502, 503, 504],
            Cause = ("The server does not know this way of logging in, or offers none on this port.", "서버가 이 인증 방식을 모르거나 이 포트에서는 인증을 제공하지 않습니다."),
            Remedy =
            [
                ("Leave out ?auth=, so that one is chosen which the server offers; they are listed by: pabal check --server smtp://{host}",
                    "?auth= 를 빼면 서버가 제공하는 방식을 고릅니다. 목록을 보려면: pabal check --server smtp://{host}"),
                ("Log in on port 587 or 465; many servers offer no login on port 25 or before TLS.",
                    "587이나 465 포트에서 로그인하십시오. 25 포트나 TLS 이전에는 인증을 제공하지 않는 서버가 많습니다."),
            ],
            Adds = ProviderFacts.Password,
        },
        new("login-mechanism-too-weak")
        {
            Stages = [SmtpStage.Auth], Codes = [534],
            Cause = ("The server wants a stronger way of logging in, or a confirmation in a browser.", "서버가 더 강한 인증 방식이나 브라우저에서의 확인을 요구합니다."),
            Remedy = [("Use an app password or OAuth2, and sign in once with a browser.", "앱 비밀번호나 OAuth2를 쓰고, 브라우저로 한 번 로그인하십시오.")],
            Adds = ProviderFacts.Password,
        },
        new("login-password-transition")
        {
            Stages = [SmtpStage.Auth], Codes = [432],
            Cause = ("The server wants one login with the plain password to prepare this mechanism for the account (RFC 4954).",
                "서버가 이 방식을 쓰기 전에 일반 비밀번호로 한 번 로그인하기를 요구합니다(RFC 4954)."),
            Remedy = [("Log in once with ?auth=plain over TLS.", "TLS 연결에서 ?auth=plain 으로 한 번 로그인하십시오.")],
        },
        new("login-temporarily-unavailable")
        {
            Stages = [SmtpStage.Auth], Class = 4,
            Cause = ("The server can't check logins at the moment; the password need not be wrong.", "서버가 지금 로그인을 확인하지 못합니다. 비밀번호가 틀린 것은 아닐 수 있습니다."),
            Remedy = [("Try again after some minutes, with growing pauses.", "몇 분 뒤 간격을 늘려 가며 다시 시도하십시오.")],
        },
        new("login-required")
        {
            Stages = [SmtpStage.Mail, SmtpStage.Rcpt, SmtpStage.Data, SmtpStage.Final], Class = 5, Codes = [530],
            OrSays =
            [
                "authentication required", "authentication is required", "auth required", "must authenticate", "not authenticated",
                "need to authenticate", "not logged in", "login required", "auth first",
            ],
            Cause = ("The server wants a login before it takes mail.", "서버가 메일을 받기 전에 로그인을 요구합니다."),
            Remedy = [("Give a user (--user) and a password or token.", "사용자 이름(--user)과 비밀번호 또는 토큰을 주십시오.")],
            Adds = ProviderFacts.Password,
        },
        new("login-refused")
        {
            Stages = [SmtpStage.Auth], Class = 5,
            Cause = ("{server} did not accept the user name or the password.", "{server} 서버가 사용자 이름이나 비밀번호를 받지 않았습니다."),
            Remedy = [("Check both; most providers want the full address as the user name.", "두 가지를 확인하십시오. 대부분 사용자 이름으로 전체 주소를 씁니다.")],
            Adds = ProviderFacts.Password,
        },
        new("login-no-common-mechanism")
        {
            Failures = [SmtpFailure.Authentication], Symptoms = [Symptom.None],
            Cause = ("{server} offers no way of logging in that fits what was given.", "{server} 서버가 제공하는 인증 방식 가운데 주어진 정보로 쓸 수 있는 것이 없습니다."),
            Remedy =
            [
                ("A token needs XOAUTH2 or OAUTHBEARER, a password any of the others; what is offered is shown by: pabal check --server smtp://{host}",
                    "토큰에는 XOAUTH2나 OAUTHBEARER, 비밀번호에는 그 밖의 방식이 필요합니다. 제공하는 방식을 보려면: pabal check --server smtp://{host}"),
                ("Leave out ?auth=, and log in on port 587 or 465, where servers offer it.", "?auth= 를 빼고, 인증을 제공하는 587이나 465 포트에서 로그인하십시오."),
            ],
            Adds = ProviderFacts.Password,
        },
        new("login-broken-off")
        {
            Failures = [SmtpFailure.Authentication],
            Cause = ("The login broke off: the user name, the password or what the server said does not fit the mechanism.",
                "로그인이 중단되었습니다. 사용자 이름, 비밀번호 또는 서버의 응답이 인증 방식에 맞지 않습니다."),
            Remedy =
            [
                ("Check the user name and password for characters that were not meant, such as a line end.", "사용자 이름과 비밀번호에 줄바꿈 같은 뜻하지 않은 글자가 없는지 확인하십시오."),
                ("If the server could not prove who it is, check the host name: it may not be the server you mean.",
                    "서버가 자신을 증명하지 못했다면 호스트 이름을 확인하십시오. 다른 서버일 수 있습니다."),
            ],
        },
    ];
}
