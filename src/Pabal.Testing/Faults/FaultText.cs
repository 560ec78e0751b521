using System.Collections.Immutable;
using System.Globalization;
using Pabal.Smtp;
using static Pabal.Localized;

namespace Pabal.Testing.Faults;

/// <summary>Faults as people write them.</summary>
internal static class FaultText
{
    private const string Delay = "delay=";
    private const double LongestDelay = 3600;

    public static readonly ImmutableArray<SmtpStage> Stages =
        [SmtpStage.Greeting, SmtpStage.Ehlo, SmtpStage.Tls, SmtpStage.Auth, SmtpStage.Mail, SmtpStage.Rcpt, SmtpStage.Data, SmtpStage.Final];

    public static Fault? Read(string text, out string? reason)
    {
        reason = null;
        var words = text.Trim().Split(':');
        if (words.Length is < 2 or > 3)
            return No(text, Say("write it like rcpt:451:0.1", "rcpt:451:0.1처럼 쓰십시오"), out reason);
        if (Stages.Cast<SmtpStage?>().FirstOrDefault(one => one.ToString()!.Equals(words[0], StringComparison.OrdinalIgnoreCase)) is not { } stage)
            return No(text, Say($"the stages are {string.Join(", ", Stages).ToLowerInvariant()}", $"단계는 {string.Join(", ", Stages).ToLowerInvariant()} 가운데 하나입니다"), out reason);
        if (Act(new Fault { Stage = stage }, words[1]) is not { } fault)
            return No(text, Say("what happens is a code from 400 to 599, drop, or delay= and seconds up to 3600", "일어날 일은 400에서 599까지의 코드, drop, delay=초(3600까지) 가운데 하나입니다"), out reason);
        if (words.Length == 2)
            return fault;
        if (words[2].Equals("first", StringComparison.OrdinalIgnoreCase) && stage == SmtpStage.Rcpt)
            return fault with { FirstTryOnly = true };
        return double.TryParse(words[2], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var probability) && probability <= 1
            ? fault with { Probability = probability }
            : No(text, Say("how often is a number from 0 to 1, or first with rcpt", "빈도는 0에서 1까지의 수이거나, rcpt라면 first입니다"), out reason);
    }

    /// <summary>The fault that an address asks for by its tag: <c>anyone+451@…</c>, <c>anyone+final-drop@…</c>, <c>anyone+delay5@…</c>, <c>anyone+greylist@…</c>; null if it asks for none.</summary>
    public static Fault? OfTag(string localPart)
    {
        var tag = localPart[(localPart.LastIndexOf('+') + 1)..];
        if (tag.Length == localPart.Length)
            return null;
        if (tag.Equals("greylist", StringComparison.OrdinalIgnoreCase))
            return Act(new Fault { Stage = SmtpStage.Rcpt, FirstTryOnly = true }, "451");
        var hyphen = tag.IndexOf('-');
        var (stage, action) = hyphen < 0 ? ("rcpt", tag) : (tag[..hyphen], tag[(hyphen + 1)..]);
        if (action.StartsWith("delay", StringComparison.OrdinalIgnoreCase) && !action.Contains('='))
            action = $"{Delay}{action[5..]}";
        return Read($"{stage}:{action}", out _) is { Stage: SmtpStage.Rcpt or SmtpStage.Data or SmtpStage.Final } fault ? fault : null;
    }

    private static Fault? Act(Fault fault, string action)
    {
        if (action.Equals("drop", StringComparison.OrdinalIgnoreCase))
            return fault with { Reply = SmtpReply.HangUp };
        if (action.StartsWith(Delay, StringComparison.OrdinalIgnoreCase))
        {
            var isTime = double.TryParse(action.AsSpan(Delay.Length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds <= LongestDelay;
            return isTime ? fault with { Delay = TimeSpan.FromSeconds(seconds) } : null;
        }
        return int.TryParse(action, NumberStyles.None, CultureInfo.InvariantCulture, out var code) && code is >= 400 and <= 599
            ? fault with { Reply = Refusal(fault.Stage, code) }
            : null;
    }

    // As servers say it, so that a program that goes by the enhanced code sees what it would see.
    private static SmtpReply Refusal(SmtpStage stage, int code)
    {
        const string Text = "a fault that was asked for";
        if (stage is SmtpStage.Greeting or SmtpStage.Ehlo)
            return new SmtpReply(code, Text);
        var detail = (stage, code) switch
        {
            (SmtpStage.Auth, 535) => "7.8",
            (SmtpStage.Auth, 454) => "7.0",
            (SmtpStage.Rcpt, 550) => "1.1",
            (SmtpStage.Rcpt, 450 or 451) => "7.1",
            (_, 421) => "3.2",
            (_, 451) => "3.0",
            (_, 452) => "3.1",
            (_, 552) => "3.4",
            (SmtpStage.Final, 554) => "7.1",
            _ => "0.0",
        };
        return new SmtpReply(code, $"{code / 100}.{detail}", Text);
    }

    private static Fault? No(string text, string why, out string reason)
    {
        reason = Say($"“{text}” is no fault: {why}", $"“{text}”은(는) 장애가 아닙니다. {why}");
        return null;
    }
}
