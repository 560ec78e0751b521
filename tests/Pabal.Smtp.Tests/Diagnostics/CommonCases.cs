using static Pabal.Smtp.SmtpStage;

namespace Pabal.Smtp.Tests.Diagnostics;

/// <summary>Replies in the form servers of many makes give, for every rule that looks at a reply.</summary>
public static class CommonCases
{
    private const string Any = "mail.example.com";
    private const string Gmail = "smtp.gmail.com";

    public static Refusal[] Logins { get; } =
    [
        new("starttls-unavailable", Any, Tls, "454 4.7.0 TLS not available due to local problem"),
        new("starttls-refused", Any, Tls, "502 5.5.1 command not implemented"),
        new("starttls-required", Gmail, Mail, "530 5.7.0 Must issue a STARTTLS command first. x - gsmtp"),
        new("starttls-required", "smtp.office365.com", Mail, "451 5.7.3 STARTTLS is required to send mail [SE0P216CA0001.KORP216.PROD.OUTLOOK.COM]"),
        new("starttls-required", Any, Auth, "538 5.7.11 Encryption required for requested authentication mechanism"),
        new("login-too-many-attempts", Any, Auth, "421 4.7.0 too many failed login attempts from your address"),
        new("login-account-locked", Any, Auth, "535 5.7.8 this account is locked"),
        new("login-app-password-required", "smtp.mail.ru", Auth, "535 5.7.0 NEOBHODIM parol prilozheniya https://help.mail.ru/mail/security"),
        new("login-app-password-required", "smtp.qq.com", Auth, "535 Login fail. Authorization code is needed, or the account is abnormal"),
        new("login-mechanism-unsupported", Gmail, Auth, "504 5.7.4 Unrecognized Authentication Type. x - gsmtp"),
        new("login-mechanism-unsupported", Any, Auth, "503 5.5.1 Error: authentication not enabled"),
        new("login-mechanism-too-weak", Any, Auth, "534 5.7.9 authentication mechanism is too weak"),
        new("login-password-transition", Any, Auth, "432 4.7.12 A password transition is needed"),
        new("login-temporarily-unavailable", Any, Auth, "454 4.7.0 Temporary authentication failure"),
        new("login-required", Gmail, Mail, "530 5.7.0 Authentication Required. For more information, go to|5.7.0  https://support.google.com/mail/?p=WantAuthError x - gsmtp"),
        new("login-required", Gmail, Mail, "530 5.5.1 Authentication Required. x - gsmtp"),
        new("login-required", Any, Rcpt, "550 5.7.1 you must authenticate first"),
        new("login-refused", "smtp.daum.net", Auth, "535 5.7.8 authentication failed"),
        new("login-refused", "smtp.mail.me.com", Auth, "535 5.7.8 Error: authentication failed: authentication failure"),
        new("login-refused", Any, Auth, "535 5.7.8 Error: authentication failed: UGFzc3dvcmQ6"),
    ];

    public static Refusal[] Policies { get; } =
    [
        new("greylisted", Any, Rcpt, "450 4.2.0 <bob@example.com>: Recipient address rejected: Greylisted, see https://greylist.example/"),
        new("greylisted", Any, Rcpt, "451 4.7.1 Greylisting in action, please come back later"),
        new("daily-limit", Any, Final, "550 5.4.6 Your account has exceeded its daily sending quota"),
        new("too-many-connections", Any, Greeting, "421 4.7.0 mail.example.com Error: too many connections from 192.0.2.7"),
        new("too-many-messages-on-connection", Any, Mail, "421 4.7.0 too many messages in this session"),
        new("rate-limited", Any, Rcpt, "451 4.7.1 Rate limit exceeded, slow down"),
        new("blocklisted", Any, Rcpt, "554 5.7.1 Service unavailable; Client host [192.0.2.7] blocked using zen.spamhaus.org"),
        new("reverse-dns-missing", "example-com.mail.protection.outlook.com", Rcpt, "550 5.7.25 The sending IPv6 address must have a reverse DNS record."),
        new("reverse-dns-missing", Any, Rcpt, "450 4.7.1 Client host rejected: cannot find your reverse hostname, [192.0.2.7]"),
        new("hello-name-refused", Any, Rcpt, "504 5.5.2 <localhost>: Helo command rejected: need fully-qualified hostname"),
        new("address-refused-at-greeting", Any, Greeting, "554 5.7.1 no SMTP service for you here"),
        new("dmarc-failed", "mx01.mail.icloud.com", Final, "554 5.7.1 This message does not conform to the sender domain's DMARC policy."),
        new("spf-failed", Any, Mail, "550 5.7.23 192.0.2.7 is not allowed to send mail from example.org"),
        new("spf-failed", Any, Mail, "550 5.7.1 SPF check failed: 192.0.2.7 is not allowed to send mail from example.org"),
        new("dkim-failed", Any, Final, "550 5.7.20 no passing signature found"),
        new("dkim-failed", Any, Final, "554 5.7.1 DKIM signature required"),
        new("sender-unauthenticated", Any, Final, "550 5.7.26 multiple authentication checks failed"),
        new("sender-domain-unknown", Any, Rcpt, "450 4.1.8 <ann@example.org>: Sender address rejected: Domain not found"),
        new("sender-refused", Any, Mail, "553 5.1.7 bad sender address syntax"),
        new("sender-not-login", Any, Rcpt, "553 5.7.1 <ann@example.org>: Sender address rejected: not owned by user bob@example.org"),
        new("sender-unverified", Any, Final, "550 The example.org domain is not verified. Please add and verify your domain."),
        new("relay-denied", Any, Rcpt, "554 5.7.1 <bob@example.net>: Relay access denied"),
        new("relay-denied", Any, Rcpt, "550 5.7.54 SMTP; Unable to relay recipient in non-accepted domain"),
    ];

