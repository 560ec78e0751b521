using static Pabal.Smtp.SmtpStage;

namespace Pabal.Smtp.Tests.Diagnostics;

/// <summary>Replies in the form known operators give, for every rule of theirs.</summary>
public static class OperatorCases
{
    private const string Gmail = "smtp.gmail.com";
    private const string GmailMx = "gmail-smtp-in.l.google.com";
    private const string Exchange = "smtp.office365.com";
    private const string ExchangeMx = "example-com.mail.protection.outlook.com";
    private const string OutlookMx = "outlook-com.olc.protection.outlook.com";
    private const string Yahoo = "smtp.mail.yahoo.com";
    private const string YahooMx = "mta7.am0.yahoodns.net";
    private const string AppleMx = "mx01.mail.icloud.com";
    private const string Ses = "email-smtp.ap-northeast-2.amazonaws.com";

    public static Refusal[] Google { get; } =
    [
        new("gmail-app-password-required", Gmail, Auth, "534 5.7.9 Application-specific password required. For more information, go to|5.7.9  https://support.google.com/mail/?p=InvalidSecondFactor a1b2 - gsmtp"),
        new("gmail-web-login-required", Gmail, Auth, "534 5.7.14 <https://accounts.google.com/signin/continue?x=1> Please log in|5.7.14 via your web browser and then try again. q8 - gsmtp"),
        new("gmail-web-login-required", Gmail, Auth, "534 5.7.9 Please log in with your web browser and then try again. k3 - gsmtp"),
        new("gmail-credentials-refused", Gmail, Auth, "535 5.7.8 Username and Password not accepted. For more information, go to|5.7.8  https://support.google.com/mail/?p=BadCredentials z9 - gsmtp"),
        new("gmail-too-many-logins", Gmail, Auth, "454 4.7.0 Too many login attempts, please try again later. x - gsmtp"),
        new("gmail-login-temporary", Gmail, Auth, "454 4.7.0 Cannot authenticate due to a temporary system problem. Try again later. x - gsmtp"),
        new("gmail-relay-denied", "smtp-relay.gmail.com", Mail, "550 5.7.1 Invalid credentials for relay [192.0.2.7]. The IP address you've registered doesn't match. x - gsmtp"),
        new("gmail-relay-denied", "smtp-relay.gmail.com", Rcpt, "550 5.7.0 Mail relay denied [192.0.2.7]. x - gsmtp"),
        new("gmail-daily-limit", Gmail, Final, "550 5.4.5 Daily user sending limit exceeded. For more information see the help. x - gsmtp"),
        new("gmail-daily-limit", "smtp-relay.gmail.com", Mail, "550 5.7.1 Daily SMTP relay limit exceeded for customer. x - gsmtp"),
        new("gmail-relay-peak", "smtp-relay.gmail.com", Mail, "450 4.2.1 Peak SMTP relay limit exceeded for customer. This is a temporary error. x - gsmtp"),
        new("gmail-recipient-rate", GmailMx, Rcpt, "450 4.2.1 The user you are trying to contact is receiving mail too quickly. x - gsmtp"),
        new("gmail-same-message-id", GmailMx, Final, "421 4.7.28 This message exceeded its quota for sending messages with the same|4.7.28 Message-ID. x - gsmtp"),
        new("gmail-unsolicited-rate", GmailMx, Final, "421 4.7.0 Our system has detected an unusual rate of|4.7.0 unsolicited mail originating from your IP address. x - gsmtp"),
        new("gmail-rate-limited", GmailMx, Final, "550 5.7.28 There is something wrong with the volume of mail. x - gsmtp"),
        new("gmail-spf-entry", GmailMx, Final, "550 5.7.24 The SPF entries of this domain are invalid. x - gsmtp"),
        new("gmail-unauthenticated", GmailMx, Final, "550 5.7.26 Your email has been blocked because the sender is unauthenticated.|5.7.26 Gmail requires SPF or DKIM. x - gsmtp"),
        new("gmail-unauthenticated", GmailMx, Final, "421 4.7.26 This mail has been rate limited because it is unauthenticated. x - gsmtp"),
        new("gmail-spf-failed", GmailMx, Final, "550 5.7.27 SPF did not pass for example.com. x - gsmtp"),
        new("gmail-dkim-failed", GmailMx, Final, "550 5.7.30 DKIM does not pass for example.com. x - gsmtp"),
        new("gmail-from-not-aligned", GmailMx, Final, "421 4.7.32 The From: header isn't aligned with either. x - gsmtp"),
        new("gmail-ptr-missing", GmailMx, Final, "550 5.7.25 The IP address sending this message does not have a PTR record setup. x - gsmtp"),
        new("gmail-ptr-missing", GmailMx, Final, "421 4.7.23 The sending IP has no PTR record. x - gsmtp"),
        new("gmail-ipv6-guidelines", GmailMx, Final, "550 5.7.1 [2001:db8::7] Our system has detected that this message does not meet IPv6 sending guidelines regarding PTR records. x - gsmtp"),
        new("gmail-tls-required", GmailMx, Mail, "550 5.7.29 This message was not sent over a TLS connection. x - gsmtp"),
        new("gmail-recipient-tls-required", "aspmx.l.google.com", Rcpt, "421 4.7.0 TLS required for RCPT domain, closing connection. x - gsmtp"),
        new("gmail-recipient-allowlist", "aspmx.l.google.com", Rcpt, "421 4.7.0 IP not in whitelist for RCPT domain, closing connection. x - gsmtp"),
        new("gmail-try-again-later", GmailMx, Ehlo, "421 4.7.0 Try again later, closing connection. x - gsmtp"),
        new("gmail-temporary-problem", Gmail, Final, "421 4.3.0 Temporary System Problem.  Try again later (10). x - gsmtp"),
        new("gmail-mailbox-inactive", GmailMx, Rcpt, "552 5.2.2 The recipient's inbox is out of storage space and inactive. x - gsmtp"),
        new("gmail-headers-too-big", GmailMx, Final, "552 5.3.4 Your message's header size exceeds the limit. x - gsmtp"),
        new("gmail-too-many-attachments", GmailMx, Final, "552 5.3.4 The number of attachments (1000) exceeds Google's limit of 500. x - gsmtp"),
        new("gmail-message-too-big", Gmail, Mail, "552 5.3.4 Your message exceeded Google's message size limits. x - gsmtp"),
        new("gmail-message-too-big", GmailMx, Final, "552 5.2.3 Your message exceeded the size limit of the account. x - gsmtp"),
        new("gmail-attachment-blocked", GmailMx, Final, "552 5.7.0 This message was blocked because its content presents a potential|5.7.0 security issue. x - gsmtp"),
        new("gmail-message-id-missing", GmailMx, Final, "550 5.7.1 Messages missing a valid Message-ID header are not|5.7.1 accepted. x - gsmtp"),
        new("gmail-header-malformed", GmailMx, Final, "550 5.7.1 This message is not RFC 5322 compliant. There are duplicate headers. x - gsmtp"),
        new("gmail-header-malformed", GmailMx, Final, "550 5.7.1 Messages with multiple addresses in From:|5.7.1 header are not accepted. x - gsmtp"),
        new("gmail-one-domain-per-transaction", GmailMx, Rcpt, "451 4.3.0 Multiple destination domains per transaction is unsupported. Please try again. x - gsmtp"),
        new("gmail-low-reputation", GmailMx, Final, "550 5.7.1 Mail was blocked due to the very low reputation of the sending domain. x - gsmtp"),
        new("gmail-content-unsolicited", GmailMx, Final, "550 5.7.1 [192.0.2.7] Our system has detected that this message is|5.7.1 likely unsolicited mail. x - gsmtp"),
        new("gmail-recipient-policy", GmailMx, Final, "550 5.7.1 This message violates example.com email policy. - gcdp x - gsmtp"),
    ];

