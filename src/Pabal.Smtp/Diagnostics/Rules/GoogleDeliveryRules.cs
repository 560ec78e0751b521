using System.Collections.Immutable;

namespace Pabal.Smtp.Diagnostics.Rules;

/// <summary>What only Gmail and Google Workspace mean when they refuse or put off a message (support.google.com/a/answer/3726730).</summary>
internal static class GoogleDeliveryRules
{
    private const string SenderGuidelines = "https://support.google.com/a/answer/81126";

    public static ImmutableArray<Rule> All { get; } =
    [
        new("gmail-recipient-rate")
        {
            Says = ["receiving mail too quickly", "receiving mail at a rate"],
            Cause = ("The recipient gets more mail at the moment than Gmail lets in.", "수신자가 지금 Gmail이 허용하는 것보다 많은 메일을 받고 있습니다."),
            Remedy = [("Try again later, with growing pauses.", "간격을 늘려 가며 나중에 다시 시도하십시오.")],
        },
        new("gmail-same-message-id")
        {
            Says = ["same message-id"],
            Cause = ("Many messages with one and the same Message-ID were sent.", "Message-ID가 같은 메시지를 많이 보냈습니다."),
            Remedy =
            [
                ("Give every message a Message-ID of its own; keep it only when the very same message is tried again.",
                    "메시지마다 고유한 Message-ID를 쓰십시오. 같은 메시지를 다시 시도할 때만 그대로 두십시오."),
            ],
        },
        new("gmail-unsolicited-rate")
        {
            Says = ["unusual rate of"],
            Cause = ("Google sees an unusual amount of unwanted mail from this IP address or domain and holds it back.",
                "Google이 이 IP 주소나 도메인에서 원치 않는 메일이 비정상적으로 많다고 보고 막고 있습니다."),
            Remedy =
            [
                ("Slow down, send only to people who asked for the mail, and try again with growing pauses.",
                    "속도를 늦추고, 수신에 동의한 사람에게만 보내며, 간격을 늘려 가며 다시 시도하십시오."),
                ("See that SPF, DKIM and DMARC pass, and watch the domain at https://postmaster.google.com.",
                    "SPF, DKIM, DMARC가 통과하는지 확인하고 https://postmaster.google.com 에서 도메인의 평판을 살피십시오."),
            ],
            Link = SenderGuidelines,
        },
        new("gmail-rate-limited")
        {
            Enhanced = ["7.28"],
            Cause = ("Google limits the rate of mail from this sender.", "Google이 이 발신자의 발송 속도를 제한하고 있습니다."),
            Remedy = [("Slow down and try again with growing pauses.", "속도를 늦추고 간격을 늘려 가며 다시 시도하십시오.")],
            Link = SenderGuidelines,
        },
        new("gmail-spf-entry")
        {
            Enhanced = ["7.24"],
            Cause = ("The SPF record of the sender's domain can't be evaluated, or this server is not in it.",
                "보내는 도메인의 SPF 레코드를 해석할 수 없거나 이 서버가 들어 있지 않습니다."),
            Remedy =
            [
                ("Correct the domain's SPF TXT record: one record only, at most 10 DNS lookups, with the sending server in it.",
                    "도메인의 SPF TXT 레코드를 바로잡으십시오. 하나만 두고, DNS 조회는 10번 이하이며, 보내는 서버가 들어 있어야 합니다."),
            ],
            Link = SenderGuidelines,
        },
        new("gmail-unauthenticated")
        {
            Enhanced = ["7.26"],
            Cause = ("Gmail takes mail only from authenticated senders: neither SPF nor DKIM passed, or DMARC failed.",
                "Gmail은 인증된 발신자의 메일만 받습니다. SPF와 DKIM이 모두 통과하지 못했거나 DMARC가 실패했습니다."),
            Remedy =
            [
                ("Add the sending server to the SPF record of the sender's domain.", "보내는 도메인의 SPF 레코드에 보내는 서버를 넣으십시오."),
                ("Sign with DKIM, by the same domain as in From.", "From과 같은 도메인으로 DKIM 서명을 하십시오."),
                ("Check both with: pabal check --domain YOUR-DOMAIN", "두 가지를 확인하려면: pabal check --domain 도메인"),
            ],
            Link = SenderGuidelines,
        },
        new("gmail-spf-failed")
        {
            Enhanced = ["7.27"],
            Cause = ("SPF did not pass: the sending server is not named by the domain of the envelope sender.",
                "SPF가 통과하지 못했습니다. 봉투 발신자 도메인이 보내는 서버를 인정하지 않습니다."),
            Remedy = [("Add the server's IP address to the SPF TXT record of that domain.", "그 도메인의 SPF TXT 레코드에 서버의 IP 주소를 넣으십시오.")],
            Link = SenderGuidelines,
        },
        new("gmail-dkim-failed")
        {
            Enhanced = ["7.30"],
            Cause = ("DKIM did not pass: there is no signature, or it does not match the key in DNS.", "DKIM이 통과하지 못했습니다. 서명이 없거나 DNS의 키와 맞지 않습니다."),
            Remedy =
            [
                ("Sign every message; the key must stand at SELECTOR._domainkey.DOMAIN as a TXT record.",
                    "모든 메시지에 서명하십시오. 키가 선택자._domainkey.도메인 의 TXT 레코드에 있어야 합니다."),
                ("Nothing may change the message after it was signed.", "서명한 뒤에는 메시지를 고치면 안 됩니다."),
            ],
            Link = SenderGuidelines,
        },
        new("gmail-from-not-aligned")
        {
            Enhanced = ["7.32"],
            Cause = ("The domain in From is neither the one SPF passed for nor the one that signed with DKIM.",
                "From의 도메인이 SPF가 통과한 도메인과도, DKIM 서명 도메인과도 다릅니다."),
            Remedy =
            [
                ("Sign with DKIM by the domain in From, or use that domain for the envelope sender.",
                    "From의 도메인으로 DKIM 서명을 하거나 봉투 발신자도 그 도메인으로 하십시오."),
            ],
            Link = SenderGuidelines,
        },
        new("gmail-ptr-missing")
        {
            Enhanced = ["7.25", "7.23"],
            Cause = ("The IP address this mail comes from has no reverse DNS name, or that name does not point back to it.",
                "메일을 보내는 IP 주소에 역방향 DNS 이름이 없거나 그 이름이 다시 이 주소를 가리키지 않습니다."),
            Remedy =
            [
                ("Have whoever owns the IP address set a PTR record, and an A or AAAA record of that name back to the address.",
                    "IP 주소를 관리하는 곳에 PTR 레코드를 요청하고, 그 이름의 A 또는 AAAA 레코드가 이 주소를 가리키게 하십시오."),
                ("Say the same name in EHLO.", "EHLO에서도 같은 이름을 쓰십시오."),
            ],
            Link = SenderGuidelines,
        },
        new("gmail-ipv6-guidelines")
        {
            Says = ["ipv6 sending guidelines"],
            Cause = ("Over IPv6 Google asks for a PTR record and for SPF or DKIM, and one of them is missing.",
                "IPv6로 보낼 때 Google은 PTR 레코드와 SPF 또는 DKIM을 요구하는데 빠진 것이 있습니다."),
            Remedy =
            [
                ("Set a PTR record for the IPv6 address, and SPF or DKIM for the domain.", "IPv6 주소의 PTR 레코드와 도메인의 SPF 또는 DKIM을 설정하십시오."),
                ("Or send over IPv4: bind to an IPv4 source address.", "또는 IPv4 출발지 주소를 지정해 IPv4로 보내십시오."),
            ],
            Link = SenderGuidelines,
        },
        new("gmail-tls-required")
        {
            Enhanced = ["7.29"],
            Cause = ("Gmail takes this mail only over an encrypted connection.", "Gmail은 이 메일을 암호화된 연결로만 받습니다."),
            Remedy = [("Use STARTTLS: leave tls=required.", "STARTTLS를 쓰십시오. tls=required를 그대로 두면 됩니다.")],
            Link = SenderGuidelines,
        },
        new("gmail-recipient-tls-required")
        {
            Says = ["tls required for rcpt domain"],
            Cause = ("The recipient's organisation takes mail only over an encrypted connection.", "수신자의 조직은 암호화된 연결로 온 메일만 받습니다."),
            Remedy = [("Use STARTTLS: leave tls=required.", "STARTTLS를 쓰십시오. tls=required를 그대로 두면 됩니다.")],
        },
        new("gmail-recipient-allowlist")
        {
            Says = ["ip not in whitelist"],
            Cause = ("The recipient's organisation takes mail only from IP addresses it has listed.", "수신자의 조직은 등록한 IP 주소에서 온 메일만 받습니다."),
            Remedy = [("Ask the recipient's administrator to add this server's IP address.", "수신자의 관리자에게 이 서버의 IP 주소를 등록해 달라고 하십시오.")],
        },
        new("gmail-try-again-later")
        {
            Codes = [421], Says = ["try again later, closing connection"],
            Cause = ("Google closed the connection early: the EHLO name is not acceptable, or too many connections come from here.",
                "Google이 연결을 일찍 닫았습니다. EHLO 이름이 알맞지 않거나 이곳에서 오는 연결이 너무 많습니다."),
            Remedy =
            [
                ("Say this machine's full domain name in EHLO (?name=), not localhost or a bare word.",
                    "EHLO에서 localhost나 한 단어가 아니라 이 컴퓨터의 완전한 도메인 이름(?name=)을 쓰십시오."),
                ("Use one or two connections and try again later.", "연결을 한두 개로 줄이고 나중에 다시 시도하십시오."),
            ],
            Link = "https://support.google.com/a/answer/3221692",
        },
        new("gmail-temporary-problem")
        {
            Class = 4, Says = ["temporary system problem"],
            Cause = ("Gmail has a passing problem, often because one login sends many messages at once.",
                "Gmail에 일시적인 문제가 있습니다. 한 계정이 한꺼번에 많이 보낼 때 자주 생깁니다."),
            Remedy = [("Send over one or two connections, pause between messages, and try again.", "연결을 한두 개로 하고 메시지 사이에 간격을 두어 다시 시도하십시오.")],
        },
        new("gmail-mailbox-inactive")
        {
            Codes = [552], Enhanced = ["2.2"],
            Cause = ("The recipient's storage is full and the account is not in use.", "수신자의 저장 공간이 가득 찼고 쓰지 않는 계정입니다."),
            Remedy = [("Take the address off the list; tell the recipient another way.", "목록에서 이 주소를 빼고 다른 방법으로 수신자에게 알리십시오.")],
        },
        new("gmail-headers-too-big")
        {
            Class = 5, Enhanced = ["3.4"], Says = ["header"],
            Cause = ("The message's header is bigger than Gmail takes.", "메시지 헤더가 Gmail이 받는 크기보다 큽니다."),
            Remedy =
            [
                ("Shorten the header: fewer addresses in To and Cc (write to the rest in further messages), shorter References.",
                    "헤더를 줄이십시오. To와 Cc의 주소를 나누어 보내고 References를 짧게 하십시오."),
            ],
            Link = "https://support.google.com/a/answer/3726730",
        },
        new("gmail-too-many-attachments")
        {
            Class = 5, Enhanced = ["3.4"], Says = ["number of attachments"],
            Cause = ("The message has more attachments than Gmail takes.", "첨부 파일이 Gmail이 받는 개수보다 많습니다."),
            Remedy = [("Put the files into one archive, or send links.", "파일을 하나로 묶거나 링크로 보내십시오.")],
        },
        new("gmail-message-too-big")
        {
            Class = 5, Enhanced = ["3.4", "2.3"],
            Cause = ("The message is bigger than Gmail takes: about 25 MB, counted after the attachments were encoded.",
                "메시지가 Gmail이 받는 크기보다 큽니다. 첨부를 변환한 뒤의 크기로 약 25MB까지입니다."),
            Remedy =
            [
                ("Attachments grow by about 37 % when encoded: keep the files below about 18 MB together.",
                    "첨부는 변환하면 약 37% 커지므로 파일을 모두 합쳐 약 18MB보다 작게 하십시오."),
                ("Or upload the files and send links.", "또는 파일을 올리고 링크를 보내십시오."),
            ],
            Link = "https://support.google.com/mail/answer/6584",
        },
        new("gmail-attachment-blocked")
        {
            Codes = [552], Says = ["potential security issue", "illegal attachment"],
            Cause = ("Gmail refuses a type of file in the message: programs, scripts, or archives that hold them or are encrypted.",
                "Gmail이 거부하는 종류의 파일이 있습니다. 실행 파일, 스크립트, 이를 담거나 암호를 건 압축 파일입니다."),
            Remedy = [("Leave the file out and share it by a link. Renaming it does not help.", "파일을 빼고 링크로 공유하십시오. 이름을 바꾸어도 소용없습니다.")],
            Link = "https://support.google.com/mail/answer/6590",
        },
        new("gmail-message-id-missing")
        {
            Says = ["valid message-id"],
            Cause = ("The message has no Message-ID, or one that breaks RFC 5322.", "메시지에 Message-ID가 없거나 RFC 5322에 맞지 않습니다."),
            Remedy =
            [
                ("Give it one, unique and in angle brackets: <…@your-domain>. Messages composed by Pabal have it; a raw .eml file may not.",
                    "꺾쇠괄호로 둘러싼 고유한 Message-ID(<…@도메인>)를 넣으십시오. Pabal이 만든 메시지에는 있지만 직접 쓴 .eml 파일에는 없을 수 있습니다."),
            ],
        },
        new("gmail-header-malformed")
        {
            Class = 5,
            Says =
            [
                "duplicate header", "multiple addresses in from", "valid address in from", "from: header", "from header", "disallowed header",
                "encoded-word", "not rfc 5322 compliant", "not rfc 2822 compliant",
            ],
            Cause = ("A header field breaks RFC 5322, and Gmail refuses such mail.", "RFC 5322에 맞지 않는 헤더 필드가 있어 Gmail이 거부합니다."),
            Remedy =
            [
                ("There must be exactly one From with one address, and no field of From, To, Cc, Subject, Date, Message-ID twice.",
                    "From은 주소 하나로 정확히 하나여야 하고 From, To, Cc, Subject, Date, Message-ID는 두 번 나오면 안 됩니다."),
                ("Non-ASCII text belongs into encoded words, and never into addresses. See what is wrong with: pabal show FILE --lint",
                    "ASCII가 아닌 글자는 encoded-word로 쓰고 주소에는 쓰지 마십시오. 잘못된 곳을 보려면: pabal show 파일 --lint"),
            ],
        },
        new("gmail-one-domain-per-transaction")
        {
            Says = ["multiple destination domains"],
            Cause = ("One transaction may hold recipients of one domain only.", "한 번의 전송에는 한 도메인의 수신자만 담을 수 있습니다."),
            Remedy = [("Send to the recipients of each domain separately.", "도메인별로 나누어 보내십시오.")],
        },
        new("gmail-low-reputation")
        {
            Class = 5, Says = ["low reputation"],
            Cause = ("Google rates the sending domain or IP address as a source of spam.", "Google이 보내는 도메인이나 IP 주소를 스팸 발신지로 평가했습니다."),
            Remedy =
            [
                ("Send less, only to people who asked for it, and see the rating at https://postmaster.google.com.",
                    "수신에 동의한 사람에게만 조금씩 보내고 https://postmaster.google.com 에서 평판을 확인하십시오."),
                ("It takes days or weeks to recover; trying at once again makes it worse.", "회복에는 며칠에서 몇 주가 걸립니다. 바로 다시 시도하면 더 나빠집니다."),
            ],
            Link = SenderGuidelines,
        },
        new("gmail-content-unsolicited")
        {
            Class = 5, Says = ["likely unsolicited", "likely suspicious"],
            Cause = ("Gmail takes this message for spam.", "Gmail이 이 메시지를 스팸으로 판단했습니다."),
            Remedy =
            [
                ("See that SPF, DKIM and DMARC pass for the From domain.", "From 도메인의 SPF, DKIM, DMARC가 통과하는지 확인하십시오."),
                ("Look at the content: links to unknown or shortened addresses, a text that is one image, words without a greeting.",
                    "내용을 살펴보십시오. 낯선 주소나 단축 주소의 링크, 이미지 하나뿐인 본문 등이 원인일 수 있습니다."),
            ],
            Link = SenderGuidelines,
        },
        new("gmail-recipient-policy")
        {
            Says = ["- gcdp", "email policy"],
            Cause = ("A rule made by the recipient's administrator refuses this message.", "수신자의 관리자가 만든 규칙이 이 메시지를 거부합니다."),
            Remedy = [("Ask the recipient or their administrator.", "수신자나 그 관리자에게 문의하십시오.")],
        },
    ];
}
