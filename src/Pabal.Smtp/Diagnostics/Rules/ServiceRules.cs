using System.Collections.Immutable;

namespace Pabal.Smtp.Diagnostics.Rules;

/// <summary>What only these sending services mean by their replies.</summary>
internal static class ServiceRules
{
    private const string SesErrors = "https://docs.aws.amazon.com/ses/latest/dg/troubleshoot-smtp.html";

    public static ImmutableArray<Rule> AmazonSes { get; } =
    [
        new("ses-credentials")
        {
            Stages = [SmtpStage.Auth], Codes = [535],
            Cause = ("Amazon SES does not know these credentials; AWS access keys, or SMTP credentials of another region, are the usual reason.",
                "Amazon SES가 모르는 자격 증명입니다. AWS 액세스 키나 다른 리전의 SMTP 자격 증명을 쓴 경우가 많습니다."),
            Remedy = [("Credentials made just now may need a minute before they work.", "방금 만든 자격 증명은 1분쯤 지나야 쓸 수 있기도 합니다.")],
            Adds = ProviderFacts.Password,
        },
        new("ses-address-unverified")
        {
            Says = ["address is not verified", "not verified"],
            Cause = ("The sender, or in the sandbox also the recipient, is not verified in this region.",
                "발신자가 이 리전에서 검증되지 않았습니다. 샌드박스에서는 수신자도 검증되어야 합니다."),
            Remedy =
            [
                ("In the SES console of this region, verify the domain or address: Configuration > Identities.",
                    "이 리전의 SES 콘솔 Configuration > Identities에서 도메인이나 주소를 검증하십시오."),
                ("To write to anybody, ask for production access: Account dashboard > Request production access.",
                    "누구에게나 보내려면 Account dashboard > Request production access로 샌드박스 해제를 신청하십시오."),
            ],
            Link = "https://docs.aws.amazon.com/ses/latest/dg/request-production-access.html",
        },
        new("ses-daily-quota")
        {
            Says = ["daily message quota", "daily sending quota"],
            Cause = ("The account has sent its quota for 24 hours in this region.", "이 리전에서 24시간 발송 한도를 모두 썼습니다."),
            Remedy = [("Wait, or ask for a higher quota: Service Quotas > Amazon SES.", "기다리거나 Service Quotas > Amazon SES에서 한도 상향을 요청하십시오.")],
            Link = "https://docs.aws.amazon.com/ses/latest/dg/manage-sending-quotas.html",
        },
        new("ses-throttled")
        {
            Says = ["throttling", "maximum sending rate"],
            Cause = ("Mail is sent faster than the account's rate in this region.", "이 리전의 계정에 허용된 속도보다 빠르게 보내고 있습니다."),
            Remedy =
            [
                ("Slow down and try again with growing pauses: 5, 10, 30 seconds, then 20 minutes.",
                    "속도를 늦추고 5초, 10초, 30초, 20분으로 간격을 늘려 가며 다시 시도하십시오."),
            ],
            Link = "https://docs.aws.amazon.com/ses/latest/dg/manage-sending-quotas.html",
        },
        new("ses-connection-limit")
        {
            Says = ["too many concurrent"],
            Cause = ("More connections are open to Amazon SES than it allows at once.", "Amazon SES가 허용하는 것보다 많은 연결이 동시에 열려 있습니다."),
            Remedy = [("Use fewer connections and send several messages over each.", "연결을 줄이고 한 연결로 여러 통을 보내십시오.")],
            Link = SesErrors,
        },
        new("ses-not-authorized")
        {
            Says = ["not authorized to perform"],
            Cause = ("The credentials are right, but their IAM user may not send (ses:SendRawEmail).",
                "자격 증명은 맞지만 그 IAM 사용자에게 발송 권한(ses:SendRawEmail)이 없습니다."),
            Remedy =
            [
                ("Give that IAM user a policy that allows ses:SendRawEmail for the sender's identity.",
                    "그 IAM 사용자에게 발신자 ID에 대한 ses:SendRawEmail을 허용하는 정책을 주십시오."),
            ],
            Link = SesErrors,
        },
        new("ses-temporary")
        {
            Codes = [451], Says = ["temporary service failure"],
            Cause = ("Amazon SES could not handle the request just now.", "Amazon SES가 지금 요청을 처리하지 못했습니다."),
            Remedy = [("Try again with growing pauses.", "간격을 늘려 가며 다시 시도하십시오.")],
            Link = SesErrors,
        },
    ];

