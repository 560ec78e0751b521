using static Pabal.Localized;

namespace Pabal.Smtp;

/// <summary>How many connections a client keeps, how long, and how fast it sends.</summary>
public sealed record SmtpPoolOptions
{
    /// <summary>Connections at once, 1 to 1000. 4.</summary>
    public int MaxConnections
    {
        get;
        init => field = value is >= 1 and <= 1000 ? value : throw new ArgumentOutOfRangeException(nameof(value), Say("a client keeps 1 to 1000 connections", "연결 수는 1에서 1000까지입니다"));
    } = 4;

    /// <summary>Mails over one connection before it is replaced, at least 1; a server's own LIMITS (RFC 9422) count too. 1000.</summary>
    public int MailsPerConnection
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), Say("a connection carries at least one mail", "연결 하나로 적어도 한 통은 보내야 합니다"));
    } = 1000;

    /// <summary>How long an idle connection is kept. 30 s: shorter than servers wait.</summary>
    public TimeSpan IdleTime
    {
        get;
        init => field = Positive(value);
    } = TimeSpan.FromSeconds(30);

    /// <summary>How old a connection may become, so that a change of the server's address is noticed. 10 minutes.</summary>
    public TimeSpan Lifetime
    {
        get;
        init => field = Positive(value);
    } = TimeSpan.FromMinutes(10);

    /// <summary>The most mails begun in a minute; null is as fast as it goes.</summary>
    public int? MailsPerMinute
    {
        get;
        init => field = value is null or >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), Say("a rate is at least one mail a minute", "속도는 분당 한 통 이상이어야 합니다"));
    }

    /// <summary>How often a mail that the server did not take for now is tried again before the failure is told; 0 never. 0.</summary>
    public int Retries
    {
        get;
        init => field = value is >= 0 and <= 100 ? value : throw new ArgumentOutOfRangeException(nameof(value), Say("retries are 0 to 100", "다시 시도하는 횟수는 0에서 100까지입니다"));
    }

    /// <summary>The wait before the first retry; it doubles each time, up to a minute, and varies by a fifth. 1 s.</summary>
    public TimeSpan RetryDelay
    {
        get;
        init => field = Positive(value);
    } = TimeSpan.FromSeconds(1);

    /// <summary>What a provider allows, as far as it is published; as fast as it goes where it is not.</summary>
    public static SmtpPoolOptions For(Provider provider)
    {
        var usual = new SmtpPoolOptions();
        var limits = provider.Limits;
        return usual with
        {
            MaxConnections = Math.Min(limits.Connections ?? usual.MaxConnections, usual.MaxConnections),
            MailsPerConnection = limits.MessagesPerConnection ?? usual.MailsPerConnection,
            MailsPerMinute = limits.MessagesPerMinute,
        };
    }

    private static TimeSpan Positive(TimeSpan time) => time == Timeout.InfiniteTimeSpan || (time > TimeSpan.Zero && time.TotalMilliseconds <= int.MaxValue)
        ? time
        : throw new ArgumentOutOfRangeException(nameof(time), Say("a time is more than nothing and less than 25 days", "시간은 0보다 길고 25일보다 짧아야 합니다"));
}
