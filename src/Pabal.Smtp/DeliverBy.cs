using System.Globalization;
using static Pabal.Localized;

namespace Pabal.Smtp;

/// <summary>By when a mail is to be delivered, and what happens to it when it is not (DELIVERBY, RFC 2852).</summary>
public sealed record DeliverBy
{
    private const long MostSeconds = 999_999_999;

    /// <summary>A demand or a wish. Throws <see cref="ArgumentOutOfRangeException"/> for more than nine digits of seconds, and for a time that is over where the mail
    /// is to come back.</summary>
    public DeliverBy(TimeSpan time, DeliverByMode mode, bool trace = false)
    {
        if (Math.Abs(time.TotalSeconds) > MostSeconds || (mode == DeliverByMode.Return && time < TimeSpan.FromSeconds(1)))
            throw new ArgumentOutOfRangeException(nameof(time), Say(
                "the time to deliver by is a second or more where the mail is to come back, and less than 32 years", "배달 기한은 돌려받을 때는 1초 이상이고 32년보다 짧아야 합니다"));
        (Time, Mode, Trace) = (TimeSpan.FromSeconds((long)time.TotalSeconds), mode, trace);
    }

    /// <summary>The time there is from now on, in whole seconds; over already if it is not more than nothing.</summary>
    public TimeSpan Time { get; }

    /// <summary>What happens when the time is over.</summary>
    public DeliverByMode Mode { get; }

    /// <summary>True to be told of each server on the way that can't keep the time.</summary>
    public bool Trace { get; }

    /// <summary>As the parameter BY has it: <c>120;RT</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Time.TotalSeconds};{(Mode == DeliverByMode.Return ? "R" : "N")}{(Trace ? "T" : "")}");

    internal static DeliverBy? Parse(string? value)
    {
        if (value?.Split(';') is not [{ Length: > 0 and <= 10 } time, { Length: 1 or 2 } mode]
            || !int.TryParse(time, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds) || Math.Abs((long)seconds) > MostSeconds)
            return null;
        DeliverByMode? kind = mode[0] switch { 'R' or 'r' when seconds > 0 => DeliverByMode.Return, 'N' or 'n' => DeliverByMode.Notify, _ => null };
        return kind is { } known && mode is ([_] or [_, 'T' or 't']) ? new DeliverBy(TimeSpan.FromSeconds(seconds), known, mode.Length == 2) : null;
    }
}

/// <summary>What happens to a mail whose time is over (RFC 2852 4).</summary>
public enum DeliverByMode
{
    /// <summary>It goes on; the sender is told.</summary>
    Notify,

    /// <summary>It is not delivered; the sender gets it back.</summary>
    Return,
}