    public static Refusal[] Microsoft { get; } =
    [
        new("m365-smtp-auth-off-tenant", Exchange, Auth, "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant. Visit https://aka.ms/smtp_auth_disabled [SE0P216CA0001.KORP216.PROD.OUTLOOK.COM]"),
        new("m365-smtp-auth-off-mailbox", Exchange, Auth, "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox. [SE0P216CA0001.KORP216.PROD.OUTLOOK.COM]"),
        new("microsoft-basic-auth-disabled", "smtp-mail.outlook.com", Auth, "535 5.7.139 Authentication unsuccessful, basic authentication is disabled. [SL2P216CA0002.KORP216.PROD.OUTLOOK.COM]"),
        new("microsoft-basic-auth-removed", Exchange, Auth, "550 5.7.30 Basic authentication is not supported for Client Submission."),
        new("m365-security-defaults", Exchange, Auth, "535 5.7.139 Authentication unsuccessful, user is locked by your organization's security defaults policy. Contact your administrator."),
        new("m365-conditional-access", Exchange, Auth, "535 5.7.139 Authentication unsuccessful, the request did not meet the criteria to be authenticated successfully. Contact your administrator."),
        new("m365-account-locked", Exchange, Auth, "535 5.7.139 Authentication unsuccessful, account locked."),
        new("m365-login-refused", Exchange, Auth, "535 5.7.3 Authentication unsuccessful [SE0P216CA0001.KORP216.PROD.OUTLOOK.COM]"),
        new("m365-not-authenticated", Exchange, Mail, "530 5.7.57 Client not authenticated to send mail. [SE0P216CA0001.KORP216.PROD.OUTLOOK.COM]"),
        new("m365-not-authenticated", Exchange, Mail, "535 5.7.57 SMTP; Client was not authenticated to send anonymous mail during MAIL FROM"),
        new("m365-send-as-denied", Exchange, Final, "550 5.7.60 SMTP; Client does not have permissions to send as this sender"),
        new("m365-send-as-denied", Exchange, Final, "554 5.2.252 SendAsDenied; ann@example.com not allowed to send as bob@example.com; STOREDRV.Submission.Exception:SendAsDeniedException.MapiExceptionSendAsDenied"),
        new("m365-connection-limit", Exchange, Mail, "432 4.3.2 Concurrent connections limit exceeded. Visit https://aka.ms/concurrent_sending for more information."),
        new("m365-connection-limit", Exchange, Final, "432 4.3.2 STOREDRV.ClientSubmit; sender thread limit exceeded"),
        new("m365-rate-limit", Exchange, Final, "421 4.4.2 Message submission rate for this client has exceeded the configured limit"),
        new("m365-daily-limit", Exchange, Final, "554 5.2.0 STOREDRV.Submission.Exception:SubmissionQuotaExceededException; Failed to process message"),
        new("m365-daily-limit", Exchange, Rcpt, "550 5.1.90 Your message can't be sent because you've reached your daily limit for message recipients."),
        new("m365-outbound-blocked", Exchange, Final, "550 5.1.8 Access denied, bad outbound sender AS(42004)"),
        new("outlook-authentication-level", OutlookMx, Final, "550 5.7.515 Access denied, sending domain EXAMPLE.COM doesn't meet the required authentication level."),
        new("outlook-authentication-level", OutlookMx, Final, "550 ; 5.7.515 Access denied, sending domain EXAMPLE.COM does not meet the required authentication level."),
        new("outlook-network-blocked", OutlookMx, Mail, "550 5.7.1 Unfortunately, messages from [192.0.2.7] weren't sent. Please contact your Internet service provider since part of their network is on our block list (S3150)."),
        new("outlook-ip-banned", ExchangeMx, Rcpt, "550 5.7.606 Access denied, banned sending IP [192.0.2.7]. To request removal from this list please visit https://sender.office.com/"),
        new("outlook-ip-reputation", OutlookMx, Mail, "451 4.7.650 The mail server [192.0.2.7] has been temporarily rate limited due to IP reputation."),
        new("outlook-rate-limited", OutlookMx, Greeting, "421 RP-001 (RP-001) Unfortunately, some messages from 192.0.2.7 weren't sent. Please try again."),
        new("outlook-server-busy", ExchangeMx, Rcpt, "451 4.7.500 Server busy. Please try again later from [192.0.2.7]. (S77719)"),
        new("m365-recipient-unknown", ExchangeMx, Rcpt, "550 5.4.1 Recipient address rejected: Access denied. AS(201806281)"),
        new("m365-recipient-unknown", ExchangeMx, Rcpt, "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient nobody@example.com not found by SMTP address lookup"),
        new("m365-recipient-restricted", ExchangeMx, Final, "550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup; authentication required; Delivery restriction check failed"),
        new("m365-dmarc-failed", ExchangeMx, Final, "550 5.7.509 Access denied, sending domain example.com does not pass DMARC verification and has a DMARC policy of reject."),
        new("m365-header-malformed", ExchangeMx, Final, "550 5.7.512 Access denied, message must be RFC 5322 section 3.6.2 compliant."),
    ];

