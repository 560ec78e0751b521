using System.Collections.Immutable;

namespace Pabal.Smtp.ProviderData;

internal static class KoreanProviders
{
    public static ImmutableArray<Provider> All { get; } =
    [
        new()
        {
            Name = "naver", Title = ("Naver Mail", "네이버 메일"), Host = "smtp.naver.com",
            Alternatives = [new(587, TlsMode.Required)],
            Domains = ["naver.com"], FromMustBeLogin = true,
            Limits = new() { MessageSize = 39_845_888 },
            Password =
            [
                ("Turn on two-step verification: Naver ID (https://nid.naver.com) > security settings (보안설정) > two-step verification (2단계 인증).",
                    "네이버ID(https://nid.naver.com) > 보안설정 > 2단계 인증에서 2단계 인증을 켜십시오."),
                ("On the same page, under Manage (관리), make an application password (애플리케이션 비밀번호) and use it as the password. "
                    + "It is probably 12 capital letters and digits.",
                    "같은 화면의 관리에서 애플리케이션 비밀번호를 만들어 비밀번호 자리에 쓰십시오. 영문 대문자와 숫자 12자리로 알려져 있습니다."),
                ("In Naver Mail, open 환경설정 > POP3/IMAP 설정, set POP3/SMTP and IMAP/SMTP to 사용함 (on) and save. If it was on already, switch it off, "
                    + "save, switch it on and save again.",
                    "네이버 메일의 환경설정 > POP3/IMAP 설정에서 POP3/SMTP와 IMAP/SMTP를 '사용함'으로 하고 저장하십시오. 이미 켜져 있으면 껐다가 저장한 뒤 다시 켜고 저장하십시오."),
                ("If the program runs abroad or in a cloud, the block of foreign logins (해외 로그인 차단) in the security settings may refuse it too.",
                    "프로그램이 해외나 클라우드에서 돌아가면 보안설정의 해외 로그인 차단 때문에 거부될 수도 있습니다."),
            ],
            Link = "https://help.naver.com/service/30029/contents/21344?lang=ko",
            Doubts =
            [
                ("form of the application password", "애플리케이션 비밀번호의 형식"),
                ("message size", "메시지 크기 한도"),
                ("whether the block of foreign logins applies to SMTP", "해외 로그인 차단이 SMTP에도 적용되는지 여부"),
            ],
        },
        new()
        {
            Name = "naver-works", Aliases = ["naverworks", "worksmobile", "line-works"], Title = ("NAVER WORKS", "네이버웍스"),
            Host = "smtp.worksmobile.com", Alternatives = [new(587, TlsMode.Required)], FromMustBeLogin = true,
            Password =
            [
                ("In NAVER WORKS on a PC, click your picture at the top right > Security (보안) > Create external app password (외부 앱 비밀번호 생성하기).",
                    "PC에서 네이버웍스 오른쪽 위의 프로필 사진 > 보안 > 외부 앱 비밀번호 생성하기를 누르십시오."),
                ("Choose New password (새 비밀번호 생성), name the program and use what is shown as the password; the login password is not accepted.",
                    "'새 비밀번호 생성'에서 프로그램 이름을 적고, 만들어진 비밀번호를 쓰십시오. 로그인 비밀번호는 받지 않습니다."),
            ],
            Link = "https://gov-naverworks.com/notice/48240/",
            Doubts = [("host and ports", "서버 이름과 포트"), ("whether From may differ from the login", "보내는 주소가 로그인과 달라도 되는지 여부")],
        },
        new()
        {
            Name = "daum", Aliases = ["hanmail"], Title = ("Daum Mail", "다음 메일"), Host = "smtp.daum.net",
            Domains = ["daum.net", "hanmail.net"], FromMustBeLogin = true,
            Limits = new() { MessagesPerDay = 10_000, RecipientsPerMessage = 150 },
            Password =
            [
                ("In Daum Mail on a PC, open 환경설정 (settings) > IMAP/POP3, set IMAP/SMTP to 사용함 (on) and save.",
                    "PC의 다음 메일에서 환경설정 > IMAP/POP3를 열어 IMAP/SMTP를 '사용함'으로 하고 저장하십시오."),
                .. KakaoAppPassword,
            ],
            Link = "https://mail.daum.net",
            Doubts =
            [
                ("whether an app password is required", "앱 비밀번호가 필수인지 여부"),
                ("user name: full address or id", "사용자 이름이 전체 주소인지 아이디인지"),
                ("mechanisms", "인증 방식"),
                ("limits", "발송 한도"),
            ],
        },
        new()
        {
            Name = "kakao", Title = ("Kakao Mail", "카카오메일"), Host = "smtp.kakao.com",
            Domains = ["kakao.com"], FromMustBeLogin = true,
            Password =
            [
                ("In Kakao Mail, open 설정 (settings) > IMAP/POP3, set it to 사용 (on) and save.", "카카오메일의 설정 > IMAP/POP3에서 '사용'으로 하고 저장하십시오."),
                .. KakaoAppPassword,
            ],
            Link = "https://mail.kakao.com",
            Doubts =
            [
                ("whether an app password is required", "앱 비밀번호가 필수인지 여부"),
                ("user name: full address or the part before the @", "사용자 이름이 전체 주소인지 @ 앞부분인지"),
                ("mechanisms", "인증 방식"),
                ("whether From may differ from the login", "보내는 주소가 로그인과 달라도 되는지 여부"),
            ],
        },
        new()
        {
            Name = "nate", Title = ("Nate Mail", "네이트 메일"), Host = "smtp.mail.nate.com", OtherHosts = ["smtp.nate.com"],
            Alternatives = [new(587, TlsMode.Required)],
            Domains = ["nate.com"],
            Password =
            [
                ("In Nate Mail, open the settings (환경설정), look for external mail programs (외부 메일 프로그램, POP3/SMTP) and allow SMTP.",
                    "네이트 메일의 환경설정에서 외부 메일 프로그램(POP3/SMTP) 항목을 찾아 SMTP 사용을 허용하십시오."),
                ("Use the password of the Nate account and the full address as the user name; if that is refused, try the id alone.",
                    "사용자 이름은 전체 주소, 비밀번호는 네이트 계정의 비밀번호를 쓰십시오. 거부되면 아이디만 써 보십시오."),
            ],
            Link = "https://mail.nate.com",
            Doubts =
            [
                ("host and ports", "서버 이름과 포트"),
                ("user name: full address or id", "사용자 이름이 전체 주소인지 아이디인지"),
                ("mechanisms", "인증 방식"),
            ],
        },
        new()
        {
            Name = "hiworks", Aliases = ["gabia"], Title = ("Hiworks (Gabia)", "하이웍스(가비아)"), Host = "smtps.hiworks.com",
            Password =
            [
                ("The administrator turns on POP3/SMTP, which is off at first: 하이웍스 관리 > 메일 관리 > 보안 메일 > POP3/SMTP 설정, where the product has it.",
                    "관리자가 POP3/SMTP를 켜야 합니다(처음에는 꺼져 있습니다). 상품에 따라 하이웍스 관리 > 메일 관리 > 보안 메일 > POP3/SMTP 설정에 있습니다."),
                ("Your profile at the top right > 설정 > 보안 설정 > 메일 전용 비밀번호: make a mail-only password and use it. Once made, or with two-step "
                    + "verification, no other password is accepted.",
                    "오른쪽 위 내 정보 > 설정 > 보안 설정 > 메일 전용 비밀번호에서 비밀번호를 만들어 쓰십시오. 만든 뒤에는, 또 2단계 인증을 쓰면 다른 비밀번호는 받지 않습니다."),
            ],
            Link = "https://customer.gabia.com/manual/hiworks/128/18580",
            Doubts = [("host and port", "서버 이름과 포트"), ("mechanisms", "인증 방식")],
        },
        new()
        {
            Name = "nhn-cloud", Aliases = ["nhn", "nhncloud", "toast"], Title = ("NHN Cloud Email", "NHN Cloud Email(NHN클라우드)"),
            Host = "smtp-mail.nhncloudservice.com",
            OtherHosts = ["smtp-mail.cloud.toast.com"],
            Port = 587, Tls = TlsMode.Required,
            Alternatives = [new(465, TlsMode.Implicit), new(2587, TlsMode.Required), new(2465, TlsMode.Implicit), new(25, TlsMode.Required)],
            UserName = UserNameForm.Issued,
            Password =
            [
                ("In the NHN Cloud console, open Notification > Email and press URL & Appkey.",
                    "NHN Cloud 콘솔의 Notification > Email에서 URL & Appkey를 누르십시오."),
                ("The AppKey is the user name and the SecretKey the password.", "AppKey가 사용자 이름, SecretKey가 비밀번호입니다."),
            ],
            Link = "https://docs.nhncloud.com/ko/Notification/Email/ko/smtp-guide/",
        },
    ];

    private static ImmutableArray<Diagnostics.Phrase> KakaoAppPassword =>
    [
        ("Turn on two-step verification of the Kakao account: https://accounts.kakao.com > 계정 보안 (security) > 2단계 인증.",
            "카카오계정(https://accounts.kakao.com)의 계정 보안 > 2단계 인증을 켜십시오."),
        ("There, make an app password (앱 비밀번호) and use it as the password; the account's own password is probably refused.",
            "같은 곳에서 앱 비밀번호를 만들어 비밀번호 자리에 쓰십시오. 계정 비밀번호는 거부될 수 있습니다."),
    ];
}
