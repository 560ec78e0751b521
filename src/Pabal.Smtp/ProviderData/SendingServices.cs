using System.Collections.Immutable;

namespace Pabal.Smtp.ProviderData;

internal static class SendingServices
{
    private static readonly ProviderPort ImplicitTls = new(465, TlsMode.Implicit);
    private static readonly ProviderPort OldSubmission = new(25, TlsMode.Required);
    private static readonly ProviderPort HighSubmission = new(2525, TlsMode.Required);

    public static Provider AmazonSes { get; } = Service("ses-us-east-1", "Amazon SES (us-east-1)", "email-smtp.us-east-1.amazonaws.com") with
    {
        Alternatives = [ImplicitTls, new(2587, TlsMode.Required), new(2465, TlsMode.Implicit), OldSubmission],
        Password =
        [
            ("In the SES console of this region, open SMTP settings > Create SMTP credentials. AWS access keys are something else and do not work.",
                "이 리전의 SES 콘솔에서 SMTP settings > Create SMTP credentials로 자격 증명을 만드십시오. AWS 액세스 키는 다른 것이라 쓸 수 없습니다."),
            ("SMTP credentials belong to one region: make them where the server is.", "SMTP 자격 증명은 리전마다 다릅니다. 서버와 같은 리전에서 만드십시오."),
        ],
        FromMustBeLogin = true,
        Link = "https://docs.aws.amazon.com/ses/latest/dg/smtp-credentials.html",
    };

