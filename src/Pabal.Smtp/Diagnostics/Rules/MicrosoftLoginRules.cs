using System.Collections.Immutable;

namespace Pabal.Smtp.Diagnostics.Rules;

/// <summary>What only Exchange Online (Microsoft 365) and Outlook.com mean when they refuse a login or an account's mail.</summary>
internal static class MicrosoftLoginRules
{
    private const string SmtpAuth = "https://learn.microsoft.com/exchange/clients-and-mobile-in-exchange-online/authenticated-client-smtp-submission";
    private const string OAuth =
        "https://learn.microsoft.com/exchange/client-developer/legacy-protocols/how-to-authenticate-an-imap-pop-smtp-application-by-using-oauth";
    private const string Limits =
        "https://learn.microsoft.com/office365/servicedescriptions/exchange-online-service-description/exchange-online-limits";
    private const string Ndr = "https://learn.microsoft.com/troubleshoot/exchange/email-delivery/ndr/non-delivery-reports-in-exchange-online";

    public static ImmutableArray<Rule> All { get; } = [.. Login, .. Sending];

    private static ImmutableArray<Rule> Login =>
    [
        new("m365-smtp-auth-off-tenant")
        {
            Says = ["disabled for the tenant"],
            Cause = ("SMTP AUTH is switched off for the whole organisation in Microsoft 365.", "Microsoft 365에서 조직 전체의 SMTP AUTH가 꺼져 있습니다."),
            Remedy =
            [
                ("An administrator turns it on for this mailbox alone: admin.microsoft.com > Users > the user > Mail > Manage email apps > "
                    + "Authenticated SMTP.",
                    "관리자가 이 사서함만 켤 수 있습니다. admin.microsoft.com > 사용자 > 해당 사용자 > 메일 > 전자 메일 앱 관리 > 인증된 SMTP."),
                ("Or for all, in Exchange Online PowerShell: Set-TransportConfig -SmtpClientAuthenticationDisabled $false",
                    "전체를 켜려면 Exchange Online PowerShell에서: Set-TransportConfig -SmtpClientAuthenticationDisabled $false"),
                ("OAuth2 logins over SMTP need the switch too.", "SMTP의 OAuth2 로그인에도 이 설정이 필요합니다."),
            ],
            Link = SmtpAuth,
        },
        new("m365-smtp-auth-off-mailbox")
        {
            Says = ["disabled for the mailbox"],
            Cause = ("SMTP AUTH is switched off for this mailbox in Microsoft 365.", "Microsoft 365에서 이 사서함의 SMTP AUTH가 꺼져 있습니다."),
            Remedy =
            [
                ("An administrator turns it on: admin.microsoft.com > Users > the user > Mail > Manage email apps > Authenticated SMTP. It takes "
                    + "effect after some minutes.",
                    "관리자가 켜야 합니다. admin.microsoft.com > 사용자 > 해당 사용자 > 메일 > 전자 메일 앱 관리 > 인증된 SMTP. 반영되는 데 몇 분 걸립니다."),
            ],
            Link = SmtpAuth,
        },
        new("microsoft-basic-auth-disabled")
        {
            Says = ["basic authentication is disabled"],
            Cause = ("Microsoft no longer accepts a password here, nor an app password.", "Microsoft가 여기서는 비밀번호도 앱 비밀번호도 더 이상 받지 않습니다."),
            Remedy = [("Log in with OAuth2 (XOAUTH2): give an access token instead of a password.", "비밀번호 대신 액세스 토큰을 주어 OAuth2(XOAUTH2)로 로그인하십시오.")],
            Adds = ProviderFacts.Password,
            Link = OAuth,
        },
        new("microsoft-basic-auth-removed")
        {
            Says = ["basic authentication is not supported"],
            Cause = ("Microsoft has removed password logins for sending.", "Microsoft가 발송용 비밀번호 로그인을 없앴습니다."),
            Remedy =
            [
                ("Log in with OAuth2 (XOAUTH2).", "OAuth2(XOAUTH2)로 로그인하십시오."),
                ("A device that only knows passwords: High Volume Email for mail inside the organisation, Azure Communication Services for mail "
                    + "outside, or a relay that speaks OAuth2.",
                    "비밀번호만 쓸 수 있는 장치라면 조직 안은 High Volume Email, 조직 밖은 Azure Communication Services, 또는 OAuth2를 쓰는 릴레이를 거치십시오."),
            ],
            Link = OAuth,
        },
        new("m365-security-defaults")
        {
            Says = ["security defaults"],
            Cause = ("The organisation's security defaults in Microsoft Entra forbid password logins over SMTP.",
                "조직의 Microsoft Entra 보안 기본값이 SMTP 비밀번호 로그인을 막고 있습니다."),
            Remedy =
            [
                ("Log in with OAuth2; that stays allowed.", "OAuth2로 로그인하십시오. OAuth2는 허용됩니다."),
                ("Or the administrator replaces security defaults by Conditional Access policies that leave this one account out.",
                    "또는 관리자가 보안 기본값 대신 이 계정만 제외하는 조건부 액세스 정책을 쓰도록 하십시오."),
            ],
            Link = OAuth,
        },
        new("m365-conditional-access")
        {
            Says = ["did not meet the criteria"],
            Cause = ("A policy of the organisation (Conditional Access, or a block of legacy authentication) refuses this login; the password may "
                + "be right.",
                "조직의 정책(조건부 액세스 또는 레거시 인증 차단)이 이 로그인을 거부합니다. 비밀번호는 맞을 수 있습니다."),
            Remedy =
            [
                ("The administrator finds the reason in the Microsoft Entra admin center > Users > the user > Sign-in logs.",
                    "관리자가 Microsoft Entra 관리 센터 > 사용자 > 해당 사용자 > 로그인 로그에서 이유를 볼 수 있습니다."),
                ("Log in with OAuth2.", "OAuth2로 로그인하십시오."),
                ("If the password may be wrong: log in at https://outlook.office.com to check it.",
                    "비밀번호가 의심되면 https://outlook.office.com 에서 로그인해 확인하십시오."),
            ],
            Link = OAuth,
        },
        new("m365-account-locked")
        {
            Says = ["account locked", "account is locked", "user is locked"],
            Cause = ("The account is locked after too many wrong logins.", "잘못된 로그인이 많아 계정이 잠겼습니다."),
            Remedy =
            [
                ("Stop all programs that try with an old password, and wait.", "옛 비밀번호로 시도하는 프로그램을 모두 멈추고 기다리십시오."),
                ("An administrator can unlock the account.", "관리자가 계정의 잠금을 풀 수 있습니다."),
            ],
        },
        new("m365-login-refused")
        {
            Stages = [SmtpStage.Auth], Codes = [535],
            Cause = ("Microsoft refused the login and does not say which part is wrong.", "Microsoft가 로그인을 거부했고 무엇이 잘못인지는 알려 주지 않습니다."),
            Remedy =
            [
                ("The user name is the mailbox's UPN, usually its full address; a shared mailbox is named as the user while the token belongs to a "
                    + "member.",
                    "사용자 이름은 사서함의 UPN, 보통 전체 주소입니다. 공유 사서함이면 사용자 이름은 공유 사서함, 토큰은 구성원의 것이어야 합니다."),
                ("With a token: it must be fresh, its audience outlook.office365.com or outlook.office.com and its scope SMTP.Send (or .default for "
                    + "a program of its own).",
                    "토큰이라면 유효 기간이 남아 있고 대상이 outlook.office365.com 또는 outlook.office.com, 범위가 SMTP.Send(프로그램 단독이면 .default)여야 합니다."),
                ("A program of its own also needs New-ServicePrincipal, with the object id of the Enterprise application, not of the app "
                    + "registration, and permission on the mailbox.",
                    "프로그램 단독이면 New-ServicePrincipal(앱 등록이 아니라 엔터프라이즈 애플리케이션의 개체 ID)과 사서함 권한도 필요합니다."),
            ],
            Adds = ProviderFacts.Password,
            Link = OAuth,
        },
    ];

