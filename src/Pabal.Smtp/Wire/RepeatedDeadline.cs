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
        Renew();
        caller = cancellationToken;
        source.CancelAfter(time);
        registration = cancellationToken.UnsafeRegister(static state => ((CancellationTokenSource)state!).Cancel(), source);
    }

    public void Stop()
    {
        registration.Dispose();
        if (!source.IsCancellationRequested)
            source.CancelAfter(Timeout.InfiniteTimeSpan);
    }

    /// <summary>Does some work within a time; throws <see cref="TimeoutException"/> when that is over first. Work that is done at once, as sending mostly is, sets no timer.</summary>
    public ValueTask<T> RunAsync<T>(TimeSpan time, Func<CancellationToken, ValueTask<T>> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Renew();
        var call = work(Token);
        return call.IsCompleted ? call : WaitAsync(call, time, cancellationToken);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<T> WaitAsync<T>(ValueTask<T> call, TimeSpan time, CancellationToken cancellationToken)
    {
        Start(time, cancellationToken);
        try
        {
            return await call.ConfigureAwait(false);
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

    private void Renew()
    {
        if (!source.IsCancellationRequested)
            return;
        source.Dispose();
        source = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clock);
    }

    public void Dispose() => source.Dispose();
}
