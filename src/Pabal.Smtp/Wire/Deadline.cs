namespace Pabal.Smtp.Wire;

/// <summary>A time limit beside a caller's own cancellation; <see cref="HasExpired"/> tells which of the two struck.</summary>
internal sealed class Deadline : IDisposable
{
    private readonly CancellationToken caller;
    private readonly CancellationTokenSource source;
    private readonly CancellationTokenRegistration registration;

    public Deadline(TimeSpan time, TimeProvider clock, CancellationToken caller)
    {
        this.caller = caller;
        source = new CancellationTokenSource(time, clock);
        registration = caller.UnsafeRegister(static state => ((CancellationTokenSource)state!).Cancel(), source);
    }

    public CancellationToken Token => source.Token;

    public bool HasExpired => source.IsCancellationRequested && !caller.IsCancellationRequested;

    /// <summary>Does some work within a time; throws <see cref="TimeoutException"/> when that is over first.</summary>
    public static async ValueTask<T> RunAsync<T>(TimeSpan time, TimeProvider clock, Func<CancellationToken, ValueTask<T>> work, CancellationToken caller)
    {
        using var deadline = new Deadline(time, clock, caller);
        try
        {
            return await work(deadline.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException error) when (deadline.HasExpired)
        {
            throw new TimeoutException("the time is over", error);
        }
    }

    public void Dispose()
    {
        registration.Dispose();
        source.Dispose();
    }
}
