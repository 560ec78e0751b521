using System.Collections.Immutable;

namespace Pabal.Smtp.Diagnostics;

/// <summary>Finds the first rule that fits a failure. What a server's operator means by its replies goes before what they mean everywhere.</summary>
internal static class Diagnostician
{
    /// <summary>What no words of a server bear on.</summary>
    public static ImmutableArray<Rule> First { get; } = Load("proxy", "tls", "connection", "token");

    /// <summary>What the replies of servers mean everywhere, most specific first.</summary>
    public static ImmutableArray<Rule> Last { get; } = Load("login", "policy", "sender", "delivery", "fallback");

    /// <summary>Cause and remedy in the language of the current UI culture; null when no more is known than the failure itself says.</summary>
    public static Diagnosis? Explain(string host, SmtpStage stage, SmtpFailure failure, SmtpReply? reply, Exception? inner)
    {
        var incident = new Incident(host, stage, failure, reply, inner);
        var rule = Find(First, incident) ?? Find(incident.Operator?.Rules ?? [], incident) ?? Find(Last, incident);
        return rule is null ? null : Tell(rule, incident);
    }

    private static ImmutableArray<Rule> Load(params string[] files) => [.. files.SelectMany(file => RuleFile.Load(file).Rules)];

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
        var link = rule.Link ?? (rule.Adds.HasFlag(ProviderFacts.Password) ? incident.Provider?.Link : null);
        return new Diagnosis(rule.Id, Fill(rule.Cause.ToString(), incident), [.. Steps(rule, incident).Select(step => Fill(step, incident))], link)
        {
            RetryIsUseful = rule.Retry == Retry.Yes || (rule.Retry == Retry.If4xx && incident.Code / 100 == 4),
        };
    }

    private static IEnumerable<string> Steps(Rule rule, Incident incident)
    {
        if (rule.Adds.HasFlag(ProviderFacts.Server))
            yield return ProviderAdvice.Server(incident.Submission);
        foreach (var step in rule.Remedy)
            yield return step.ToString();
        if (rule.Adds.HasFlag(ProviderFacts.Password))
        {
            foreach (var step in ProviderAdvice.Password(incident.Provider))
                yield return step;
        }
        if (rule.Adds.HasFlag(ProviderFacts.Limits) && ProviderAdvice.Limits(incident.Submission) is { } limits)
            yield return limits;
        if (rule.Adds.HasFlag(ProviderFacts.Sender) && ProviderAdvice.Sender(incident.Submission) is { } sender)
            yield return sender;
    }

    private static string Fill(string text, Incident incident) => text
        .Replace("{server}", incident.Provider?.DisplayName ?? incident.Host, StringComparison.Ordinal)
        .Replace("{host}", incident.Host.Contains(':', StringComparison.Ordinal) ? $"[{incident.Host}]" : incident.Host, StringComparison.Ordinal);
}
