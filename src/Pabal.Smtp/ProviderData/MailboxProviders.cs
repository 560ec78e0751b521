using System.Collections.Immutable;
using Pabal.Smtp.Diagnostics;

namespace Pabal.Smtp.ProviderData;

internal static class MailboxProviders
{
    private const long GoogleMessageSize = 35_882_577;

    private static readonly ImmutableArray<string> GoogleMechanisms = ["XOAUTH2", "OAUTHBEARER", "PLAIN", "LOGIN"];
    private static readonly ProviderPort StartTls = new(587, TlsMode.Required);
    private static readonly ProviderPort ImplicitTls = new(465, TlsMode.Implicit);

    private static readonly ImmutableArray<Phrase> GoogleAppPassword =
    [
        ("Turn on 2-Step Verification at https://myaccount.google.com/security; without it there is no page for app passwords.",
            "Google 계정 보안 페이지(https://myaccount.google.com/security)에서 2단계 인증을 켜십시오. 켜지 않으면 앱 비밀번호 페이지가 없습니다."),
        ("Make an app password at https://myaccount.google.com/apppasswords and use its 16 letters as the password, with or without the spaces.",
            "앱 비밀번호 페이지(https://myaccount.google.com/apppasswords)에서 앱 비밀번호를 만들고 그 16자를 비밀번호로 쓰십시오. 공백은 있어도 없어도 됩니다."),
        ("Or log in with an OAuth2 token of the scope https://mail.google.com/ instead of a password.",
            "또는 비밀번호 대신 범위가 https://mail.google.com/ 인 OAuth2 토큰으로 로그인하십시오."),
    ];

    private static readonly ImmutableArray<Phrase> YahooAppPassword =
    [
        ("The normal password is always refused: open Account Security, choose Generate app password, and use its 16 letters with the full address.",
            "일반 비밀번호는 항상 거부됩니다. 계정 보안(Account Security)에서 앱 비밀번호를 만들어 그 16자를 전체 주소와 함께 쓰십시오."),
    ];

    private static readonly ImmutableArray<Phrase> ZohoPassword =
    [
        ("Use the server of the region the account was opened in (.com, .eu, .in, .com.au, .jp, .com.cn, .sa, zohocloud.ca); elsewhere the login "
            + "fails.",
            "계정을 만든 지역의 서버(.com, .eu, .in, .com.au, .jp, .com.cn, .sa, zohocloud.ca)를 쓰십시오. 다른 지역에서는 로그인이 실패합니다."),
        ("With two-factor authentication on, make an application-specific password: accounts.zoho.com (of your region) > Security > App Passwords.",
            "2단계 인증을 쓰면 해당 지역의 accounts.zoho.com > Security > App Passwords에서 앱 전용 비밀번호를 만들어 쓰십시오."),
    ];

    private static readonly ImmutableArray<Phrase> NetEasePassword =
    [
        ("On the web, open 设置 (settings) > POP3/SMTP/IMAP, turn the SMTP service on and use the authorisation code (授权码) shown there as the "
            + "password.",
            "웹 메일의 설정(设置) > POP3/SMTP/IMAP에서 SMTP 서비스를 켜고, 거기서 받은 인증 코드(授权码)를 비밀번호로 쓰십시오."),
    ];

    private static readonly ImmutableArray<Phrase> UnitedInternetPassword =
    [
        ("On the web, open Settings > POP3 & IMAP and allow access by external programs; it is off at first.",
            "웹 메일의 설정 > POP3 & IMAP에서 외부 프로그램의 접근을 허용하십시오. 처음에는 꺼져 있습니다."),
        ("With two-factor authentication on, make an application-specific password there and use it.",
            "2단계 인증을 쓰면 앱 전용 비밀번호를 만들어 쓰십시오."),
    ];

