namespace Pabal.Smtp.Client;

/// <summary>Lets so many through in a minute, evenly.</summary>
internal sealed class Pacer(int? perMinute, TimeProvider clock)
{
    private readonly TimeSpan step = perMinute is { } rate ? TimeSpan.FromMinutes(1) / rate : TimeSpan.Zero;
    private readonly Lock gate = new();
    private readonly long start = clock.GetTimestamp();
    private TimeSpan next;

    public Task WaitAsync(CancellationToken cancellationToken)
    {
        if (step == TimeSpan.Zero)
            return Task.CompletedTask;
        TimeSpan wait;
        lock (gate)
        {
            var now = clock.GetElapsedTime(start);
            wait = next - now;
            next = (next > now ? next : now) + step;
        }
        return wait > TimeSpan.Zero ? Task.Delay(wait, clock, cancellationToken) : Task.CompletedTask;
    }
}