    public static ImmutableArray<Rule> SendGrid { get; } =
    [
        new("sendgrid-login-refused")
        {
            Stages = [SmtpStage.Auth], Codes = [535],
            Cause = ("SendGrid refused the login: the user name must be the word apikey and the password a valid key.",
                "SendGrid가 로그인을 거부했습니다. 사용자 이름은 apikey라는 단어, 비밀번호는 유효한 키여야 합니다."),
            Remedy = [],
            Adds = ProviderFacts.Password,
        },
        new("sendgrid-sender-identity")
        {
            Says = ["verified sender identity"],
            Cause = ("The From address is not a verified sender of this SendGrid account.", "From 주소가 이 SendGrid 계정에서 검증된 발신자가 아닙니다."),
            Remedy =
            [
                ("Settings > Sender Authentication: authenticate the domain, or verify the single address.",
                    "Settings > Sender Authentication에서 도메인을 인증하거나 주소를 검증하십시오."),
            ],
            Link = "https://www.twilio.com/docs/sendgrid/for-developers/sending-email/sender-identity",
        },
        new("sendgrid-credits")
        {
            Says = ["maximum credits exceeded"],
            Cause = ("The SendGrid plan's messages are used up.", "SendGrid 요금제의 발송량을 모두 썼습니다."),
            Remedy = [("Wait for the next period or take a larger plan.", "다음 기간을 기다리거나 요금제를 올리십시오.")],
            Link = "https://app.sendgrid.com/account/billing",
        },
    ];

    public static ImmutableArray<Rule> Brevo { get; } =
    [
        new("brevo-ip-unauthorized")
        {
            Says = ["unauthorized ip"],
            Cause = ("Brevo takes logins only from IP addresses listed in the account, and this machine's is not.",
                "Brevo는 계정에 등록된 IP 주소에서만 로그인을 받는데 이 컴퓨터의 주소가 없습니다."),
            Remedy =
            [
                ("Open https://app.brevo.com/security/authorised_ips and add this machine's public address for SMTP, which has a switch of its own beside that for the API.",
                    "https://app.brevo.com/security/authorised_ips 에서 이 컴퓨터의 공인 주소를 SMTP용으로 등록하십시오. API와는 설정이 따로입니다."),
            ],
            Link = "https://app.brevo.com/security/authorised_ips",
        },
        new("brevo-login-refused")
        {
            Stages = [SmtpStage.Auth], Codes = [535],
            Cause = ("Brevo refused the login: it wants the SMTP login and an SMTP key, not the account's address or an API key.",
                "Brevo가 로그인을 거부했습니다. 계정 주소나 API 키가 아니라 SMTP 로그인과 SMTP 키가 필요합니다."),
            Remedy = [],
            Adds = ProviderFacts.Password,
        },
        new("brevo-not-activated")
        {
            Says = ["not yet activated", "not activated"],
            Cause = ("Sending is not yet activated for this Brevo account.", "이 Brevo 계정의 발송이 아직 활성화되지 않았습니다."),
            Remedy =
            [
                ("Complete the account's profile and ask Brevo's support to activate transactional mail.",
                    "계정 정보를 채우고 Brevo 지원팀에 트랜잭션 메일 활성화를 요청하십시오."),
            ],
        },
    ];

    public static ImmutableArray<Rule> Mailgun { get; } =
    [
        new("mailgun-sandbox")
        {
            Says = ["sandbox", "authorized recipients"],
            Cause = ("A Mailgun sandbox domain sends only to recipients that were authorized, five at most.",
                "Mailgun 샌드박스 도메인은 미리 허용한 수신자(최대 5명)에게만 보냅니다."),
            Remedy =
            [
                ("Add the recipient on the sandbox domain's page under Authorized Recipients, or send from a domain of your own.",
                    "샌드박스 도메인 화면의 Authorized Recipients에 수신자를 추가하거나 자신의 도메인으로 보내십시오."),
            ],
            Link = "https://help.mailgun.com/hc/en-us/articles/217531258",
        },
    ];

    public static ImmutableArray<Rule> Resend { get; } =
    [
        new("resend-testing-only")
        {
            Says = ["only send testing emails"],
            Cause = ("Without a verified domain Resend sends only to the address of the account.", "도메인을 검증하기 전에는 Resend가 계정의 주소로만 보냅니다."),
            Remedy = [("Verify a domain at https://resend.com/domains and use it in From.", "https://resend.com/domains 에서 도메인을 검증하고 From에 쓰십시오.")],
            Link = "https://resend.com/domains",
        },
    ];
}