    public static Refusal[] Deliveries { get; } =
    [
        new("too-many-recipients", Gmail, Rcpt, "452 4.5.3 Your message has too many recipients. x - gsmtp"),
        new("too-many-recipients", Any, Rcpt, "452 too many recipients"),
        new("recipient-domain-takes-no-mail", Any, Rcpt, "550 5.1.10 the domain has a null MX"),
        new("recipient-mailbox-full", "gmail-smtp-in.l.google.com", Rcpt, "452 4.2.2 The recipient's inbox is out of storage space. x - gsmtp"),
        new("recipient-mailbox-full", Any, Final, "552 Requested mail action aborted: mailbox is full"),
        new("recipient-disabled", "gmail-smtp-in.l.google.com", Rcpt, "550 5.2.1 The email account that you tried to reach is inactive. x - gsmtp"),
        new("recipient-moved", "mx01.mail.icloud.com", Rcpt, "550 5.1.6 recipient no longer on server: nobody@icloud.com"),
        new("recipient-domain-unknown", "gmail-smtp-in.l.google.com", Rcpt, "553 5.1.2 We weren't able to find the recipient domain. x - gsmtp"),
        new("recipient-malformed", "gmail-smtp-in.l.google.com", Rcpt, "553 5.1.3 The recipient address is not a valid RFC 5321 address. x - gsmtp"),
        new("recipient-unknown", "gmail-smtp-in.l.google.com", Rcpt, "550 5.1.1 The email account that you tried to reach does not exist. x - gsmtp"),
        new("recipient-unknown", "mx1.naver.com", Rcpt, "550 5.1.1 No such user. https://help.naver.com/alias/mail/newmail10.naver 0Ab1 - nsmtp"),
        new("recipient-unknown", "outlook-com.olc.protection.outlook.com", Rcpt, "550 5.5.0 Requested action not taken: mailbox unavailable"),
        new("recipient-unknown", Any, Rcpt, "550 <bob@example.com>: User unknown in virtual mailbox table"),
        new("recipient-needs-utf8", Any, Rcpt, "553 5.6.7 SMTPUTF8 is required"),
        new("mail-loop", Any, Final, "554 5.4.6 Too many hops"),
        new("message-too-big", Any, Mail, "552 5.3.4 Message size exceeds fixed limit"),
        new("message-too-big", Any, Final, "552 message too large"),
        new("server-storage-full", Any, Mail, "452 4.3.1 Insufficient system storage"),
        new("virus-found", Any, Final, "554 5.7.1 virus Eicar-Test-Signature detected"),
        new("attachment-refused", Any, Final, "550 5.7.1 attachment of this file type is not accepted"),
        new("line-too-long", Any, Final, "550 5.6.0 bare LF received after DATA"),
        new("content-not-convertible", Any, Final, "554 5.6.3 Conversion required but not supported"),
        new("header-malformed", Any, Final, "550 5.6.0 missing Date header"),
        new("content-taken-for-spam", Any, Final, "554 5.7.1 this message scored as spam"),
    ];

    public static Refusal[] Fallbacks { get; } =
    [
        new("server-closing", Any, Mail, "421 4.3.2 going down"),
        new("recipient-busy", Any, Rcpt, "450 4.2.0 busy"),
        new("recipient-not-local", Any, Rcpt, "551 try <bob@example.net>"),
        new("message-over-allocation", Any, Final, "552 no"),
        new("address-not-allowed", Any, Mail, "553 no"),
        new("parameter-not-supported", Any, Mail, "555 no"),
        new("command-not-supported", Any, Data, "502 no"),
        new("recipient-domain-refuses-mail", Any, Rcpt, "556 no"),
        new("recipient-refused", Any, Rcpt, "550 no"),
        new("policy-refused", Any, Final, "550 5.7.1 no"),
        new("refused-for-now", Any, Final, "451 4.9.9 no"),
        new("refused-for-good", Any, Final, "554 5.9.9 no"),
    ];

    public static IEnumerable<Refusal> All => [.. Logins, .. Policies, .. Deliveries, .. Fallbacks];
}
