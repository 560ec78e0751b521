namespace Pabal.Smtp.Wire;

/// <summary>A time limit beside a caller's own cancellation that is set again and again, one step after the other, at the cost of one timer.</summary>
internal sealed class RepeatedDeadline(TimeProvider clock) : IDisposable
{
    private CancellationTokenSource source = new(Timeout.InfiniteTimeSpan, clock);
    private CancellationTokenRegistration registration;
    private CancellationToken caller;

    public CancellationToken Token => source.Token;

    public bool HasExpired => source.IsCancellationRequested && !caller.IsCancellationRequested;

    public void Start(TimeSpan time, CancellationToken cancellationToken)
    {
        caller = cancellationToken;
        if (source.IsCancellationRequested)
        {
            source.Dispose();
            source = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clock);
        }
        source.CancelAfter(time);
        registration = cancellationToken.UnsafeRegister(static state => ((CancellationTokenSource)state!).Cancel(), source);
    }

    public void Stop()
    {
        registration.Dispose();
        if (!source.IsCancellationRequested)
            source.CancelAfter(Timeout.InfiniteTimeSpan);
    }

    public void Dispose() => source.Dispose();
}
