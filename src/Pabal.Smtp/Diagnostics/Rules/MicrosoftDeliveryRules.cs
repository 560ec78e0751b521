using System.Collections.Immutable;

namespace Pabal.Smtp.Diagnostics.Rules;

/// <summary>What only Exchange Online (Microsoft 365) and Outlook.com mean when they refuse or put off a message.</summary>
internal static class MicrosoftDeliveryRules
{
    private const string Ndr = "https://learn.microsoft.com/troubleshoot/exchange/email-delivery/ndr/non-delivery-reports-in-exchange-online";
    private const string SenderSupport = "https://sendersupport.olc.protection.outlook.com";

    public static ImmutableArray<Rule> All { get; } =
    [
        new("outlook-authentication-level")
        {
            Enhanced = ["7.515"],
            Cause = ("Outlook.com demands that domains that send much mail (over 5,000 a day) pass SPF and DKIM and have DMARC, and this domain "
                + "does not.",
                "Outlook.com은 하루 5,000통 넘게 보내는 도메인에 SPF와 DKIM 통과와 DMARC를 요구하는데 이 도메인은 충족하지 못했습니다."),
            Remedy =
            [
                ("Make SPF and DKIM both pass, and publish DMARC (p=none is enough) with at least one of them aligned with From.",
                    "SPF와 DKIM이 모두 통과하게 하고 DMARC(p=none이면 충분)를 게시하며, 둘 가운데 하나 이상이 From과 같은 도메인이어야 합니다."),
                ("Check with: pabal check --domain YOUR-DOMAIN", "확인하려면: pabal check --domain 도메인"),
            ],
            Link = "https://techcommunity.microsoft.com/blog/microsoftdefenderforoffice365blog/4399730",
        },
        new("outlook-network-blocked")
        {
            Says = ["on our block list", "(S3140)", "(S3150)"],
            Cause = ("The network this mail comes from is on Outlook.com's block list.", "메일을 보내는 네트워크가 Outlook.com의 차단 목록에 있습니다."),
            Remedy =
            [
                ("Ask to be taken off the list: https://sendersupport.olc.protection.outlook.com > Support request. Have your provider do it where "
                    + "the IP address is theirs.",
                    "https://sendersupport.olc.protection.outlook.com 의 지원 요청에서 해제를 신청하십시오. IP 주소가 호스팅 회사의 것이면 그 회사에 맡기십시오."),
                ("Hold the mail until then.", "그때까지 메일을 보류하십시오."),
            ],
            Link = SenderSupport,
        },
        new("outlook-ip-banned")
        {
            Says = ["banned sending ip", "banned sender"],
            Cause = ("Microsoft 365 has banned the IP address this mail comes from.", "메일을 보내는 IP 주소를 Microsoft 365가 차단했습니다."),
            Remedy =
            [
                ("Have the address taken off at https://sender.office.com, and hold the mail until then.",
                    "https://sender.office.com 에서 해제를 신청하고 그때까지 메일을 보류하십시오."),
            ],
            Link = "https://sender.office.com",
        },
        new("outlook-ip-reputation")
        {
            Says = ["ip reputation", "rate limited due to"],
            Cause = ("Microsoft holds mail from this IP address back because of its reputation.", "평판 때문에 Microsoft가 이 IP 주소의 메일을 제한하고 있습니다."),
            Remedy =
            [
                ("Slow down and try again with growing pauses; a new address must begin with little mail.",
                    "속도를 늦추고 간격을 늘려 가며 다시 시도하십시오. 새 주소는 적은 양부터 시작해야 합니다."),
                ("Watch the address at https://sendersupport.olc.protection.outlook.com/snds.",
                    "https://sendersupport.olc.protection.outlook.com/snds 에서 주소의 상태를 살피십시오."),
            ],
            Link = SenderSupport,
        },
        new("outlook-rate-limited")
        {
            Says = ["(RP-00"],
            Cause = ("Outlook.com limits the rate of mail from this IP address.", "Outlook.com이 이 IP 주소의 발송 속도를 제한하고 있습니다."),
            Remedy = [("Send fewer messages over fewer connections and try again later.", "연결과 메시지 수를 줄이고 나중에 다시 시도하십시오.")],
            Link = SenderSupport,
        },
        new("outlook-server-busy")
        {
            Class = 4, Says = ["server busy"],
            Cause = ("Microsoft's server is busy, or slows this sender down.", "Microsoft 서버가 바쁘거나 이 발신자의 속도를 늦추고 있습니다."),
            Remedy = [("Try again with growing pauses.", "간격을 늘려 가며 다시 시도하십시오.")],
            Link = Ndr,
        },
        new("m365-recipient-unknown")
        {
            Class = 5, Enhanced = ["4.1", "1.10"],
            Cause = ("The organisation has no mailbox of this address.", "조직에 이 주소의 사서함이 없습니다."),
            Remedy =
            [
                ("Check the spelling. If the mailbox was made just now, wait a day or ask its administrator.",
                    "철자를 확인하십시오. 방금 만든 사서함이면 하루 기다리거나 그 관리자에게 문의하십시오."),
            ],
            Link = Ndr,
        },
        new("m365-recipient-restricted")
        {
            Enhanced = ["7.124", "7.133", "7.134", "7.135", "7.136"],
            Cause = ("This mailbox or group takes mail only from members of its organisation or from senders it lists.",
                "이 사서함이나 그룹은 조직 구성원이나 허용된 발신자의 메일만 받습니다."),
            Remedy = [("Ask the recipient's administrator to allow senders from outside.", "수신자의 관리자에게 외부 발신자를 허용해 달라고 하십시오.")],
            Link = Ndr,
        },
        new("m365-dmarc-failed")
        {
            Enhanced = ["7.509"],
            Cause = ("The From domain's DMARC policy says that such mail be refused: neither SPF nor DKIM passed for that domain.",
                "From 도메인의 DMARC 정책이 이런 메일을 거부하게 합니다. 그 도메인으로 SPF도 DKIM도 통과하지 못했습니다."),
            Remedy = [("Sign with DKIM by the From domain, or add this server to its SPF record.", "From 도메인으로 DKIM 서명을 하거나 SPF 레코드에 이 서버를 넣으십시오.")],
            Link = Ndr,
        },
        new("m365-header-malformed")
        {
            Enhanced = ["7.512"],
            Cause = ("The From field breaks RFC 5322 section 3.6.2: it is missing, or has several addresses without a Sender.",
                "From 필드가 RFC 5322 3.6.2절에 맞지 않습니다. 없거나 Sender 없이 주소가 여럿입니다."),
            Remedy = [("Write one From field with one address.", "주소 하나인 From 필드 하나만 쓰십시오.")],
            Link = Ndr,
        },
    ];
}
