using System.Collections.Immutable;
using Pabal.Smtp.Diagnostics.Rules;

namespace Pabal.Smtp.Diagnostics;

/// <summary>Finds the first rule that fits a failure. What whoever runs the server means by its replies goes before what servers mean everywhere.</summary>
internal static class Diagnostician
{
    /// <summary>What no words of a server bear on.</summary>
    private static readonly ImmutableArray<Rule> First = [.. TlsRules.All, .. ConnectionRules.All, .. TokenRules.All];

    private static readonly ImmutableArray<Rule> Last = [.. LoginRules.All, .. PolicyRules.All, .. SenderRules.All, .. DeliveryRules.All, .. FallbackRules.All];

    /// <summary>All rules there are.</summary>
    public static IEnumerable<Rule> Rules => [.. First, .. Operators.All.SelectMany(op => op.Rules), .. Last];

    /// <summary>Cause and remedy in the language of the current UI culture; null when no more is known than the failure itself says.</summary>
    public static Diagnosis? Explain(string host, SmtpStage stage, SmtpFailure failure, SmtpReply? reply, Exception? inner)
    {
        var incident = new Incident(host, stage, failure, reply, inner);
        var rule = Find(First, incident) ?? Find(incident.Operator?.Rules ?? [], incident) ?? Find(Last, incident);
        return rule is null ? null : Tell(rule, incident);
    }

    private static Rule? Find(ImmutableArray<Rule> rules, Incident incident)
    {
        foreach (var rule in rules)
        {
            if (rule.Fits(incident))
                return rule;
        }
        return null;
    }

    private static Diagnosis Tell(Rule rule, Incident incident)
    {
        var server = rule.Adds.HasFlag(ProviderFacts.Server) ? ProviderAdvice.Server(incident.Submission) : null;
        var others = ProviderAdvice.Others(incident.Provider, rule.Adds);
        ImmutableArray<string> remedy = [.. server is null ? [] : new[] { server }, .. rule.Remedy.Select(step => step.ToString()), .. others];
        var link = rule.Link ?? (rule.Adds == ProviderFacts.None ? null : incident.Provider?.Link);
        return new Diagnosis(rule.Id, Fill(rule.Cause.ToString(), incident), [.. remedy.Select(step => Fill(step, incident))], link);
    }

    private static string Fill(string text, Incident incident) => text
        .Replace("{server}", incident.Provider?.DisplayName ?? incident.Host, StringComparison.Ordinal)
        .Replace("{host}", incident.Host.Contains(':', StringComparison.Ordinal) ? $"[{incident.Host}]" : incident.Host, StringComparison.Ordinal);
}
