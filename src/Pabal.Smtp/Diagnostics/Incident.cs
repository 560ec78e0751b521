using System.Collections.Immutable;
using System.Text;

namespace Pabal.Smtp.Diagnostics;

/// <summary>What is known of one failure, in the form the rules ask about.</summary>
internal sealed record Incident
{
    private const int MaxText = 4096;

    public Incident(string host, SmtpStage stage, SmtpFailure failure, SmtpReply? reply, Exception? inner)
    {
        Host = host;
        Stage = stage;
        Failure = failure;
        Symptom = Symptoms.Of(inner);
        // Nothing a peer says is believed once it broke the protocol.
        if (reply is not null && failure != SmtpFailure.Protocol)
        {
            Code = reply.Code;
            Text = Excerpt(reply);
            Enhanced = (reply.Enhanced ?? FindEnhanced(reply)) is { } status ? $"{status.Subject}.{status.Detail}" : "";
        }
        Operator = Operators.Of(host, Text);
        Submission = Providers.ForHost(host);
        Provider = Submission ?? (Operator is null ? null : Providers.Find(Operator.Provider));
    }

    public string Host { get; }

    public SmtpStage Stage { get; }

    public SmtpFailure Failure { get; }

    public Symptom Symptom { get; }

    /// <summary>The reply code; 0 when there is no reply.</summary>
    public int Code { get; }

    /// <summary>Subject and detail of the enhanced code: <c>7.26</c>; its class is that of <see cref="Code"/>. Empty when there is none.</summary>
    public string Enhanced { get; } = "";

    /// <summary>The beginning of the reply's text, on one line, without the enhanced codes that open its lines and without addresses:
    /// what somebody calls a mailbox means nothing.</summary>
    public string Text { get; } = "";

    public Operator? Operator { get; }

    /// <summary>The provider whose submission server this is.</summary>
    public Provider? Submission { get; }

    /// <summary>The same, or the provider that stands for the operator: the host may be one that takes mail from other servers.</summary>
    public Provider? Provider { get; }

    /// <summary>True if any of the words stand in the text.</summary>
    public bool Says(ImmutableArray<string> words)
    {
        foreach (var word in words)
        {
            if (Text.Contains(word, StringComparison.OrdinalIgnoreCase))
                return true;
        }
        return false;
    }

    private static string Excerpt(SmtpReply reply)
    {
        var text = new StringBuilder();
        foreach (var line in reply.Lines)
        {
            var rest = line.AsSpan(0, Math.Min(line.Length, MaxText - text.Length));
            if (EnhancedStatus.TryParse(rest, out _, out var length))
                rest = rest[length..];
            foreach (var word in rest.Split(' '))
            {
                if (!rest[word].IsEmpty && !rest[word].Contains('@'))
                    _ = text.Append(rest[word]).Append(' ');
            }
            if (text.Length >= MaxText)
                break;
        }
        return text.ToString().TrimEnd();
    }

    /// <summary>Some servers put a semicolon or their own words before the enhanced code: <c>; 5.7.515 Access denied</c>.</summary>
    private static EnhancedStatus? FindEnhanced(SmtpReply reply)
    {
        const int near = 48;
        var line = reply.Lines[0].AsSpan();
        foreach (var word in line[..Math.Min(line.Length, near)].Split(' '))
        {
            if (EnhancedStatus.TryParse(line[word].Trim("();:,#"), out var status, out _) && status.Class == reply.Code / 100)
                return status;
        }
        return null;
    }
}
