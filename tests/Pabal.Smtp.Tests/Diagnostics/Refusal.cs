using System.Globalization;

namespace Pabal.Smtp.Tests.Diagnostics;

/// <summary>A refusal as it is heard, and what it must be taken for. Lines of the reply are parted by a bar.</summary>
public sealed record Refusal(string Id, string Host, SmtpStage Stage, string Reply)
{
    internal static SmtpReply Heard(string reply)
    {
        EnhancedStatus? enhanced = null;
        var lines = new List<string>();
        foreach (var line in reply[4..].Split('|'))
        {
            var hasStatus = EnhancedStatus.TryParse(line, out var status, out var length);
            enhanced ??= hasStatus ? status : null;
            lines.Add(hasStatus ? line[length..].TrimStart() : line);
        }
        return new SmtpReply(int.Parse(reply.AsSpan(0, 3), CultureInfo.InvariantCulture), enhanced, lines);
    }

    internal SmtpReply Heard() => Heard(Reply);

    internal SmtpFailure Failure => Stage == SmtpStage.Auth ? SmtpFailure.Authentication : Stage == SmtpStage.Tls ? SmtpFailure.Tls : SmtpFailure.Refused;

    internal Diagnosis? Explain() => Smtp.Diagnostics.Diagnostician.Explain(Host, Stage, Failure, Heard(), null);
}
