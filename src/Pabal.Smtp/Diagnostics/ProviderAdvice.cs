using System.Globalization;
using static Pabal.Localized;

namespace Pabal.Smtp.Diagnostics;

/// <summary>Which facts of a provider a remedy shows.</summary>
[Flags]
internal enum ProviderFacts
{
    None = 0,
    Password = 1,
    Server = 2,
    Limits = 4,
    Sender = 8,
}

/// <summary>The facts of a provider as steps of a remedy.</summary>
internal static class ProviderAdvice
{
    public static IEnumerable<string> Steps(Provider provider, ProviderFacts facts)
    {
        if (facts.HasFlag(ProviderFacts.Password))
        {
            foreach (var step in provider.PasswordSteps)
                yield return step;
        }
        if (facts.HasFlag(ProviderFacts.Server))
            yield return Server(provider);
        if (facts.HasFlag(ProviderFacts.Limits) && Limits(provider) is { } limits)
            yield return limits;
        if (facts.HasFlag(ProviderFacts.Sender) && provider.FromMustBeLogin)
        {
            yield return Say($"{provider.DisplayName} sends only from the address that logs in or one registered with the account.",
                $"{provider.DisplayName} 서비스는 로그인한 주소나 그 계정에 등록된 주소로만 보냅니다.");
        }
    }

    private static string Server(Provider provider)
    {
        ProviderPort[] ports = [new(provider.Port, provider.Tls), .. provider.Alternatives];
        var servers = string.Join(", ", ports.Select(port => Url(provider.Host, port)));
        return Say($"{provider.DisplayName} is reached at: {servers}.", $"{provider.DisplayName} 서버 설정: {servers}");
    }

    private static string Url(string host, ProviderPort port) =>
        string.Create(CultureInfo.InvariantCulture, $"{(port.Tls == TlsMode.Implicit ? "smtps" : "smtp")}://{host}:{port.Port}");

    private static string? Limits(Provider provider)
    {
        var limits = provider.Limits;
        (int? Number, Phrase Unit)[] known =
        [
            (limits.MessagesPerDay, ("messages a day", "하루 메시지")),
            (limits.RecipientsPerDay, ("recipients a day", "하루 수신자")),
            (limits.RecipientsPerMessage, ("recipients a message", "메시지당 수신자")),
            (limits.MessagesPerMinute, ("messages a minute", "분당 메시지")),
            (limits.Connections, ("connections at once", "동시 연결")),
            (limits.MessagesPerConnection, ("messages a connection", "연결당 메시지")),
        ];
        var list = known.Where(limit => limit.Number is not null).Select(limit => Counted(limit.Number!.Value, limit.Unit)).ToList();
        if (list.Count == 0)
            return null;
        var text = string.Join(", ", list);
        return Say($"Known limits of {provider.DisplayName}: {text}.", $"알려진 {provider.DisplayName} 한도: {text}");
    }

    private static string Counted(int number, Phrase unit)
    {
        var digits = number.ToString("N0", CultureInfo.InvariantCulture);
        return Say($"{digits} {unit}", $"{unit} {digits}");
    }
}
