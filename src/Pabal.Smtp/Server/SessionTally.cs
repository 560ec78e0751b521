namespace Pabal.Smtp.Server;

/// <summary>Counts what a session may not do without end. An accepted message makes up for errors and idleness.</summary>
internal sealed class SessionTally(SmtpLimits limits)
{
    private int errors;
    private int idle;
    private int failedLogins;
    private int overshoot;

    /// <summary>True from half the errors on: replies to further ones are delayed.</summary>
    public bool IsSuspicious => errors > limits.Errors / 2;

    /// <summary>True when that was one too many.</summary>
    public bool CountError() => ++errors >= limits.Errors;

    /// <summary>True when that was one too many.</summary>
    public bool CountIdle() => ++idle > limits.IdleCommands;

    /// <summary>True when that was one too many.</summary>
    public bool CountFailedLogin() => ++failedLogins >= limits.FailedLogins;

    /// <summary>A recipient over the limit: an honest client may have sent them all at once, so as many again are not held against it. True beyond.</summary>
    public bool CountOvershoot() => ++overshoot > limits.Recipients;

    public void Clear() => errors = idle = overshoot = 0;
}
