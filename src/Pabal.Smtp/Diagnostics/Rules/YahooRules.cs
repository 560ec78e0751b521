using System.Collections.Immutable;

namespace Pabal.Smtp.Diagnostics.Rules;

/// <summary>What only Yahoo and AOL mean by their replies (senders.yahooinc.com/smtp-error-codes).</summary>
internal static class YahooRules
{
    private const string ErrorCodes = "https://senders.yahooinc.com/smtp-error-codes";
    private const string BestPractices = "https://senders.yahooinc.com/best-practices";

    public static ImmutableArray<Rule> All { get; } =
    [
        new("yahoo-login-locked")
        {
            Says = ["too many bad auth attempts", "#AUTH005"],
            Cause = ("There were too many failed logins, most often with the normal password, so Yahoo refuses even a right one for a while.",
                "로그인 실패가 너무 많아 Yahoo가 한동안 올바른 비밀번호도 거부합니다. 일반 비밀번호를 쓴 경우가 가장 많습니다."),
            Remedy = [("Stop trying for some hours, then log in with an app password.", "몇 시간 동안 시도를 멈춘 뒤 앱 비밀번호로 로그인하십시오.")],
            Adds = ProviderFacts.Password,
        },
        new("yahoo-login-refused")
        {
            Stages = [SmtpStage.Auth], Codes = [535],
            Cause = ("Yahoo refused the login; it never takes an account's normal password here.", "Yahoo가 로그인을 거부했습니다. 계정의 일반 비밀번호는 여기서 쓸 수 없습니다."),
            Remedy = [],
            Adds = ProviderFacts.Password,
        },
        new("yahoo-permanently-deferred")
        {
            Class = 5, Says = ["[TSS", "[TS0", "permanently deferred"],
            Cause = ("Yahoo refuses all mail from this IP address because of complaints or volume.", "불만 신고나 발송량 때문에 Yahoo가 이 IP 주소의 모든 메일을 거부합니다."),
            Remedy =
            [
                ("Stop sending to Yahoo until the cause is found: recipients who did not ask for the mail, or a machine that was broken into.",
                    "원인(수신에 동의하지 않은 수신자, 침입당한 컴퓨터 등)을 찾을 때까지 Yahoo로 보내지 마십시오."),
                ("Then ask for help at https://senders.yahooinc.com/contact.", "그런 다음 https://senders.yahooinc.com/contact 에 문의하십시오."),
            ],
            Link = ErrorCodes,
        },
        new("yahoo-deferred")
        {
            Class = 4, Says = ["[TSS", "[TS0", "[IPTS", "temporarily deferred"],
            Cause = ("Yahoo holds mail from this IP address back because of volume or complaints by its users.",
                "발송량이나 사용자들의 불만 신고 때문에 Yahoo가 이 IP 주소의 메일을 미루고 있습니다."),
            Remedy =
            [
                ("Wait some hours, then send slowly.", "몇 시간 기다린 뒤 천천히 보내십시오."),
                ("Send only to people who asked for the mail, and take off those who complain.", "수신에 동의한 사람에게만 보내고 불만을 신고한 사람은 빼십시오."),
            ],
            Link = ErrorCodes,
        },
        new("yahoo-blocklisted")
        {
            Says = ["[BL2"],
            Cause = ("The IP address this mail comes from is on a Spamhaus list, which Yahoo uses.", "메일을 보내는 IP 주소가 Yahoo가 쓰는 Spamhaus 목록에 있습니다."),
            Remedy =
            [
                ("Look the address up at https://check.spamhaus.org, remove the cause and ask to be taken off.",
                    "https://check.spamhaus.org 에서 주소를 조회해 원인을 없애고 해제를 신청하십시오."),
            ],
            Link = "https://check.spamhaus.org",
        },
        new("yahoo-connection-messages")
        {
            Says = ["max message per connection", "max messages per connection"],
            Cause = ("Yahoo takes only so many messages over one connection.", "Yahoo는 한 연결에서 받는 메시지 수를 제한합니다."),
            Remedy = [("Open a new connection and go on at once; 20 messages a connection are safe.", "새 연결을 열어 바로 이어서 보내십시오. 연결당 20통이면 안전합니다.")],
            Link = ErrorCodes,
        },
        new("yahoo-unauthenticated")
        {
            Class = 5, Says = ["unauthenticated", "authentication checks"],
            Cause = ("The mail failed the checks Yahoo demands of every sender: SPF or DKIM, and DMARC for the From domain.",
                "Yahoo가 모든 발신자에게 요구하는 SPF 또는 DKIM, From 도메인의 DMARC를 통과하지 못했습니다."),
            Remedy =
            [
                ("Set SPF, sign with DKIM by the From domain and publish DMARC; check with: pabal check --domain YOUR-DOMAIN",
                    "SPF를 설정하고 From 도메인으로 DKIM 서명을 하며 DMARC를 게시하십시오. 확인하려면: pabal check --domain 도메인"),
            ],
            Link = BestPractices,
        },
        new("yahoo-policy")
        {
            Class = 5, Says = ["[PH01]", "policy reasons", "policy violation"],
            Cause = ("Yahoo refuses the message because of its content, links or sender.", "Yahoo가 내용, 링크 또는 발신자 때문에 메시지를 거부합니다."),
            Remedy =
            [
                ("Look for links to listed or unknown domains and for files that could be dangerous; see that SPF, DKIM and DMARC pass.",
                    "차단 목록에 있거나 낯선 도메인의 링크, 위험할 수 있는 파일을 살피고 SPF, DKIM, DMARC가 통과하는지 확인하십시오."),
            ],
            Link = ErrorCodes,
        },
        new("yahoo-subject-malformed")
        {
            Says = ["invalid subject header"],
            Cause = ("Yahoo can't read the Subject field, perhaps for the way an encoded one is folded.",
                "Yahoo가 Subject 필드를 읽지 못합니다. 인코딩된 제목을 접은 방식 때문일 수 있습니다."),
            Remedy =
            [
                ("Shorten the subject so that it fits on one line, or leave out rare characters, and send again.",
                    "제목을 한 줄에 들어가게 줄이거나 드문 글자를 빼고 다시 보내십시오."),
            ],
        },
        new("yahoo-no-account")
        {
            Class = 5, Says = ["no account", "mailbox not found", "doesn't have a", "mailbox is disabled", "(554.30)"],
            Cause = ("Yahoo has no such account, or it was closed.", "Yahoo에 이런 계정이 없거나 닫혔습니다."),
            Remedy = [("Check the spelling; otherwise take the address off the list.", "철자를 확인하고, 맞다면 목록에서 이 주소를 빼십시오.")],
            Link = ErrorCodes,
        },
    ];
}
