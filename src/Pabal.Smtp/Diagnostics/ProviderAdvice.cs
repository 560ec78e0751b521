using System.Globalization;
using static Pabal.Localized;

namespace Pabal.Smtp.Diagnostics;

/// <summary>Which facts of a provider a remedy shows.</summary>
[Flags]
internal enum ProviderFacts
{
    None = 0,
    Server = 1,
    Password = 2,
    Limits = 4,
    Sender = 8,
}

/// <summary>The facts of a provider as steps of a remedy, and what to try where the provider is unknown.</summary>
internal static class ProviderAdvice
{
    private static readonly Phrase AnyServer =
        ("Port 465 speaks TLS from the first byte: smtps://{host}:465. Ports 587, 25 and 2525 begin in clear and change to TLS by STARTTLS: "
            + "smtp://{host}:587.",
            "465 포트는 처음부터 TLS입니다(smtps://{host}:465). 587, 25, 2525 포트는 평문으로 시작해 STARTTLS로 바꿉니다(smtp://{host}:587).");

    private static readonly Phrase AnyPassword =
        ("Accounts with two-step verification usually need an app password, and sending by programs may have to be switched on in the mailbox "
            + "settings.",
            "2단계 인증을 쓰는 계정은 보통 앱 비밀번호가 필요하고, 메일 설정에서 SMTP 사용을 켜야 할 수 있습니다.");

    /// <summary>Host and ports of the provider's submission server; null stands for a server nobody knows.</summary>
    public static string Server(Provider? provider)
    {
        if (provider is null)
            return AnyServer.ToString();
        ProviderPort[] ports = [new(provider.Port, provider.Tls), .. provider.Alternatives];
        var servers = string.Join(", ", ports.Select(port => Url(provider.Host, port)));
        return Say($"{provider.DisplayName} is reached at: {servers}", $"{provider.DisplayName} 서버 주소: {servers}");
    }

    public static IEnumerable<string> Password(Provider? provider) => provider?.PasswordSteps ?? [AnyPassword.ToString()];

    public static string? Limits(Provider? provider) => provider?.Limits.ToString() is { Length: > 0 } limits
        ? Say($"Known limits of {provider.DisplayName}: {limits}.", $"알려진 {provider.DisplayName} 한도: {limits}")
        : null;

    public static string? Sender(Provider? provider) => provider is { FromMustBeLogin: true }
        ? Say($"{provider.DisplayName} sends only from the address that logs in or one registered with the account.",
            $"{provider.DisplayName} 서비스는 로그인한 주소나 그 계정에 등록된 주소로만 보냅니다.")
        : null;

    private static string Url(string host, ProviderPort port) =>
        string.Create(CultureInfo.InvariantCulture, $"{(port.Tls == TlsMode.Implicit ? "smtps" : "smtp")}://{host}:{port.Port}");
}
