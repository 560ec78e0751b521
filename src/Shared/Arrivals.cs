using System.Collections.Immutable;

namespace Pabal;

/// <summary>What came so far, and those who wait for more.</summary>
internal sealed class Arrivals<T>
    where T : class
{
    private readonly Lock gate = new();
    private readonly List<(Func<T, bool> IsWanted, TaskCompletionSource<T> Found)> waiting = [];
    private volatile ImmutableList<T> all = [];

    /// <summary>Oldest first; it does not change afterwards.</summary>
    public ImmutableList<T> All => all;

    public void Add(T item)
    {
        lock (gate)
        {
            all = all.Add(item);
            foreach (var (isWanted, found) in waiting)
            {
                if (isWanted(item))
                    found.TrySetResult(item);
            }
        }
    }

    public void Clear()
    {
        lock (gate)
            all = [];
    }

    /// <summary>The first that is wanted, whether it came already or comes in time. Throws <see cref="TimeoutException"/>.</summary>
    public async Task<T> WaitForAsync(Func<T, bool> isWanted, TimeSpan timeout, TimeProvider clock, CancellationToken cancellationToken)
    {
        var found = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            if (all.Find(item => isWanted(item)) is { } item)
                return item;
            waiting.Add((isWanted, found));
        }
        try
        {
            return await found.Task.WaitAsync(timeout, clock, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            lock (gate)
                waiting.RemoveAll(one => one.Found == found);
        }
    }
}
