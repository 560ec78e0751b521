using System.Runtime.CompilerServices;

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

    /// <summary>Does some work within a time; throws <see cref="TimeoutException"/> when that is over first.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<T> RunAsync<T>(TimeSpan time, Func<CancellationToken, ValueTask<T>> work, CancellationToken cancellationToken)
    {
        Start(time, cancellationToken);
        try
        {
            return await work(Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException error) when (HasExpired)
        {
            throw new TimeoutException("the time is over", error);
        }
        finally
        {
            Stop();
        }
    }

    public void Dispose() => source.Dispose();
}
