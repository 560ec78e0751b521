using System.Collections.Immutable;

namespace Pabal.Smtp.Diagnostics.Rules;

/// <summary>What receivers everywhere refuse or put off for who sends, how much, and from where.</summary>
internal static class PolicyRules
{
    public static ImmutableArray<Rule> All { get; } = [.. Rates, .. Reputation];

    private static ImmutableArray<Rule> Rates =>
    [
        new("greylisted")
        {
            Class = 4, Says = ["greylist", "graylist", "grey-list", "grey list", "gray list", "postgrey"],
            Cause = ("The server puts off mail from senders it does not know yet (greylisting); this is meant to pass.",
                "서버가 처음 보는 발신자의 메일을 잠시 미룹니다(그레이리스팅). 시간이 지나면 받습니다."),
            Remedy =
            [
                ("Try again after 5 to 15 minutes from the same IP address with the same sender and recipient.",
                    "5~15분 뒤 같은 IP 주소에서 같은 발신자와 수신자로 다시 시도하십시오."),
            ],
        },
        new("daily-limit")
        {
            Says =
            [
                "daily limit", "daily quota", "daily sending", "daily message", "daily user", "per day", "sending quota", "sending limit",
                "quota for the day", "credits exceeded", "monthly limit", "monthly quota",
                "hourly limit", "per hour",
            ],
            Cause = ("The account has sent as much as it may for now.", "이 계정이 지금 보낼 수 있는 양을 모두 보냈습니다."),
            Remedy =
            [
                ("Wait until the period is over, usually 24 hours; trying earlier does not help.", "기간(보통 24시간)이 지날 때까지 기다리십시오. 더 일찍 시도해도 소용없습니다."),
                ("For more mail take a larger plan or a service for bulk mail.", "더 많이 보내야 하면 요금제를 올리거나 대량 발송 서비스를 쓰십시오."),
            ],
            Adds = ProviderFacts.Limits,
        },
        new("too-many-connections")
        {
            Says =
            [
                "too many connections", "too many concurrent", "concurrent connections", "connection limit", "too many sessions",
                "connections from your",
            ],
            Cause = ("More connections are open to the server than it allows at once.", "서버가 허용하는 것보다 많은 연결이 동시에 열려 있습니다."),
            Remedy = [("Use fewer connections, send several messages over each, and try again.", "연결을 줄이고 한 연결로 여러 통을 보내며 다시 시도하십시오.")],
            Adds = ProviderFacts.Limits,
        },
        new("too-many-messages-on-connection")
        {
            Says = ["per connection", "messages in this session", "messages per session", "too many messages in", "too much mail in this"],
            Cause = ("The server takes only so many messages over one connection.", "서버가 한 연결에서 받는 메시지 수를 제한합니다."),
            Remedy = [("Open a new connection and go on.", "새 연결을 열어 이어서 보내십시오.")],
            Adds = ProviderFacts.Limits,
        },
        new("rate-limited")
        {
            Says =
            [
                "rate limit", "ratelimit", "rate-limit", "throttl", "too many messages", "too many emails", "too many mails", "too quickly",
                "too fast", "slow down", "rate exceeded", "sending rate", "try again slower",
                "excessive rate", "unusual rate", "too much mail", "deferred due to", "temporarily deferred", "sending too", "message rate",
            ],
            Cause = ("The server limits how fast it takes mail from this sender or network.", "서버가 이 발신자나 네트워크에서 오는 메일의 속도를 제한하고 있습니다."),
            Remedy =
            [
                ("Send more slowly, over one or two connections, and try the rest again with growing pauses.",
                    "연결을 한두 개로 줄여 천천히 보내고 나머지는 간격을 늘려 가며 다시 시도하십시오."),
            ],
            Adds = ProviderFacts.Limits,
        },
    ];

    private static ImmutableArray<Rule> Reputation =>
    [
        new("blocklisted")
        {
            Says =
            [
                "spamhaus", "spamcop", "barracuda", "sorbs", "abuseat", "uceprotect", "dnsbl", " rbl", "(rbl", "blocklist", "block list", "blacklist",
                "black list", "blocked using", "listed at", "listed by", "is listed", "denylist",
            ],
            Cause = ("The IP address or domain this mail comes from is on a block list.", "메일을 보내는 IP 주소나 도메인이 차단 목록에 있습니다."),
            Remedy =
            [
                ("Look the address up on the list named in the reply, remove the cause (a machine that sends spam), and ask to be taken off.",
                    "응답에 적힌 목록에서 주소를 조회해 원인(스팸을 보내는 컴퓨터)을 없애고 해제를 신청하십시오."),
                ("From a home line or a new cloud machine, send through a provider's submission server (port 587 or 465) instead of directly.",
                    "가정용 회선이나 새 클라우드 서버라면 직접 보내지 말고 메일 서비스의 발송 서버(587 또는 465 포트)를 쓰십시오."),
            ],
            Link = "https://check.spamhaus.org",
        },
        new("reverse-dns-missing")
        {
            Enhanced = ["7.25"],
            OrSays =
            [
                "reverse dns", "rdns", "ptr record", "reverse lookup", "reverse hostname", "cannot find your hostname", "cannot find your reverse",
                "no ptr", "fcrdns",
            ],
            Cause = ("The IP address this mail comes from has no reverse DNS name, or not one the server accepts.",
                "메일을 보내는 IP 주소에 역방향 DNS 이름이 없거나 서버가 받아들이지 않는 이름입니다."),
            Remedy =
            [
                ("Have whoever owns the IP address set a PTR record, and an A or AAAA record of that name back to the address.",
                    "IP 주소를 관리하는 곳에 PTR 레코드를 요청하고, 그 이름의 A 또는 AAAA 레코드가 이 주소를 가리키게 하십시오."),
                ("Say the same name in EHLO (?name=).", "EHLO에서도 같은 이름(?name=)을 쓰십시오."),
                ("From a home line, send through a provider's submission server instead of directly.", "가정용 회선이라면 직접 보내지 말고 메일 서비스의 발송 서버를 쓰십시오."),
            ],
        },
        new("hello-name-refused")
        {
            Codes = [501, 504, 521, 550, 553, 554], Says = ["helo", "ehlo"],
            Cause = ("The server does not accept the name said in EHLO.", "서버가 EHLO에서 말한 이름을 받지 않습니다."),
            Remedy =
            [
                ("Give this machine's full domain name, one that DNS knows: ?name=mail.example.com.",
                    "DNS에 등록된 이 컴퓨터의 완전한 도메인 이름을 쓰십시오: ?name=mail.example.com"),
            ],
        },
        new("address-refused-at-greeting")
        {
            Stages = [SmtpStage.Connect, SmtpStage.Greeting, SmtpStage.Ehlo], Class = 5,
            Cause = ("The server refuses to talk to this IP address, or takes no mail at all.", "서버가 이 IP 주소를 거부하거나 메일을 전혀 받지 않습니다."),
            Remedy =
            [
                ("From a home line or cloud machine, send through a provider's submission server (port 587 or 465).",
                    "가정용 회선이나 클라우드 서버라면 메일 서비스의 발송 서버(587 또는 465 포트)를 쓰십시오."),
                ("Otherwise ask the server's operator, and look the address up at https://check.spamhaus.org.",
                    "그 밖에는 서버 운영자에게 묻고 https://check.spamhaus.org 에서 주소를 조회하십시오."),
            ],
        },
    ];
}
