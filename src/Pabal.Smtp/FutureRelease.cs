using System.Globalization;
using static Pabal.Localized;

namespace Pabal.Smtp;

/// <summary>How long a server is to hold a mail before it sends it on (FUTURERELEASE, RFC 4865).</summary>
public sealed record FutureRelease
{
    private const string Moment = "yyyy-MM-dd'T'HH:mm:ss'Z'";
    private const long MostSeconds = 999_999_999;

    private FutureRelease(TimeSpan? interval, DateTimeOffset? time) => (Interval, Time) = (interval, time);

    /// <summary>How long from when the server takes it, in whole seconds; null where <see cref="Time"/> says when.</summary>
    public TimeSpan? Interval { get; }

    /// <summary>Until when, in UTC and whole seconds; null where <see cref="Interval"/> says how long.</summary>
    public DateTimeOffset? Time { get; }

    /// <summary>HOLDFOR. Throws <see cref="ArgumentOutOfRangeException"/> below one second and for more than nine digits of seconds.</summary>
    public static FutureRelease For(TimeSpan interval) => interval.TotalSeconds is >= 1 and <= MostSeconds
        ? new(TimeSpan.FromSeconds((long)interval.TotalSeconds), null)
        : throw new ArgumentOutOfRangeException(nameof(interval), Say("a mail is held for a second or more, and less than 32 years", "메일을 보류하는 시간은 1초 이상이고 32년보다 짧아야 합니다"));

    /// <summary>HOLDUNTIL.</summary>
    public static FutureRelease Until(DateTimeOffset time) => new(null, new DateTimeOffset(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero));

    /// <summary>As the parameter: <c>HOLDFOR=3600</c> or <c>HOLDUNTIL=2026-12-24T09:00:00Z</c>.</summary>
    public override string ToString() => Interval is { } interval
        ? string.Create(CultureInfo.InvariantCulture, $"HOLDFOR={interval.TotalSeconds}")
        : $"HOLDUNTIL={Print(Time!.Value)}";

    internal static string Print(DateTimeOffset time) => time.UtcDateTime.ToString(Moment, CultureInfo.InvariantCulture);

    internal static FutureRelease? ParseFor(string? value) => value is { Length: > 0 and <= 9 }
        && int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds > 0 ? For(TimeSpan.FromSeconds(seconds)) : null;

    internal static FutureRelease? ParseUntil(string? value) => ParseTime(value) is { } time ? Until(time) : null;

    internal static DateTimeOffset? ParseTime(string? value) => DateTimeOffset.TryParseExact(
        value?.ToUpperInvariant(), Moment, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;
}
