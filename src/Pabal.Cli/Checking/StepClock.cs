using System.Diagnostics;
using Pabal.Cli.Sending;
using Pabal.Smtp;

namespace Pabal.Cli.Checking;

/// <summary>The time each stage takes. Opening a connection is one call of several stages; the transcript tells where one ends.</summary>
internal sealed class StepClock
{
    private readonly List<(SmtpStage Stage, TimeSpan Time)> steps = [];
    private long mark;
    private bool isOpening;

    /// <summary>The last mechanism tried.</summary>
    public string? Mechanism { get; private set; }

    public void Start() => mark = Stopwatch.GetTimestamp();

    /// <summary>From here to the greeting the transcript counts.</summary>
    public void Open() => isOpening = true;

    /// <summary>What was done since the last call belongs to <paramref name="stage"/>.</summary>
    public void End(SmtpStage stage)
    {
        var now = Stopwatch.GetTimestamp();
        var time = Stopwatch.GetElapsedTime(mark, now);
        mark = now;
        if (steps.Count > 0 && steps[^1].Stage == stage)
            steps[^1] = (stage, steps[^1].Time + time);
        else
            steps.Add((stage, time));
    }

    public void Hear(TranscriptLine line)
    {
        if (line.Side == TranscriptSide.Client && line.Text.Split(' ') is ["AUTH", var mechanism, ..])
            Mechanism = mechanism;
        if (isOpening && line.Side == TranscriptSide.Note)
            End(line.Text.StartsWith("TLS ", StringComparison.Ordinal) ? SmtpStage.Tls : SmtpStage.Connect);
        else if (line.Side == TranscriptSide.Server)
            isOpening = false;
    }

    public IReadOnlyList<StepDocument> Document(SmtpStage? failed) =>
        [.. steps.Select((step, i) => new StepDocument(ErrorDocument.NameOf(step.Stage), Math.Round(step.Time.TotalMilliseconds, 1), step.Stage != failed || i < steps.Count - 1))];
}
