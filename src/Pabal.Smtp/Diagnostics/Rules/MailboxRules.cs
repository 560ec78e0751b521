using System.Collections.Immutable;

namespace Pabal.Smtp.Diagnostics.Rules;

/// <summary>What only these mailbox providers mean by their replies. Of Daum, Kakao, Nate and others no reliable sample is known:
/// the common rules serve them, with the provider's facts.</summary>
internal static class MailboxRules
{
    private const string ApplePostmaster = "https://support.apple.com/102322";

    public static ImmutableArray<Rule> Naver { get; } =
    [
        new("naver-login-refused")
        {
            Stages = [SmtpStage.Auth], Codes = [535],
            Cause = ("Naver refused the login and does not say why: the normal password was used, two-step verification is off, or POP3/SMTP is "
                + "switched off in the mailbox.",
                "네이버가 로그인을 거부했고 이유는 알려 주지 않습니다. 일반 비밀번호를 썼거나, 2단계 인증이 꺼져 있거나, 메일 환경설정에서 POP3/SMTP가 꺼져 있는 경우입니다."),
            Remedy =
            [
                ("Go through all of the following; any one of them that is missing leads to this same answer.",
                    "아래를 모두 확인하십시오. 하나만 빠져도 같은 응답이 나옵니다."),
            ],
            Adds = ProviderFacts.Password,
        },
        new("naver-sender-unauthorized")
        {
            Says = ["sender address is unauthorized"],
            Cause = ("Naver sends only from the address that logs in, and this sender is another.", "네이버는 로그인한 계정의 주소로만 보내는데 발신자 주소가 다릅니다."),
            Remedy =
            [
                ("Use your own @naver.com address in From and as envelope sender; put the other one into Reply-To.",
                    "From과 봉투 발신자에 본인의 @naver.com 주소를 쓰고, 다른 주소는 Reply-To에 쓰십시오."),
            ],
        },
    ];

    public static ImmutableArray<Rule> Apple { get; } =
    [
        new("icloud-unauthenticated")
        {
            Says = ["[HME1]"],
            Cause = ("The mail passed neither SPF nor DKIM, which Apple demands.", "Apple이 요구하는 SPF와 DKIM을 모두 통과하지 못했습니다."),
            Remedy =
            [
                ("Add the sending server to the SPF record and sign with DKIM by the From domain.",
                    "SPF 레코드에 보내는 서버를 넣고 From 도메인으로 DKIM 서명을 하십시오."),
            ],
            Link = ApplePostmaster,
        },
        new("icloud-local-policy")
        {
            Says = ["[CS01]"],
            Cause = ("Apple's policy refuses this message, most often for its content or the sender's reputation.",
                "Apple의 정책이 이 메시지를 거부합니다. 내용이나 발신자의 평판 때문인 경우가 많습니다."),
            Remedy =
            [
                ("See that SPF, DKIM and DMARC pass, then write to icloudadmin@apple.com with the full reply.",
                    "SPF, DKIM, DMARC가 통과하는지 확인한 뒤 응답 전체를 적어 icloudadmin@apple.com 으로 문의하십시오."),
            ],
            Link = ApplePostmaster,
        },
        new("icloud-excessive-volume")
        {
            Class = 4, Says = ["excessive volume", "[HCM1]"],
            Cause = ("Apple holds mail from this IP address back for its volume.", "발송량 때문에 Apple이 이 IP 주소의 메일을 미루고 있습니다."),
            Remedy =
            [
                ("Use fewer connections, a few messages over each, and try again with growing pauses.",
                    "연결과 연결당 메시지 수를 줄이고 간격을 늘려 가며 다시 시도하십시오."),
            ],
            Link = ApplePostmaster,
        },
        new("icloud-daily-limit")
        {
            Says = ["daily sending limit"],
            Cause = ("The iCloud account has sent as much as it may in a day.", "iCloud 계정이 하루에 보낼 수 있는 양을 모두 보냈습니다."),
            Remedy = [("Send the rest tomorrow; for more mail use a service for bulk mail.", "나머지는 내일 보내십시오. 더 많이 보내야 하면 대량 발송 서비스를 쓰십시오.")],
            Adds = ProviderFacts.Limits,
            Link = "https://support.apple.com/102198",
        },
    ];

    public static ImmutableArray<Rule> Zoho { get; } =
    [
        new("zoho-login-refused")
        {
            Stages = [SmtpStage.Auth], Codes = [535],
            Cause = ("Zoho refused the login: wrong password, the server of another region, or two-factor authentication without an app password.",
                "Zoho가 로그인을 거부했습니다. 비밀번호가 틀렸거나, 다른 지역의 서버이거나, 2단계 인증을 쓰면서 앱 비밀번호를 쓰지 않은 경우입니다."),
            Remedy = [],
            Adds = ProviderFacts.Password,
        },
        new("zoho-sender-not-alias")
        {
            Says = ["relaying disallowed", "relaying issues"],
            Cause = ("Zoho sends only from the account's address or one of its aliases.", "Zoho는 계정의 주소나 별칭으로만 보냅니다."),
            Remedy =
            [
                ("Use such an address in From and as envelope sender, or add this one as an alias: Zoho Mail > Settings > Send Mail As.",
                    "From과 봉투 발신자에 그런 주소를 쓰거나, Zoho Mail > Settings > Send Mail As에 이 주소를 추가하십시오."),
            ],
            Link = "https://www.zoho.com/mail/help/zoho-smtp.html",
        },
        new("zoho-unusual-activity")
        {
            Says = ["unusual sending activity"],
            Cause = ("Zoho has blocked the account from sending for unusual activity.", "비정상적인 활동 때문에 Zoho가 계정의 발송을 막았습니다."),
            Remedy =
            [
                ("Unblock it at https://mail.zoho.com/UnblockMe (of your region), and send more slowly.",
                    "해당 지역의 https://mail.zoho.com/UnblockMe 에서 풀고 더 천천히 보내십시오."),
            ],
            Link = "https://www.zoho.com/mail/help/zoho-smtp.html",
        },
    ];

    public static ImmutableArray<Rule> Yandex { get; } =
    [
        new("yandex-access-off")
        {
            Says = ["does not have access rights"],
            Cause = ("Access by mail programs is switched off in this mailbox, or the normal password was used.",
                "이 메일함에서 메일 프로그램의 접근이 꺼져 있거나 일반 비밀번호를 썼습니다."),
            Remedy = [],
            Adds = ProviderFacts.Password,
        },
    ];
}