    public static ImmutableArray<Provider> All { get; } =
    [
        new()
        {
            Name = "gmail", Aliases = ["google", "googlemail"], Title = ("Gmail", "Gmail(지메일)"), Host = "smtp.gmail.com",
            OtherHosts =
            [
                "smtp.googlemail.com",
            ],
            Alternatives = [StartTls], Mechanisms = GoogleMechanisms, Domains = ["gmail.com", "googlemail.com"],
            Limits = new() { MessagesPerDay = 500, MessageSize = GoogleMessageSize },
            Password = GoogleAppPassword,
            Link = "https://support.google.com/accounts/answer/185833",
            Doubts = [("daily limit", "하루 한도"), ("message size", "메시지 크기 한도")],
        },
        new()
        {
            Name = "google-workspace", Aliases = ["gsuite", "workspace"], Title = ("Google Workspace", "Google Workspace(구글 워크스페이스)"),
            Host = "smtp.gmail.com",
            Alternatives = [StartTls], Mechanisms = GoogleMechanisms,
            Limits = new() { MessagesPerDay = 2000, MessageSize = GoogleMessageSize },
            Password =
            [
                .. GoogleAppPassword,
                ("If the app passwords page is missing although 2-Step Verification is on, the administrator has forbidden it: use OAuth2 or the "
                    + "relay (google-relay).",
                    "2단계 인증을 켰는데도 앱 비밀번호 페이지가 없으면 관리자가 막은 것입니다. OAuth2나 릴레이(google-relay)를 쓰십시오."),
            ],
            Link = "https://support.google.com/a/answer/176600",
            Doubts = [("daily limit (lower during a trial)", "하루 한도(체험 기간에는 더 적음)"), ("message size", "메시지 크기 한도")],
        },
        new()
        {
            Name = "google-relay", Aliases = ["gmail-relay", "workspace-relay"], Title = ("Google Workspace SMTP relay", "Google Workspace SMTP 릴레이"),
            Host = "smtp-relay.gmail.com", Port = 587, Tls = TlsMode.Required, Alternatives = [ImplicitTls, new(25, TlsMode.Required)],
            Mechanisms = GoogleMechanisms,
            Limits = new() { RecipientsPerDay = 10_000, MessageSize = GoogleMessageSize },
            Password =
            [
                ("An administrator registers this machine's IP address, or demands a login, in the Admin console: Apps > Google Workspace > Gmail > "
                    + "Routing > SMTP relay service.",
                    "관리자가 관리 콘솔의 앱 > Google Workspace > Gmail > 라우팅 > SMTP 릴레이 서비스에서 이 컴퓨터의 IP 주소를 등록하거나 로그인을 요구하도록 정해야 합니다."),
                ("Where a login is demanded, use an app password (https://myaccount.google.com/apppasswords) or OAuth2.",
                    "로그인이 필요하면 앱 비밀번호(https://myaccount.google.com/apppasswords)나 OAuth2를 쓰십시오."),
            ],
            Link = "https://support.google.com/a/answer/2956491",
            Doubts = [("daily limit for each user", "사용자당 하루 한도"), ("message size", "메시지 크기 한도")],
        },
        new()
        {
            Name = "outlook", Aliases = ["hotmail", "live", "msn", "outlook.com"], Title = ("Outlook.com", "Outlook.com(아웃룩닷컴)"),
            Host = "smtp-mail.outlook.com", OtherHosts = ["smtp.live.com"], Port = 587, Tls = TlsMode.Required, Mechanisms = ["XOAUTH2"],
            Domains =
            [
                "outlook.com", "outlook.kr", "outlook.jp", "outlook.de", "outlook.fr", "outlook.es", "outlook.it", "outlook.in", "outlook.com.br",
                "outlook.com.au",
                "hotmail.com", "hotmail.co.kr", "hotmail.co.uk", "hotmail.co.jp", "hotmail.de", "hotmail.fr", "hotmail.es", "hotmail.it",
                "live.com", "live.co.kr", "live.co.uk", "live.jp", "live.de", "live.fr", "live.nl", "msn.com", "passport.com",
            ],
            FromMustBeLogin = true,
            Password =
            [
                ("Log in with OAuth2: passwords and app passwords have not been accepted since 2024-09-16. The scope is "
                    + "https://outlook.office.com/SMTP.Send.",
                    "OAuth2로 로그인하십시오. 2024-09-16부터 비밀번호와 앱 비밀번호는 받지 않습니다. 범위는 https://outlook.office.com/SMTP.Send 입니다."),
                ("On the web, see Settings > Mail > Forwarding and IMAP: access for devices and apps may be off.",
                    "웹의 설정 > 메일 > 전달 및 IMAP을 확인하십시오. 장치와 앱의 접근이 꺼져 있을 수 있습니다."),
            ],
            Link = "https://support.microsoft.com/office/d088b986-291d-42b8-9564-9c414e2aa040",
            Doubts = [("whether access for apps is off at first", "앱 접근이 처음에 꺼져 있는지 여부"), ("limits", "발송 한도")],
        },
        new()
        {
            Name = "office365", Aliases = ["microsoft365", "m365", "o365", "exchange-online"], Title = ("Microsoft 365", "Microsoft 365(오피스 365)"),
            Host = "smtp.office365.com", OtherHosts = ["outlook.office365.com"],
            Port = 587, Tls = TlsMode.Required, Alternatives = [new(25, TlsMode.Required)],
            Mechanisms = ["XOAUTH2", "LOGIN"], FromMustBeLogin = true,
            Limits = new() { MessagesPerMinute = 30, RecipientsPerDay = 10_000, Connections = 3, MessageSize = 157_286_400 },
            Password =
            [
                ("Best, log in with OAuth2: delegated scope https://outlook.office.com/SMTP.Send, or, for a program of its own, "
                    + "https://outlook.office365.com/.default with a service principal.",
                    "OAuth2로 로그인하는 것이 가장 좋습니다. 위임 범위는 https://outlook.office.com/SMTP.Send, 프로그램 단독이면 https://outlook.office365.com/.default 와 서비스 "
                        + "주체입니다."),
                ("SMTP AUTH must be on for the organisation and for the mailbox: Microsoft 365 admin center > Users > the user > Mail > Manage "
                    + "email apps > Authenticated SMTP.",
                    "SMTP AUTH가 조직과 사서함 양쪽에서 켜져 있어야 합니다. Microsoft 365 관리 센터 > 사용자 > 해당 사용자 > 메일 > 전자 메일 앱 관리 > 인증된 SMTP에서 켜십시오."),
                ("Passwords: as of 2026-01 Microsoft says they work as before until the end of 2026, are then off by default (an administrator can "
                    + "turn them on), and go for good at a date to be named in the second half of 2027.",
                    "비밀번호: 2026-01 기준 Microsoft의 발표로는 2026년 말까지는 그대로이고, 그 뒤에는 기본으로 꺼지며(관리자가 다시 켤 수 있음), 완전히 없어지는 날짜는 2027년 하반기에 알린다고 합니다."),
            ],
            Link = "https://learn.microsoft.com/exchange/clients-and-mobile-in-exchange-online/authenticated-client-smtp-submission",
            Doubts = [("connections at once", "동시 연결 수")],
        },
        new()
        {
            Name = "yahoo", Title = ("Yahoo Mail", "Yahoo Mail(야후 메일)"), Host = "smtp.mail.yahoo.com", Alternatives = [StartTls],
            Mechanisms = ["XOAUTH2", "OAUTHBEARER", "PLAIN", "LOGIN"], FromMustBeLogin = true,
            Domains =
            [
                "yahoo.com", "ymail.com", "rocketmail.com", "myyahoo.com", "yahoo.co.uk", "yahoo.fr", "yahoo.de", "yahoo.it", "yahoo.es", "yahoo.ca",
                "yahoo.co.in", "yahoo.in",
                "yahoo.com.au", "yahoo.com.br", "yahoo.com.mx", "yahoo.com.tw", "yahoo.com.hk", "yahoo.com.sg", "yahoo.com.ph", "yahoo.com.vn",
                "yahoo.co.id", "yahoo.co.th",
            ],
            Password = YahooAppPassword,
            Link = "https://help.yahoo.com/kb/SLN15241.html",
            Doubts = [("limits", "발송 한도"), ("who may use OAuth2 (by agreement)", "OAuth2를 쓸 수 있는 대상(협약 필요)")],
        },
        new()
        {
            Name = "yahoo-japan", Aliases = ["yahoo-jp"], Title = ("Yahoo! JAPAN Mail", "야후! 재팬 메일"), Host = "smtp.mail.yahoo.co.jp",
            UserName = UserNameForm.LocalPart, Domains = ["yahoo.co.jp", "ymail.ne.jp"],
            Password =
            [
                ("On the web, open 設定 (settings) > IMAP/POP/SMTPアクセス and allow access by mail programs.",
                    "웹 메일의 설정(設定) > IMAP/POP/SMTP 접근에서 메일 프로그램의 접근을 허용하십시오."),
                ("The user name is the part before the @, the password that of the account.", "사용자 이름은 @ 앞부분, 비밀번호는 계정의 비밀번호입니다."),
            ],
            Link = "https://support.yahoo-net.jp/PccMail/s/",
            Doubts = [("name of the settings page", "설정 화면의 이름")],
        },
        new()
        {
            Name = "aol", Title = ("AOL Mail", "AOL 메일"), Host = "smtp.aol.com", Alternatives = [StartTls],
            Mechanisms = ["XOAUTH2", "OAUTHBEARER", "PLAIN", "LOGIN"], FromMustBeLogin = true, Domains = ["aol.com", "aim.com"],
            Password = YahooAppPassword,
            Link = "https://help.aol.com/articles/Create-and-manage-app-password",
            Doubts = [("limits", "발송 한도")],
        },
        new()
        {
            Name = "icloud", Aliases = ["apple", "me", "mac"], Title = ("iCloud Mail", "iCloud 메일"),
            Host = "smtp.mail.me.com", Port = 587, Tls = TlsMode.Required,
            Domains = ["icloud.com", "me.com", "mac.com"], FromMustBeLogin = true,
            Limits = new() { MessagesPerDay = 1000, RecipientsPerDay = 1000, RecipientsPerMessage = 500, MessageSize = 20 * 1024 * 1024 },
            Password =
            [
                ("With two-factor authentication on, open https://account.apple.com > Sign-In and Security > App-Specific Passwords, make one and "
                    + "use it.",
                    "이중 인증을 켠 뒤 https://account.apple.com 의 로그인 및 보안 > 앱 암호에서 앱 암호를 만들어 쓰십시오."),
                ("The user name is the full iCloud Mail address, not that of another provider the Apple Account is named by.",
                    "사용자 이름은 Apple 계정에 쓰는 다른 회사 주소가 아니라 iCloud 메일의 전체 주소입니다."),
            ],
            Link = "https://support.apple.com/102654",
            Doubts = [("whether From may differ from the login", "보내는 주소가 로그인과 달라도 되는지 여부")],
        },
        Zoho("zoho", "Zoho Mail", "smtp.zoho.com") with { Domains = ["zoho.com", "zohomail.com"] },
        Zoho("zoho-pro", "Zoho Mail, own domain", "smtppro.zoho.com"),
        Zoho("zoho-eu", "Zoho Mail, Europe", "smtp.zoho.eu") with { OtherHosts = ["smtppro.zoho.eu"], Domains = ["zohomail.eu"] },
        Zoho("zoho-in", "Zoho Mail, India", "smtp.zoho.in") with { OtherHosts = ["smtppro.zoho.in"], Domains = ["zohomail.in"] },
        Zoho("zoho-au", "Zoho Mail, Australia", "smtp.zoho.com.au") with { OtherHosts = ["smtppro.zoho.com.au"] },
        Zoho("zoho-jp", "Zoho Mail, Japan", "smtp.zoho.jp") with { OtherHosts = ["smtppro.zoho.jp"] },
        Zoho("zoho-cn", "Zoho Mail, China", "smtp.zoho.com.cn") with { OtherHosts = ["smtppro.zoho.com.cn"] },
        Zoho("zoho-sa", "Zoho Mail, Saudi Arabia", "smtp.zoho.sa") with { OtherHosts = ["smtppro.zoho.sa"] },
        Zoho("zoho-ca", "Zoho Mail, Canada", "smtp.zohocloud.ca") with { OtherHosts = ["smtppro.zohocloud.ca"] },
        new()
        {
            Name = "fastmail", Title = ("Fastmail", "Fastmail(패스트메일)"), Host = "smtp.fastmail.com", Alternatives = [StartTls],
            Domains = ["fastmail.com", "fastmail.fm"],
            Password =
            [
                ("Settings > Privacy & Security > Manage app passwords: make one for mail. The account's own password never works here.",
                    "Settings > Privacy & Security > Manage app passwords에서 메일용 앱 비밀번호를 만드십시오. 계정 비밀번호는 쓸 수 없습니다."),
                ("The user name is the account's primary address.", "사용자 이름은 계정의 기본 주소입니다."),
            ],
            Link = "https://www.fastmail.help/hc/en-us/articles/360058752854",
            Doubts = [("limits", "발송 한도")],
        },
        new()
        {
            Name = "gmx", Title = ("GMX", "GMX 메일"), Host = "mail.gmx.com", OtherHosts = ["mail.gmx.net"], Alternatives = [StartTls],
            Domains = ["gmx.com", "gmx.net", "gmx.de", "gmx.at", "gmx.ch"], FromMustBeLogin = true,
            Password = UnitedInternetPassword, Link = "https://support.gmx.com/pop-imap/index.html",
        },
        new()
        {
            Name = "web.de", Aliases = ["web-de", "webde"], Title = ("WEB.DE", "WEB.DE 메일"), Host = "smtp.web.de", Port = 587, Tls = TlsMode.Required,
            Alternatives = [ImplicitTls], Domains = ["web.de"], UserName = UserNameForm.LocalPart, FromMustBeLogin = true,
            Password = UnitedInternetPassword, Link = "https://hilfe.web.de/pop-imap",
            Doubts = [("user name: the part before the @ or the full address", "사용자 이름이 @ 앞부분인지 전체 주소인지")],
        },
        new()
        {
            Name = "mail.ru", Aliases = ["mail-ru", "mailru"], Title = ("Mail.ru", "Mail.ru 메일"), Host = "smtp.mail.ru",
            Domains = ["mail.ru", "inbox.ru", "list.ru", "bk.ru"], FromMustBeLogin = true,
            Password =
            [
                ("Make a password for external apps (https://account.mail.ru > Security > Passwords for external apps) and use it; the account's "
                    + "own is refused.",
                    "외부 앱용 비밀번호(https://account.mail.ru > 보안 > 외부 앱 비밀번호)를 만들어 쓰십시오. 계정 비밀번호는 거부됩니다."),
            ],
            Link = "https://help.mail.ru/mail/mailer/password",
        },
        new()
        {
            Name = "yandex", Title = ("Yandex Mail", "얀덱스 메일"), Host = "smtp.yandex.com", OtherHosts = ["smtp.yandex.ru"],
            Domains = ["yandex.com", "yandex.ru", "ya.ru", "yandex.by", "yandex.kz"], FromMustBeLogin = true,
            Password =
            [
                ("In Yandex Mail, open Settings > Email clients and allow access by IMAP with app passwords.",
                    "얀덱스 메일의 설정 > 메일 프로그램에서 앱 비밀번호를 쓰는 IMAP 접근을 허용하십시오."),
                ("Make an app password for mail at https://id.yandex.com/security/app-passwords and use it.",
                    "앱 비밀번호 페이지(https://id.yandex.com/security/app-passwords)에서 메일용 비밀번호를 만들어 쓰십시오."),
            ],
            Link = "https://yandex.com/support/mail/mail-clients/others.html",
        },
        new()
        {
            Name = "qq", Aliases = ["foxmail"], Title = ("QQ Mail", "QQ 메일"), Host = "smtp.qq.com", Alternatives = [StartTls],
            Domains = ["qq.com", "vip.qq.com", "foxmail.com"], FromMustBeLogin = true,
            Password = NetEasePassword, Link = "https://service.mail.qq.com",
            Doubts = [("port 587", "587번 포트")],
        },
        new()
        {
            Name = "163", Aliases = ["netease"], Title = ("163 Mail (NetEase)", "163 메일(넷이즈)"), Host = "smtp.163.com",
            Domains = ["163.com"], FromMustBeLogin = true, Password = NetEasePassword, Link = "https://help.mail.163.com",
        },
        new()
        {
            Name = "126", Title = ("126 Mail (NetEase)", "126 메일(넷이즈)"), Host = "smtp.126.com",
            Domains = ["126.com"], FromMustBeLogin = true, Password = NetEasePassword, Link = "https://help.mail.163.com",
        },
    ];

    private static Provider Zoho(string name, string title, string host) => new()
    {
        Name = name,
        Title = (title, title),
        Host = host,
        Alternatives = [StartTls],
        FromMustBeLogin = true,
        Password = ZohoPassword,
        Link = "https://www.zoho.com/mail/help/zoho-smtp.html",
        Doubts = [("whether the free plan may use SMTP", "무료 요금제에서 SMTP를 쓸 수 있는지 여부"), ("limits, which depend on the plan", "요금제에 따른 발송 한도")],
    };
}
