using System.Collections.Immutable;
using Pabal.Smtp.Diagnostics.Rules;

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
    private static readonly Operator AmazonSes = new("ses-us-east-1", [], [], ServiceRules.AmazonSes);

    public static ImmutableArray<Operator> All { get; } =
    [
        new("gmail", ["google.com", "gmail.com", "googlemail.com"], ["- gsmtp"], [.. GoogleLoginRules.All, .. GoogleDeliveryRules.All]),
        new("office365", ["office365.com", "outlook.com", "mx.microsoft", "hotmail.com", "live.com"], [".prod.outlook.com", ".protection.outlook.com"],
            [.. MicrosoftLoginRules.All, .. MicrosoftDeliveryRules.All]),
        new("yahoo", ["yahoo.com", "yahoodns.net", "aol.com", "mail.att.net"], ["(#AUTH00", "postmaster.yahooinc.com", "help.yahoo.com"], YahooRules.All),
        new("icloud", ["icloud.com", "me.com", "apple.com"], ["support.apple.com"], MailboxRules.Apple),
        new("naver", ["naver.com"], ["- nsmtp"], MailboxRules.Naver),
        new("zoho", ["zoho.com", "zoho.eu", "zoho.in", "zoho.jp", "zoho.com.au", "zoho.com.cn", "zoho.sa", "zohocloud.ca"], [], MailboxRules.Zoho),
        new("yandex", ["yandex.com", "yandex.ru", "yandex.net"], [], MailboxRules.Yandex),
        AmazonSes,
        new("sendgrid", ["sendgrid.net"], [], ServiceRules.SendGrid),
        new("brevo", ["brevo.com", "sendinblue.com"], [], ServiceRules.Brevo),
        new("mailgun", ["mailgun.org"], [], ServiceRules.Mailgun),
        new("resend", ["resend.com"], [], ServiceRules.Resend),
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
}
