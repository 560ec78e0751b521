using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Pabal.Smtp;
using Pabal.Testing.Faults;
using static Pabal.Localized;

namespace Pabal.Testing;

/// <summary>Something that goes wrong at one stage of a session: a refusal, a cut connection or a delay.</summary>
public sealed record Fault
{
    private static readonly TimeSpan LongestDelay = TimeSpan.FromHours(1);

    /// <summary>Where: <c>greeting</c>, <c>ehlo</c>, <c>tls</c>, <c>auth</c>, <c>mail</c>, <c>rcpt</c>, <c>data</c> or <c>final</c>. Throws <see cref="ArgumentException"/> for other stages.</summary>
    public required SmtpStage Stage
    {
        get;
        init => field = FaultText.Stages.Contains(value)
            ? value
            : throw new ArgumentException(Say($"no fault can happen at {value}", $"{value} 단계에는 장애를 만들 수 없습니다"), nameof(value));
    }

    /// <summary>What the client hears instead; <see cref="SmtpReply.HangUp"/> cuts the connection: at <c>data</c> in the middle of the content, at <c>final</c> after the mail was
    /// kept, so that the reply is lost. Null for a delay alone.</summary>
    public SmtpReply? Reply { get; init; }

    /// <summary>How long the reply takes longer. At most an hour.</summary>
    public TimeSpan Delay
    {
        get;
        init => field = value >= TimeSpan.Zero && value <= LongestDelay
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, Say("a delay is at most an hour", "지연은 한 시간까지입니다"));
    }

    /// <summary>How often, 0 to 1. Always unless set.</summary>
    public double Probability
    {
        get;
        init => field = value is >= 0 and <= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, Say("a probability is between 0 and 1", "확률은 0에서 1까지입니다"));
    } = 1;

    /// <summary>True strikes only the first try of a client with the same sender and recipient, as greylisting does. For <c>rcpt</c>.</summary>
    public bool FirstTryOnly { get; init; }

    /// <summary>Reads <c>STAGE:ACTION[:PROBABILITY]</c>, such as <c>rcpt:451:0.1</c>, <c>data:drop</c>, <c>greeting:delay=5</c> or <c>rcpt:451:first</c>. Throws <see cref="FormatException"/>, saying what is wrong.</summary>
    public static Fault Parse(string text) => FaultText.Read(text, out var reason) ?? throw new FormatException(reason);

    /// <summary>The same, false instead of an exception.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out Fault? fault) => (fault = FaultText.Read(text ?? "", out _)) is not null;

    /// <summary>As <see cref="Parse"/> reads it.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(Stage.ToString().ToLowerInvariant()).Append(':');
        if (Reply == SmtpReply.HangUp)
            text.Append("drop");
        else if (Reply is not null)
            text.Append(CultureInfo.InvariantCulture, $"{Reply.Code}");
        else
            text.Append(CultureInfo.InvariantCulture, $"delay={Delay.TotalSeconds}");
        return FirstTryOnly ? text.Append(":first").ToString()
            : Probability < 1 ? text.Append(CultureInfo.InvariantCulture, $":{Probability}").ToString()
            : text.ToString();
    }
}
