using System.Collections.Immutable;

namespace Pabal.Smtp.Diagnostics.Rules;

/// <summary>What only Gmail and Google Workspace mean when they refuse a login or more mail from an account (support.google.com/a/answer/3726730).</summary>
internal static class GoogleLoginRules
{
    public static ImmutableArray<Rule> All { get; } =
    [
        new("gmail-app-password-required")
        {
            Codes = [534, 535], Says = ["application-specific password", "InvalidSecondFactor"],
            Cause = ("The password is right, but the account has 2-Step Verification on, so a program needs an app password.",
                "비밀번호는 맞지만 2단계 인증을 쓰는 계정이라 프로그램에는 앱 비밀번호가 필요합니다."),
            Remedy =
            [
                ("Changing the account's password does not help; the login needs one of the following.",
                    "계정 비밀번호를 바꾸어도 해결되지 않습니다. 아래 방법 가운데 하나가 필요합니다."),
            ],
            Adds = ProviderFacts.Password,
        },
        new("gmail-web-login-required")
        {
            Codes = [534, 535], Says = ["via your web browser", "with your web browser", "WebLoginRequired"],
            Cause = ("Google held the login to be suspicious and wants the owner to confirm it in a browser.",
                "Google이 로그인을 의심스럽게 여겨 소유자가 브라우저에서 확인하기를 요구합니다."),
            Remedy =
            [
                ("Sign in to the account with a browser, best from the same network, and confirm the activity at "
                    + "https://myaccount.google.com/notifications.",
                    "되도록 같은 네트워크에서 브라우저로 로그인하고 보안 활동(https://myaccount.google.com/notifications)을 본인으로 확인하십시오."),
                ("Then log in here with an app password or OAuth2.", "그런 다음 앱 비밀번호나 OAuth2로 로그인하십시오."),
            ],
            Adds = ProviderFacts.Password,
        },
        new("gmail-credentials-refused")
        {
            Codes = [535], Says = ["username and password not accepted", "BadCredentials"],
            Cause = ("Google did not accept this user name with this password: most often it is the account's normal password, which programs can no "
                + "longer use.",
                "Google이 사용자 이름이나 비밀번호를 받지 않았습니다. 프로그램에서는 더 이상 쓸 수 없는 계정의 일반 비밀번호를 쓴 경우가 가장 많습니다."),
            Remedy =
            [
                ("Check that the user name is the full address of the very account the app password was made for.",
                    "사용자 이름이 앱 비밀번호를 만든 바로 그 계정의 전체 주소인지 확인하십시오."),
                ("An app password may have been revoked, possibly by a change of the account's password: make a new one.",
                    "앱 비밀번호가 취소되었을 수 있습니다(계정 비밀번호를 바꾼 때 등). 새로 만드십시오."),
                ("The old switch for \"less secure apps\" no longer exists.", "예전의 '보안 수준이 낮은 앱' 설정은 없어졌습니다."),
            ],
            Adds = ProviderFacts.Password,
        },
        new("gmail-too-many-logins")
        {
            Says = ["too many login attempts"],
            Cause = ("There were too many logins in a short time, so Google refuses further ones for a while.",
                "짧은 시간에 로그인이 너무 많아 Google이 한동안 로그인을 거부합니다."),
            Remedy =
            [
                ("Stop trying for at least 15 minutes, better an hour; each attempt prolongs the lock.",
                    "적어도 15분, 되도록 한 시간 동안 시도를 멈추십시오. 시도할수록 길어집니다."),
                ("See that no program keeps trying with an old password.", "옛 비밀번호로 계속 시도하는 프로그램이 없는지 확인하십시오."),
                ("Send several messages over one connection instead of logging in for each.", "메시지마다 로그인하지 말고 한 연결로 여러 통을 보내십시오."),
            ],
        },
        new("gmail-login-temporary")
        {
            Codes = [454], Says = ["cannot authenticate due to"],
            Cause = ("Google can't check logins at the moment.", "Google이 지금 로그인을 확인하지 못하고 있습니다."),
            Remedy = [("Try again in 15 minutes to an hour; the password need not be wrong.", "15분에서 한 시간 뒤에 다시 시도하십시오. 비밀번호가 틀린 것은 아닐 수 있습니다.")],
        },
        new("gmail-relay-denied")
        {
            Says = ["mail relay denied", "invalid credentials for relay"],
            Cause = ("The Google Workspace relay does not know this machine: neither its IP address nor the sender's domain is registered.",
                "Google Workspace 릴레이에 이 컴퓨터의 IP 주소나 보내는 도메인이 등록되어 있지 않습니다."),
            Remedy =
            [
                ("In the Admin console: Apps > Google Workspace > Gmail > Routing > SMTP relay service, add the public IP address this machine "
                    + "sends from, or demand SMTP authentication and log in.",
                    "관리 콘솔의 앱 > Google Workspace > Gmail > 라우팅 > SMTP 릴레이 서비스에 이 컴퓨터의 공인 IP 주소를 등록하거나, SMTP 인증을 요구하도록 하고 로그인하십시오."),
                ("The sender's address and the name given in EHLO must belong to one of the organisation's domains.",
                    "보내는 주소와 EHLO 이름이 조직의 도메인에 속해야 합니다."),
            ],
            Link = "https://support.google.com/a/answer/6140680",
        },
        new("gmail-daily-limit")
        {
            Says = ["daily user sending", "daily sending quota", "daily smtp relay"],
            Cause = ("The account has sent as much as it may in 24 hours.", "이 계정이 24시간 동안 보낼 수 있는 양을 모두 보냈습니다."),
            Remedy =
            [
                ("Wait until 24 hours have passed since the first of those messages; trying earlier does not help.",
                    "그 메시지들을 보내기 시작한 때부터 24시간이 지날 때까지 기다리십시오. 더 일찍 시도해도 소용없습니다."),
                ("For more mail use a service for bulk mail.", "더 많이 보내야 하면 대량 발송 서비스를 쓰십시오."),
            ],
            Adds = ProviderFacts.Limits,
            Link = "https://support.google.com/a/answer/166852",
        },
        new("gmail-relay-peak")
        {
            Says = ["peak smtp relay limit"],
            Cause = ("The organisation sends faster through the relay than it may.", "조직이 릴레이로 허용된 속도보다 빠르게 보내고 있습니다."),
            Remedy = [("Slow down and send the rest in a few minutes.", "속도를 늦추고 나머지는 몇 분 뒤에 보내십시오.")],
        },
    ];
}
