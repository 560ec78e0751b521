using System.Security.Cryptography;

namespace Pabal.Smtp.Client;

/// <summary>Whether a mail is tried again, and when: never where it may have arrived, or where the refusal is for good.</summary>
internal sealed class RetryPolicy(SmtpClientOptions options)
{
    private static readonly TimeSpan MaxDelay = TimeSpan.FromMinutes(1);

    /// <summary>True while this attempt, counted from 0, may be followed by another.</summary>
    public bool MayRetry(SmtpException failure, int attempt) => attempt < options.Pool.Retries
        && failure is { IsTransient: true, Failure: not SmtpFailure.OutcomeUnknown, Accepted.IsEmpty: true };

    public Task WaitAsync(int attempt, CancellationToken cancellationToken)
    {
        var delay = options.Pool.RetryDelay * Math.Pow(2, Math.Min(attempt, 16));
        delay = (delay < MaxDelay ? delay : MaxDelay) * (RandomNumberGenerator.GetInt32(80, 121) / 100.0);
        options.Logger?.Retrying(options.ServerUri, delay, attempt + 1);
        return Task.Delay(delay, options.TimeProvider, cancellationToken);
    }
}