    public static Refusal[] Others { get; } =
    [
        new("yahoo-login-locked", Yahoo, Auth, "535 5.7.0 (#AUTH005) Too many bad auth attempts."),
        new("yahoo-login-refused", "smtp.aol.com", Auth, "535 5.7.0 (#AUTH012) Incorrect username or password."),
        new("yahoo-permanently-deferred", YahooMx, Mail, "553 5.7.2 [TSS09] All messages from 192.0.2.7 will be permanently deferred; Retrying will NOT succeed."),
        new("yahoo-deferred", YahooMx, Mail, "421 4.7.0 [TSS04] Messages from 192.0.2.7 temporarily deferred due to unexpected volume or user complaints - 4.16.55.1; see https://postmaster.yahooinc.com/error-codes"),
        new("yahoo-deferred", YahooMx, Greeting, "421 4.7.1 [IPTS04] Connection refused for now."),
        new("yahoo-blocklisted", YahooMx, Greeting, "553 5.7.1 [BL21] Connections will not be accepted from 192.0.2.7, because the ip is in Spamhaus's list"),
        new("yahoo-connection-messages", YahooMx, Mail, "421 Max message per connection reached, closing transmission channel"),
        new("yahoo-unauthenticated", YahooMx, Final, "550 5.7.9 This mail has been blocked because the sender is unauthenticated."),
        new("yahoo-policy", YahooMx, Final, "554 5.7.9 Message not accepted for policy reasons. See https://postmaster.yahooinc.com/error-codes"),
        new("yahoo-policy", YahooMx, Final, "554 5.7.9 [PH01] Email not accepted."),
        new("yahoo-subject-malformed", YahooMx, Final, "554 Invalid Subject header"),
        new("yahoo-no-account", YahooMx, Final, "554 delivery error: dd This user doesn't have a yahoo.com account (nobody@yahoo.com) [0]"),
        new("yahoo-no-account", YahooMx, Rcpt, "552 1 Requested mail action aborted, mailbox not found"),
        new("icloud-unauthenticated", AppleMx, Final, "554 5.7.1 [HME1] This message was blocked for failing both SPF and DKIM authentication checks."),
        new("icloud-local-policy", AppleMx, Final, "554 5.7.1 [CS01] Message rejected due to local policy."),
        new("icloud-excessive-volume", AppleMx, Mail, "421 4.7.1 Messages to you deferred due to excessive volume."),
        new("icloud-excessive-volume", AppleMx, Mail, "421 [HCM1] Message deferred."),
        new("icloud-daily-limit", "smtp.mail.me.com", Final, "550 5.7.1 You have exceeded your daily sending limit."),
        new("naver-login-refused", "smtp.naver.com", Auth, "535 5.7.1 Username and Password not accepted 0Ab1cd - nsmtp"),
        new("naver-sender-unauthorized", "smtp.naver.com", Mail, "554 5.7.1 The sender address is unauthorized 0Ab1cd - nsmtp"),
        new("zoho-login-refused", "smtp.zoho.eu", Auth, "535 Authentication Failed"),
        new("zoho-sender-not-alias", "smtp.zoho.com", Rcpt, "553 Relaying disallowed as ann@example.com"),
        new("zoho-unusual-activity", "smtppro.zoho.com", Final, "550 5.4.6 Unusual sending activity detected. Please try after sometime"),
        new("yandex-access-off", "smtp.yandex.ru", Auth, "535 5.7.8 Error: authentication failed: This user does not have access rights to this service"),
        new("ses-credentials", Ses, Auth, "535 Authentication Credentials Invalid"),
        new("ses-address-unverified", Ses, Final, "554 Message rejected: Email address is not verified. The following identities failed the check in region AP-NORTHEAST-2: ann@example.com"),
        new("ses-daily-quota", Ses, Final, "454 Throttling failure: Daily message quota exceeded."),
        new("ses-throttled", Ses, Final, "454 Throttling failure: Maximum sending rate exceeded."),
        new("ses-connection-limit", Ses, Greeting, "421 Too many concurrent SMTP connections"),
        new("ses-not-authorized", Ses, Final, "554 Access denied: User is not authorized to perform ses:SendRawEmail on resource"),
        new("ses-temporary", Ses, Final, "451 Temporary service failure"),
        new("sendgrid-login-refused", "smtp.sendgrid.net", Auth, "535 Authentication failed: Bad username / password"),
        new("sendgrid-sender-identity", "smtp.sendgrid.net", Final, "550 The from address does not match a verified Sender Identity. Mail cannot be sent until this error is resolved."),
        new("sendgrid-credits", "smtp.sendgrid.net", Auth, "451 Authentication failed: Maximum credits exceeded"),
        new("brevo-ip-unauthorized", "smtp-relay.brevo.com", Auth, "525 5.7.1 Unauthorized IP address"),
        new("brevo-login-refused", "smtp-relay.brevo.com", Auth, "535 5.7.8 Authentication failed"),
        new("brevo-not-activated", "smtp-relay.brevo.com", Mail, "502 5.7.0 Your SMTP account is not yet activated."),
        new("mailgun-sandbox", "smtp.mailgun.org", Rcpt, "421 Domain sandbox1.mailgun.org is not allowed to send: Sandbox subdomains are for test purposes only."),
        new("resend-testing-only", "smtp.resend.com", Final, "450 You can only send testing emails to your own email address."),
    ];

    public static IEnumerable<Refusal> All => [.. Google, .. Microsoft, .. Others];
}
