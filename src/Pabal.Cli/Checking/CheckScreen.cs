using System.Globalization;
using Pabal.Cli.Terminal;
using Pabal.Smtp;
using Spectre.Console;
using static Pabal.Localized;

namespace Pabal.Cli.Checking;

/// <summary>What a check found, for a person; as much of it as there is.</summary>
internal static class CheckScreen
{
    public static void Show(CheckDocument found)
    {
        var facts = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn();
        void Row(string name, string? value)
        {
            if (value is not null)
                facts.AddRow(Screen.Cell(name), Screen.Cell(value));
        }
        Row(Say("Server", "서버"), found.Provider is null ? found.Server : $"{found.Server} ({Providers.Find(found.Provider)?.DisplayName})");
        Row(Say("Addresses", "주소"), found.Addresses.Count > 0 ? string.Join(", ", found.Addresses) : null);
        Row(Say("Connected to", "접속한 곳"), found.ConnectedTo);
        Row(Say("Greeting", "인사"), found.Greeting);
        Row("TLS", found.Tls is not null ? $"{found.Tls}, {found.CipherSuite}" : found.Extensions.BeforeTls is null ? null : Say("none", "없음"));
        if (found.Certificate is { } certificate)
        {
            Row(Say("Certificate", "인증서"), certificate.Subject);
            Row(Say("  for", "  이름"), certificate.Names.Count > 0 ? string.Join(", ", certificate.Names) : null);
            Row(Say("  issuer", "  발급자"), certificate.Issuer);
            Row(Say("  valid", "  유효 기간"), $"{certificate.NotBefore} – {certificate.NotAfter}");
            Row(Say("  trusted", "  신뢰"), certificate.Objection is null ? Say("yes", "예") : Say($"NO: {certificate.Objection}", $"아니요: {certificate.Objection}"));
        }
        Row(Say("Offers in clear", "평문에서 제공"), Offer(found.Extensions.BeforeTls));
        Row(Say("Offers under TLS", "TLS에서 제공"), Offer(found.Extensions.AfterTls));
        Row(Say("Largest mail", "최대 크기"), found.MaxSize is { } size ? Say($"{size:N0} octets", $"{size:N0}바이트") : null);
        Row(Say("Login", "로그인"), Login(found));
        Row(Say("Steps", "단계"), string.Join(", ", found.Steps.Select(step => string.Create(CultureInfo.InvariantCulture, $"{step.Stage} {step.Ms} ms{(step.Ok ? "" : " ✗")}"))));
        Screen.Out.Write(facts);
        // On a line of its own and never wrapped, to be copied.
        if (found.Certificate is { Pin: var pin })
            Console.WriteLine(Say($"Trust this certificate alone: --pin {pin}", $"이 인증서 하나만 믿으려면: --pin {pin}"));
        if (found.Error is null)
            Console.WriteLine(Say("All is well; no mail was sent.", "문제가 없습니다. 메일은 보내지 않았습니다."));
    }

    public static void Show(AddressDocument found)
    {
        var facts = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn();
        facts.AddRow(Say("Address", "주소"), Screen.Cell(found.Address));
        facts.AddRow(Say("Syntax", "문법"), Say("right", "맞음"));
        facts.AddRow(Say("On the wire", "보낼 때"), Screen.Cell(found.Wire!));
        facts.AddRow("SMTPUTF8", found.RequiresUtf8 ? Say("needed: the part before the @ is not ASCII", "필요: @ 앞부분이 ASCII가 아님") : Say("not needed", "필요 없음"));
        if (found.Provider is { } provider)
            facts.AddRow(Say("Provider", "메일 서비스"), Screen.Cell($"{Providers.Find(provider)!.DisplayName} (pabal providers {provider})"));
        facts.AddRow(Say("Not checked", "확인하지 않음"), Say("whether the domain takes mail (its MX records), whether there is such a mailbox", "도메인이 메일을 받는지(MX 레코드), 그런 메일함이 있는지"));
        Screen.Out.Write(facts);
    }

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