    private static ImmutableArray<Rule> Sending =>
    [
        new("m365-not-authenticated")
        {
            Says = ["not authenticated to send"],
            Cause = ("The server wants a login before mail, and there was none or it failed.", "메일을 보내기 전에 로그인이 필요한데 로그인하지 않았거나 실패했습니다."),
            Remedy =
            [
                ("Give a user and a password or token; if they were given, see what the login was answered.",
                    "사용자 이름과 비밀번호 또는 토큰을 주십시오. 이미 주었다면 로그인에 대한 응답을 보십시오."),
            ],
            Adds = ProviderFacts.Password,
            Link = SmtpAuth,
        },
        new("m365-send-as-denied")
        {
            Says = ["permissions to send as", "SendAsDenied", "not allowed to send as"],
            Cause = ("The account that logged in may not send from this address.", "로그인한 계정에는 이 주소로 보낼 권한이 없습니다."),
            Remedy =
            [
                ("Use the mailbox's own address in From and as envelope sender; put the other one into Reply-To.",
                    "From과 봉투 발신자에 사서함의 주소를 쓰고 다른 주소는 Reply-To에 쓰십시오."),
                ("Or an administrator grants Send As: Exchange admin center > Recipients > Mailboxes > the mailbox > Delegation > Send as.",
                    "또는 관리자가 Exchange 관리 센터 > 받는 사람 > 사서함 > 해당 사서함 > 위임 > 다음 사용자로 보내기 권한을 주십시오."),
            ],
            Adds = ProviderFacts.Sender,
            Link = Ndr,
        },
        new("m365-connection-limit")
        {
            Says = ["concurrent connections", "sender thread limit"],
            Cause = ("The mailbox has more connections open than Microsoft 365 allows at once.", "이 사서함의 동시 연결이 Microsoft 365가 허용하는 수보다 많습니다."),
            Remedy =
            [
                ("Use at most three connections at a time for one mailbox, better one, and try again.",
                    "사서함마다 동시 연결을 세 개 이하, 되도록 하나로 하고 다시 시도하십시오."),
            ],
            Adds = ProviderFacts.Limits,
            Link = Limits,
        },
        new("m365-rate-limit")
        {
            Says = ["message submission rate", "exceeded the message limit"],
            Cause = ("The mailbox sends faster than Microsoft 365 allows.", "Microsoft 365가 허용하는 것보다 빠르게 보내고 있습니다."),
            Remedy = [("Send at most 30 messages a minute and try the rest again after a minute.", "1분에 30통 이하로 보내고 나머지는 1분 뒤에 다시 시도하십시오.")],
            Adds = ProviderFacts.Limits,
            Link = Limits,
        },
        new("m365-daily-limit")
        {
            Says =
            [
                "SubmissionQuotaExceeded", "daily limit for message recipients", "daily message limit", "exceeded its daily limit",
                "daily limit for sending",
            ],
            Cause = ("The mailbox or organisation has reached its limit of recipients for 24 hours.", "사서함 또는 조직이 24시간 수신자 한도에 이르렀습니다."),
            Remedy =
            [
                ("Wait until the 24 hours are over; until then every try is refused.", "24시간이 지날 때까지 기다리십시오. 그 전에는 모두 거부됩니다."),
                ("For more mail use a service for bulk mail.", "더 많이 보내야 하면 대량 발송 서비스를 쓰십시오."),
            ],
            Adds = ProviderFacts.Limits,
            Link = Limits,
        },
        new("m365-outbound-blocked")
        {
            Says = ["bad outbound sender", "spam abuse detected", "tenant has exceeded threshold"],
            Cause = ("Microsoft has blocked this account or organisation from sending, because much of its mail looked like spam.",
                "스팸으로 보이는 메일이 많아 Microsoft가 이 계정이나 조직의 발송을 막았습니다."),
            Remedy =
            [
                ("See whether the account was broken into: change its password, look for unknown forwarding rules.",
                    "계정이 도용되었는지 확인하십시오. 비밀번호를 바꾸고 모르는 전달 규칙이 있는지 보십시오."),
                ("An administrator unblocks it at https://security.microsoft.com/restrictedentities.",
                    "관리자가 제한된 엔터티 페이지(https://security.microsoft.com/restrictedentities)에서 풀 수 있습니다."),
            ],
            Link = Ndr,
        },
    ];
}
