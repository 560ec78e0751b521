using System.Collections.Immutable;

namespace Pabal.Smtp.Diagnostics.Rules;

/// <summary>What goes wrong with the sender's address and the right to use it, at any server.</summary>
internal static class SenderRules
{
    public static ImmutableArray<Rule> All { get; } =
    [
        new("dmarc-failed")
        {
            Says = ["dmarc"],
            Cause = ("The mail failed DMARC: neither SPF nor DKIM passed for the domain in From.",
                "DMARC를 통과하지 못했습니다. From 도메인으로 SPF도 DKIM도 통과하지 못했습니다."),
            Remedy =
            [
                ("Sign with DKIM by the From domain, or send through a server its SPF record names, with an envelope sender of that domain.",
                    "From 도메인으로 DKIM 서명을 하거나, SPF 레코드에 있는 서버로 그 도메인의 봉투 발신자를 써서 보내십시오."),
                ("Never put another provider's address (such as …@gmail.com) into From when sending through your own server.",
                    "자신의 서버로 보낼 때 다른 서비스의 주소(…@gmail.com 등)를 From에 쓰지 마십시오."),
                ("Check with: pabal check --domain YOUR-DOMAIN", "확인하려면: pabal check --domain 도메인"),
            ],
        },
        new("spf-failed")
        {
            Enhanced = ["7.23", "7.24"], OrSays = ["spf"],
            Cause = ("SPF did not pass: the envelope sender's domain does not name the server this mail comes from, or its record is broken.",
                "SPF가 통과하지 못했습니다. 봉투 발신자의 도메인이 보내는 서버를 인정하지 않거나 레코드가 잘못되었습니다."),
            Remedy =
            [
                ("Add the server to the SPF TXT record of that domain, or send through a server it names. Check with: pabal check --domain YOUR-DOMAIN",
                    "그 도메인의 SPF TXT 레코드에 서버를 넣거나 레코드에 있는 서버로 보내십시오. 확인하려면: pabal check --domain 도메인"),
            ],
        },
        new("dkim-failed")
        {
            Enhanced = ["7.20", "7.21", "7.22"], OrSays = ["dkim"],
            Cause = ("There is no DKIM signature, or none the server accepts.", "서버가 받아들일 수 있는 DKIM 서명이 없습니다."),
            Remedy =
            [
                ("Sign by the domain in From; the key must stand in DNS at SELECTOR._domainkey.DOMAIN.",
                    "From의 도메인으로 서명하십시오. 키가 DNS의 선택자._domainkey.도메인 에 있어야 합니다."),
                ("Nothing may change the message after it was signed.", "서명한 뒤에는 메시지를 고치면 안 됩니다."),
            ],
        },
        new("sender-unauthenticated")
        {
            Enhanced = ["7.26"],
            Cause = ("The mail failed the checks of who sends it (SPF, DKIM, DMARC).", "발신자 확인(SPF, DKIM, DMARC)을 통과하지 못했습니다."),
            Remedy =
            [
                ("Set SPF and sign with DKIM for the domain in From. Check with: pabal check --domain YOUR-DOMAIN",
                    "From 도메인에 SPF를 설정하고 DKIM 서명을 하십시오. 확인하려면: pabal check --domain 도메인"),
            ],
        },
        new("sender-domain-unknown")
        {
            Stages = [SmtpStage.Mail, SmtpStage.Rcpt, SmtpStage.Data, SmtpStage.Final], Enhanced = ["1.8"],
            OrSays = ["sender address rejected: domain not found", "sender domain", "domain of sender"],
            Cause = ("The domain of the envelope sender does not exist, or takes no mail itself.", "봉투 발신자의 도메인이 없거나 메일을 받지 않는 도메인입니다."),
            Remedy = [("Send from a domain that has MX or A records, so that bounces can come back.", "반송 메일을 받을 수 있도록 MX나 A 레코드가 있는 도메인으로 보내십시오.")],
        },
        new("sender-refused")
        {
            Stages = [SmtpStage.Mail], Enhanced = ["1.7"],
            Cause = ("The server does not accept the form of the envelope sender.", "서버가 봉투 발신자 주소의 형식을 받지 않습니다."),
            Remedy = [("Check --mail-from or From: one plain address, without a name.", "--mail-from 또는 From을 확인하십시오. 이름 없이 주소 하나만 써야 합니다.")],
        },
        new("sender-not-login")
        {
            Stages = [SmtpStage.Mail, SmtpStage.Rcpt, SmtpStage.Data, SmtpStage.Final], Class = 5,
            Says =
            [
                "not owned by user", "send as", "not permitted to send", "sender address is unauthorized", "unauthorized sender",
                "sender is not authorized", "not allowed to send", "not authorized to send",
                "from must equal", "must be same", "must be the same", "same as authorization user", "sender address does not match",
                "from address does not match", "sender mismatch", "sender address does not belong",
                "not authorised to send", "relaying disallowed as",
            ],
            Cause = ("The account that logged in may not send from this address.", "로그인한 계정으로는 이 발신자 주소를 쓸 수 없습니다."),
            Remedy =
            [
                ("Use the account's own address in From and as envelope sender; put the other one into Reply-To.",
                    "From과 봉투 발신자에 계정의 주소를 쓰고 다른 주소는 Reply-To에 쓰십시오."),
            ],
            Adds = ProviderFacts.Sender,
        },
        new("sender-unverified")
        {
            Class = 5, Stages = [SmtpStage.Mail, SmtpStage.Rcpt, SmtpStage.Data, SmtpStage.Final],
            Says =
            [
                "not verified", "unverified sender", "unverified domain", "verified sender", "verify your domain", "sender signature",
                "domain is not allowed", "not a verified",
            ],
            Cause = ("The sender's address or domain is not verified with the sending service.", "발신자 주소나 도메인이 발송 서비스에서 검증되지 않았습니다."),
            Remedy = [("Verify the domain in the service's settings by setting the DNS records it names.", "서비스 설정에서 안내하는 DNS 레코드를 넣어 도메인을 검증하십시오.")],
            Adds = ProviderFacts.Sender,
        },
        new("relay-denied")
        {
            Class = 5, Stages = [SmtpStage.Mail, SmtpStage.Rcpt, SmtpStage.Data, SmtpStage.Final],
            Says =
            [
                "relaying", "relay access denied", "relay denied", "relay not", "to relay", "not relay", "no relay", "relay prohibited", "not local",
                "not a local domain", "not hosted here", "no such domain here", "rcpthosts",
            ],
            Cause = ("{server} does not pass mail for this recipient on: it wants a login first, or does not serve the recipient's domain.",
                "{server} 서버가 이 수신자의 메일을 전달하지 않습니다. 로그인이 필요하거나 수신자의 도메인을 맡지 않는 서버입니다."),
            Remedy =
            [
                ("Log in (--user), on port 587 or 465.", "587이나 465 포트에서 로그인(--user)하십시오."),
                ("Without a login, only the mail exchanger of the recipient's domain takes the mail: --server mx.",
                    "로그인하지 않으면 수신자 도메인의 메일 서버만 받습니다: --server mx"),
                ("If the server is yours, allow this network or these users to relay; never everybody.",
                    "자신의 서버라면 이 네트워크나 사용자만 릴레이하도록 허용하십시오. 누구에게나 열면 안 됩니다."),
            ],
        },
    ];
}
