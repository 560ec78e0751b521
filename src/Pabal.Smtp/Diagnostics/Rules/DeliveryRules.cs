using System.Collections.Immutable;

namespace Pabal.Smtp.Diagnostics.Rules;

/// <summary>What goes wrong with recipients, size and content, at any server.</summary>
internal static class DeliveryRules
{
    public static ImmutableArray<Rule> All { get; } = [.. Recipients, .. Sizes, .. Contents];

    private static ImmutableArray<SmtpStage> AfterMail => [SmtpStage.Rcpt, SmtpStage.Data, SmtpStage.Final];

    private static ImmutableArray<Rule> Recipients =>
    [
        new("too-many-recipients")
        {
            Enhanced = ["5.3"], OrSays = ["too many recipients", "recipient limit"],
            Cause = ("The server takes fewer recipients at a time.", "서버가 한 번에 받는 수신자 수를 넘었습니다."),
            Remedy = [("Send to the rest in a further transaction or message.", "나머지 수신자는 따로 보내십시오.")],
            Adds = ProviderFacts.Limits,
        },
        new("recipient-domain-takes-no-mail")
        {
            Class = 5, Enhanced = ["1.10"], OrSays = ["null mx", "nullmx"],
            Cause = ("The recipient's domain has declared that it takes no mail (null MX, RFC 7505).",
                "수신자의 도메인이 메일을 받지 않는다고 선언했습니다(null MX, RFC 7505)."),
            Remedy = [("Check the part after the @; otherwise take the address off the list.", "@ 뒤를 확인하고, 맞다면 목록에서 이 주소를 빼십시오.")],
        },
        new("recipient-mailbox-full")
        {
            Stages = AfterMail, Enhanced = ["2.2"],
            OrSays =
            [
                "mailbox full", "mailbox is full", "over quota", "overquota", "quota exceeded", "exceeded quota", "exceeds quota", "out of storage",
                "not enough storage", "mailfolder is full",
            ],
            Cause = ("The recipient's mailbox is full.", "수신자의 메일함이 가득 찼습니다."),
            Remedy = [("Try again in some hours or days, or tell the recipient another way.", "몇 시간이나 며칠 뒤 다시 시도하거나 다른 방법으로 수신자에게 알리십시오.")],
        },
        new("recipient-disabled")
        {
            Stages = AfterMail, Class = 5, Enhanced = ["2.1"],
            Cause = ("The recipient's mailbox is switched off or no longer in use.", "수신자의 메일함이 중지되었거나 쓰이지 않습니다."),
            Remedy = [("Take the address off the list; tell the recipient another way.", "목록에서 이 주소를 빼고 다른 방법으로 수신자에게 알리십시오.")],
        },
        new("recipient-moved")
        {
            Stages = AfterMail, Class = 5, Enhanced = ["1.6"],
            Cause = ("The mailbox has moved or was closed.", "메일함이 옮겨졌거나 닫혔습니다."),
            Remedy = [("Ask for the new address.", "새 주소를 확인하십시오.")],
        },
        new("recipient-domain-unknown")
        {
            Stages = AfterMail, Enhanced = ["1.2"], OrSays = ["domain not found", "unknown domain", "host unknown"],
            Cause = ("The recipient's domain does not exist, or can't be found in DNS.", "수신자의 도메인이 없거나 DNS에서 찾을 수 없습니다."),
            Remedy = [("Check the part after the @.", "@ 뒤의 철자를 확인하십시오.")],
        },
        new("recipient-malformed")
        {
            Stages = [SmtpStage.Rcpt], Class = 5, Enhanced = ["1.3"],
            Cause = ("The server does not accept the form of the recipient's address.", "서버가 수신자 주소의 형식을 받지 않습니다."),
            Remedy = [("Check the address: no spaces, exactly one @, a full domain.", "주소에 빈칸이 없고 @가 하나이며 도메인이 완전한지 확인하십시오.")],
        },
        new("recipient-unknown")
        {
            Stages = AfterMail, Class = 5, Enhanced = ["1.1"],
            OrSays =
            [
                "user unknown", "unknown user", "no such user", "no such recipient", "no such mailbox", "no mailbox", "does not exist",
                "doesn't exist", "recipient not found", "user not found", "mailbox not found",
                "mailbox unavailable", "mailbox not available", "unknown recipient", "recipient unknown", "unknown local", "invalid recipient",
                "invalid mailbox", "address unknown", "not a valid mailbox", "account not found",
                "unrouteable address", "unroutable address", "address rejected: undeliverable",
            ],
            Cause = ("There is no such mailbox.", "그런 메일함이 없습니다."),
            Remedy = [("Check the spelling; otherwise take the address off the list.", "철자를 확인하고, 맞다면 목록에서 이 주소를 빼십시오.")],
        },
        new("recipient-needs-utf8")
        {
            Enhanced = ["6.7", "6.8", "6.9", "6.10"], OrSays = ["smtputf8"],
            Cause = ("An address or header has letters beyond ASCII, and this server does not do SMTPUTF8.",
                "ASCII가 아닌 글자가 주소나 헤더에 있는데 이 서버는 SMTPUTF8을 지원하지 않습니다."),
            Remedy = [("Use an address of ASCII letters; ask the recipient for one.", "ASCII로 된 주소를 쓰십시오. 수신자에게 그런 주소를 물어보십시오.")],
        },
        new("mail-loop")
        {
            Enhanced = ["4.6"], OrSays = ["too many hops", "mail loop", "loops back"],
            Cause = ("The mail goes round in circles between servers: a forward leads back to where it came from.",
                "메일이 서버 사이를 맴돌고 있습니다. 전달 설정이 원래 자리로 되돌립니다."),
            Remedy = [("Remove one of the forwards; check the MX record of the recipient's domain.", "전달 설정 하나를 없애고 수신자 도메인의 MX 레코드를 확인하십시오.")],
        },
    ];

