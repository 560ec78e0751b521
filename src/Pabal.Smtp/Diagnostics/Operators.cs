using System.Collections.Immutable;

namespace Pabal.Smtp.Diagnostics;

/// <summary>Who runs a server; several providers and all their exchangers may be one operator's.</summary>
/// <param name="Provider">The provider whose facts go for the operator's other hosts.</param>
/// <param name="Domains">Domains under which all hosts are the operator's.</param>
/// <param name="Marks">What the operator's replies carry wherever they are heard, for a server known only by its address or behind a proxy.</param>
/// <param name="Rules">What only its replies mean.</param>
internal sealed record Operator(string Provider, ImmutableArray<string> Domains, ImmutableArray<string> Marks, ImmutableArray<Rule> Rules);

internal static class Operators
{
    /// <summary>Known by the form of its hosts only: everything else under amazonaws.com belongs to its customers.</summary>
    private static readonly Operator AmazonSes = Load("amazon-ses");

    public static ImmutableArray<Operator> All { get; } =
    [
        Load("google"), Load("microsoft"), Load("yahoo"), Load("apple"), Load("naver"), Load("zoho"), Load("yandex"),
        AmazonSes, Load("sendgrid"), Load("brevo"), Load("mailgun"), Load("resend"),
    ];

    /// <summary>The name of the host decides; only where it names nobody known do the marks in the text.</summary>
    public static Operator? Of(string host, string text)
    {
        var name = host.EndsWith('.') ? host[..^1] : host;
        if (ProviderData.SesRegion.FromHost(name) is not null)
            return AmazonSes;
        return All.FirstOrDefault(op => op.Domains.Any(domain => IsUnder(name, domain)))
            ?? (Providers.ForHost(name) is null ? ByMark(text) : null);
    }

    private static Operator? ByMark(string text) => text.Length == 0
        ? null
        : All.FirstOrDefault(op => op.Marks.Any(mark => text.Contains(mark, StringComparison.OrdinalIgnoreCase)));

    private static bool IsUnder(string name, string domain) =>
        name.EndsWith(domain, StringComparison.OrdinalIgnoreCase) && (name.Length == domain.Length || name[^(domain.Length + 1)] == '.');

    private static Operator Load(string name)
    {
        var file = RuleFile.Load(name);
        return new Operator(file.Provider!, file.Domains, file.Marks, file.Rules);
    }
}
