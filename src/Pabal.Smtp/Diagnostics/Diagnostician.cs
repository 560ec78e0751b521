using System.Collections.Immutable;
using Pabal.Smtp.Diagnostics.Rules;

namespace Pabal.Smtp.Diagnostics;

/// <summary>Finds the first rule that fits a failure: first those of whoever runs the server, then those that hold everywhere.</summary>
internal static class Diagnostician
{
    /// <summary>The rules that hold everywhere, most specific first.</summary>
    public static ImmutableArray<Rule> Common { get; } =
    [
        .. TlsRules.All, .. ConnectionRules.All, .. LoginRules.All, .. PolicyRules.All, .. SenderRules.All, .. DeliveryRules.All, .. FallbackRules.All,
    ];

    /// <summary>Cause and remedy in the language of the current UI culture; null when no more is known than the failure itself says.</summary>
    public static Diagnosis? Explain(string host, SmtpStage stage, SmtpFailure failure, SmtpReply? reply, Exception? inner)
    {
        var incident = new Incident(host, stage, failure, reply, inner);
        var rule = incident.Operator?.Rules.FirstOrDefault(rule => rule.Fits(incident)) ?? Common.FirstOrDefault(rule => rule.Fits(incident));
        return rule is null ? null : Tell(rule, incident);
    }

    private static Diagnosis Tell(Rule rule, Incident incident)
    {
        ImmutableArray<string> remedy = [.. rule.Remedy.Select(step => Fill(step, incident))];
        if (incident.Provider is { } provider)
            remedy = [.. remedy, .. ProviderAdvice.Steps(provider, rule.Adds)];
        var link = rule.Link ?? (rule.Adds == ProviderFacts.None ? null : incident.Provider?.Link);
        return new Diagnosis(rule.Id, Fill(rule.Cause, incident), remedy, link);
    }

    private static string Fill(Phrase phrase, Incident incident) => phrase.ToString()
        .Replace("{server}", incident.Provider?.DisplayName ?? incident.Host, StringComparison.Ordinal)
        .Replace("{host}", incident.Host, StringComparison.Ordinal);
}