    public static ImmutableArray<Provider> All { get; } =
    [
        AmazonSes,
        Service("sendgrid", "SendGrid", "smtp.sendgrid.net") with
        {
            Alternatives = [ImplicitTls, HighSubmission, OldSubmission], UserName = UserNameForm.Fixed, FixedUser = "apikey", FromMustBeLogin = true,
            Limits = new() { MessagesPerConnection = 5000, Connections = 10_000 },
            Password =
            [
                ("Settings > API Keys > Create API Key, with permission to send mail. The user name is the word apikey, the password the key.",
                    "Settings > API Keys > Create API Key에서 메일 발송 권한이 있는 키를 만드십시오. 사용자 이름은 apikey라는 단어이고 비밀번호가 그 키입니다."),
                ("Take care that no line end was copied along with the key.", "키를 복사할 때 줄바꿈이 섞이지 않았는지 확인하십시오."),
            ],
            Link = "https://www.twilio.com/docs/sendgrid/for-developers/sending-email/integrating-with-the-smtp-api",
        },
        Mailgun("mailgun", "Mailgun", "smtp.mailgun.org"),
        Mailgun("mailgun-eu", "Mailgun, Europe", "smtp.eu.mailgun.org"),
        Service("postmark", "Postmark", "smtp.postmarkapp.com") with
        {
            Aliases = ["postmarkapp"], Alternatives = [HighSubmission, OldSubmission], FromMustBeLogin = true,
            Password =
            [
                ("Your server > API Tokens: the Server API token is both user name and password. The account token does not work.",
                    "Server > API Tokens의 Server API token을 사용자 이름과 비밀번호 양쪽에 쓰십시오. 계정 토큰은 쓸 수 없습니다."),
                ("Or make an SMTP token for one message stream, which has a user name and password of its own.",
                    "또는 메시지 스트림의 SMTP 토큰을 만들어 그 사용자 이름과 비밀번호를 쓰십시오."),
            ],
            Link = "https://postmarkapp.com/developer/user-guide/send-email-with-smtp",
        },
        Service("resend", "Resend", "smtp.resend.com") with
        {
            Port = 465, Tls = TlsMode.Implicit, FromMustBeLogin = true,
            Alternatives = [new(587, TlsMode.Required), new(2465, TlsMode.Implicit), new(2587, TlsMode.Required), OldSubmission],
            UserName = UserNameForm.Fixed, FixedUser = "resend",
            Password =
            [
                ("Make an API key at https://resend.com/api-keys. The user name is the word resend, the password the key.",
                    "API 키 페이지(https://resend.com/api-keys)에서 키를 만드십시오. 사용자 이름은 resend라는 단어이고 비밀번호가 그 키입니다."),
            ],
            Link = "https://resend.com/docs/send-with-smtp",
        },
        Service("brevo", "Brevo", "smtp-relay.brevo.com") with
        {
            Aliases = ["sendinblue"], OtherHosts = ["smtp-relay.sendinblue.com"],
            Alternatives = [ImplicitTls, HighSubmission], FromMustBeLogin = true,
            Password =
            [
                ("Settings > SMTP & API > SMTP: the login shown there is the user name, an SMTP key the password. An API key does not work.",
                    "Settings > SMTP & API > SMTP에 표시된 로그인이 사용자 이름이고 SMTP 키가 비밀번호입니다. API 키는 쓸 수 없습니다."),
                ("Security > Authorised IPs: add this machine's address to the list for SMTP, which is apart from that for the API.",
                    "Security > Authorised IPs의 SMTP 목록에 이 컴퓨터의 IP 주소를 등록하십시오. API의 목록과는 따로입니다."),
            ],
            Link = "https://developers.brevo.com/docs/smtp-integration",
        },
        Service("mailersend", "MailerSend", "smtp.mailersend.net") with
        {
            FromMustBeLogin = true,
            Password =
            [
                ("Your domain > SMTP > Generate new user: it has a user name and password of its own.",
                    "도메인 > SMTP > Generate new user에서 만든 사용자 이름과 비밀번호를 쓰십시오."),
            ],
            Link = "https://www.mailersend.com/help/smtp-relay",
            Doubts = [("name of the settings page", "설정 화면의 이름")],
        },
        Service("mailjet", "Mailjet", "in-v3.mailjet.com") with
        {
            OtherHosts = ["in.mailjet.com"], FromMustBeLogin = true,
            Password =
            [
                ("Account settings > SMTP and SEND API settings: the API key is the user name, the secret key the password.",
                    "Account settings > SMTP and SEND API settings의 API 키가 사용자 이름이고 비밀 키가 비밀번호입니다."),
            ],
            Link = "https://dev.mailjet.com/smtp-relay/overview/",
            Doubts = [("name of the settings page", "설정 화면의 이름")],
        },
        Service("smtp2go", "SMTP2GO", "mail.smtp2go.com") with
        {
            Port = 2525, Alternatives = [new(587, TlsMode.Required), ImplicitTls], FromMustBeLogin = true,
            Password =
            [
                ("Sending > SMTP Users > Add SMTP User: use its name and password.",
                    "Sending > SMTP Users > Add SMTP User에서 만든 이름과 비밀번호를 쓰십시오."),
            ],
            Link = "https://support.smtp2go.com",
            Doubts = [("ports other than 2525", "2525번 이외의 포트")],
        },
        Service("sparkpost", "SparkPost", "smtp.sparkpostmail.com") with
        {
            Alternatives = [HighSubmission], UserName = UserNameForm.Fixed, FixedUser = "SMTP_Injection", FromMustBeLogin = true,
            Password =
            [
                ("Make an API key with the permission Send via SMTP. The user name is the word SMTP_Injection, the password the key.",
                    "Send via SMTP 권한이 있는 API 키를 만드십시오. 사용자 이름은 SMTP_Injection이라는 단어이고 비밀번호가 그 키입니다."),
            ],
            Link = "https://support.sparkpost.com",
            Doubts = [("port 2525", "2525번 포트")],
        },
        Service("mailtrap", "Mailtrap", "live.smtp.mailtrap.io") with
        {
            UserName = UserNameForm.Issued, FromMustBeLogin = true,
            Password =
            [
                ("Sending Domains > your domain > Integration > SMTP shows the user name and password.",
                    "Sending Domains > 도메인 > Integration > SMTP에 표시된 사용자 이름과 비밀번호를 쓰십시오."),
            ],
            Link = "https://help.mailtrap.io",
            Doubts = [("name of the settings page", "설정 화면의 이름")],
        },
        Service("loops", "Loops", "smtp.loops.so") with
        {
            UserName = UserNameForm.Fixed, FixedUser = "loops", FromMustBeLogin = true,
            Password =
            [
                ("Settings > API: make an API key. The user name is the word loops, the password the key.",
                    "Settings > API에서 API 키를 만드십시오. 사용자 이름은 loops라는 단어이고 비밀번호가 그 키입니다."),
            ],
            Link = "https://loops.so/docs/smtp",
            Doubts = [("user name", "사용자 이름")],
        },
    ];

    private static Provider Mailgun(string name, string title, string host) => Service(name, title, host) with
    {
        Alternatives = [ImplicitTls, HighSubmission, OldSubmission],
        FromMustBeLogin = true,
        Password =
        [
            ("Sending > Domain settings > SMTP credentials: use a user of the very domain you send from. The API key does not work.",
                "Sending > Domain settings > SMTP credentials에서 보내는 도메인의 사용자를 쓰십시오. API 키는 쓸 수 없습니다."),
            ("A domain of the European region needs smtp.eu.mailgun.org, any other smtp.mailgun.org.",
                "유럽 리전의 도메인은 smtp.eu.mailgun.org, 그 밖의 도메인은 smtp.mailgun.org를 써야 합니다."),
        ],
        Link = "https://help.mailgun.com",
    };

    private static Provider Service(string name, string title, string host) => new()
    {
        Name = name,
        Title = (title, title),
        Host = host,
        Port = 587,
        Tls = TlsMode.Required,
        UserName = UserNameForm.Issued,
    };
}