    private static ImmutableArray<Rule> Sizes =>
    [
        new("message-too-big")
        {
            Class = 5, Enhanced = ["3.4", "2.3"],
            OrSays =
            [
                "too large", "too big", "size exceeds", "exceeds size", "exceeded size", "size limit", "maximum size", "max message size",
                "message size", "exceeds fixed maximum", "exceeds maximum",
            ],
            Cause = ("The message is bigger than the server or the mailbox takes.", "메시지가 서버나 메일함이 받는 크기보다 큽니다."),
            Remedy = [("Make the attachments smaller (they grow by about 37 % on the way), or send links.", "첨부를 줄이거나(변환하면 약 37% 커집니다) 링크로 보내십시오.")],
        },
        new("server-storage-full")
        {
            Enhanced = ["3.1"],
            OrSays = ["insufficient system storage", "insufficient disk", "no space left", "disk full"],
            Cause = ("The server itself has no room left.", "서버의 저장 공간이 모자랍니다."),
            Remedy = [("Try again later; if the server is yours, free some disk space.", "나중에 다시 시도하십시오. 자신의 서버라면 디스크 공간을 확보하십시오.")],
        },
    ];

    private static ImmutableArray<Rule> Contents =>
    [
        new("virus-found")
        {
            Class = 5, Says = ["virus", "malware", "infected", "trojan"],
            Cause = ("The server's scanner found what it takes for a virus.", "서버의 검사 프로그램이 바이러스로 판단했습니다."),
            Remedy = [("Scan the attachments. If they are clean, send a link instead.", "첨부를 검사하십시오. 이상이 없으면 링크로 보내십시오.")],
        },
        new("attachment-refused")
        {
            Class = 5, Says = ["attachment", "file type", "executable", "banned file"],
            Cause = ("The server refuses a file in the message for its type or name.", "서버가 파일의 종류나 이름 때문에 메시지를 거부합니다."),
            Remedy = [("Leave the file out and share it by a link.", "파일을 빼고 링크로 공유하십시오.")],
        },
        new("line-too-long")
        {
            Class = 5, Says = ["line too long", "line length", "lines longer", "bare lf", "bare linefeed", "bare newline", "bare cr", "<cr><lf>"],
            Cause = ("The message has lines over 998 octets or line ends that are not CRLF, which RFC 5321 forbids.",
                "메시지에 998옥텟을 넘는 줄이나 CRLF가 아닌 줄 끝이 있습니다(RFC 5321 위반)."),
            Remedy =
            [
                ("Messages composed by Pabal have neither; a raw .eml must be encoded anew. See what is wrong with: pabal show FILE --lint",
                    "Pabal이 만든 메시지에는 없습니다. 직접 쓴 .eml이라면 다시 인코딩하십시오. 확인하려면: pabal show 파일 --lint"),
            ],
        },
        new("content-not-convertible")
        {
            Class = 5, Enhanced = ["6.1", "6.3"],
            Cause = ("The server can't take or convert the encoding of the content, such as 8-bit or binary.",
                "서버가 본문의 인코딩(8비트, 이진 등)을 받거나 변환할 수 없습니다."),
            Remedy =
            [
                ("Encode the parts as quoted-printable or base64, as messages composed by Pabal are.",
                    "각 부분을 quoted-printable이나 base64로 인코딩하십시오. Pabal이 만든 메시지는 이미 그렇습니다."),
            ],
        },
        new("header-malformed")
        {
            Stages = [SmtpStage.Data, SmtpStage.Final], Class = 5,
            Says =
            [
                "message-id", "header", "rfc 5322", "rfc5322", "rfc 2822", "rfc2822", "rfc 822", "mime error", "malformed", "not rfc",
                "invalid subject",
            ],
            Cause = ("The server does not accept the form of the message or one of its header fields.", "서버가 메시지나 헤더 필드의 형식을 받지 않습니다."),
            Remedy =
            [
                ("There must be one From and Date and one Message-ID, and non-ASCII text in encoded words. See what is wrong with: pabal show FILE --lint",
                    "From, Date, Message-ID가 하나씩 있어야 하고 ASCII가 아닌 글자는 encoded-word여야 합니다. 확인하려면: pabal show 파일 --lint"),
            ],
        },
        new("content-taken-for-spam")
        {
            Stages = [SmtpStage.Mail, .. AfterMail], Class = 5,
            Says =
            [
                "spam", "unsolicited", "bulk mail", "junk", "reputation", "content rejected", "message content", "content filter", "phish",
                "suspicious",
            ],
            Cause = ("The server takes the message or its sender for spam.", "서버가 메시지나 발신자를 스팸으로 판단했습니다."),
            Remedy =
            [
                ("See that SPF, DKIM and DMARC pass: pabal check --domain YOUR-DOMAIN", "SPF, DKIM, DMARC가 통과하는지 확인하십시오: pabal check --domain 도메인"),
                ("Look at the content: links to unknown or shortened addresses, a text that is one image.",
                    "내용을 살펴보십시오. 낯선 주소나 단축 주소의 링크, 이미지 하나뿐인 본문이 원인일 수 있습니다."),
                ("Ask the recipient to put the sender on their list of wanted senders.", "수신자에게 발신자를 허용 목록에 넣어 달라고 하십시오."),
            ],
        },
    ];
}
