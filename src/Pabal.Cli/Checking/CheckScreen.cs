using System.Globalization;
using Pabal.Cli.Terminal;
using Pabal.Smtp;
using static Pabal.Localized;

namespace Pabal.Cli.Checking;

/// <summary>What a check found, for a person; as much of it as there is.</summary>
internal static class CheckScreen
{
    public static void Show(CheckDocument found)
    {
        Screen.WriteRows(
        [
            (Say("Server", "서버"), found.Provider is null ? found.Server : $"{found.Server} ({Providers.Find(found.Provider)?.DisplayName})"),
            (Say("Addresses", "주소"), string.Join(", ", found.Addresses)),
            (Say("Connected to", "연결한 곳"), found.ConnectedTo),
            (Say("Greeting", "인사말"), found.Greeting),
            ("TLS", found.Tls is not null ? $"{found.Tls}, {found.CipherSuite}" : found.Extensions.BeforeTls is null ? null : Say("none", "없음")),
            .. found.Certificate is { } certificate ? Rows(certificate) : [],
            (Say("Offers in clear", "평문에서 제공"), Offer(found.Extensions.BeforeTls)),
            (Say("Offers under TLS", "TLS에서 제공"), Offer(found.Extensions.AfterTls)),
            (Say("Largest mail", "최대 크기"), found.MaxSize is { } size ? Say($"{size:N0} octets", $"{size:N0}바이트") : null),
            (Say("Login", "로그인"), Login(found)),
            (Say("Steps", "단계"), string.Join(", ", found.Steps.Select(step => string.Create(CultureInfo.InvariantCulture, $"{step.Stage} {step.Ms} ms{(step.Ok ? "" : " ✗")}")))),
        ]);
        // On a line of its own and never wrapped, to be copied.
        if (found.Certificate is { Pin: var pin })
            Console.WriteLine(Say($"Trust this certificate alone: --pin {pin}", $"이 인증서 하나만 신뢰하려면: --pin {pin}"));
        if (found.Error is null)
            Console.WriteLine(Say("All is well; no mail was sent.", "문제가 없습니다. 메일은 보내지 않았습니다."));
    }

    public static void Show(AddressDocument found)
    {
        Screen.WriteRows(
        [
            (Say("Address", "주소"), found.Address),
            (Say("Syntax", "문법"), Say("right", "맞음")),
            (Say("On the wire", "보낼 때"), found.Wire),
            ("SMTPUTF8", found.RequiresUtf8 ? Say("needed: the part before the @ is not ASCII", "필요: @ 앞부분이 ASCII가 아님") : Say("not needed", "필요 없음")),
            (Say("Provider", "메일 서비스"), found.Provider is { } provider ? $"{Providers.Find(provider)?.DisplayName} (pabal providers {provider})" : null),
            (Say("Not checked", "확인하지 않음"), Say("whether the domain takes mail (its MX records), whether there is such a mailbox", "도메인이 메일을 받는지(MX 레코드), 그런 메일함이 있는지")),
        ]);
    }

    private static (string, string?)[] Rows(CertificateDocument certificate) =>
    [
        (Say("Certificate", "인증서"), certificate.Subject),
        (Say("  for", "  이름"), string.Join(", ", certificate.Names)),
        (Say("  issuer", "  발급자"), certificate.Issuer),
        (Say("  valid", "  유효 기간"), $"{certificate.NotBefore} – {certificate.NotAfter}"),
        (Say("  trusted", "  신뢰"), certificate.Objection is null ? Say("yes", "예") : Say($"NO: {certificate.Objection}", $"아니요: {certificate.Objection}")),
    ];

    private static string? Offer(IReadOnlyList<string>? keywords) => keywords is null ? null : keywords.Count > 0 ? string.Join(", ", keywords) : Say("nothing", "없음");

    private static string? Login(CheckDocument found) => found switch
    {
        { Login: { Accepted: true } login } => Say($"accepted for {login.User} ({login.Mechanism})", $"{login.User} 로그인 성공({login.Mechanism})"),
        { Login: { } login } => Say($"failed for {login.User}", $"{login.User} 로그인 실패"),
        { Error: not null } => null,
        { Mechanisms: [] } => Say("not offered", "제공하지 않음"),
        _ => Say($"not tried, for nobody was named (--user); offered: {string.Join(", ", found.Mechanisms)}", $"사용자(--user)가 없어 시도하지 않음. 제공하는 방식: {string.Join(", ", found.Mechanisms)}"),
    };
}
