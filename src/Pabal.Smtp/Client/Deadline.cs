namespace Pabal.Smtp.Client;

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

    public void Dispose()
    {
        registration.Dispose();
        source.Dispose();
    }
}
