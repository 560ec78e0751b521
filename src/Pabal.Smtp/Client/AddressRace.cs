using System.Net;
using System.Net.Sockets;

namespace Pabal.Smtp.Client;

/// <summary>
/// Connects to whichever of several addresses answers first (Happy Eyeballs, RFC 8305 5): each next one is tried when the one before has failed, or
/// has not answered within a moment. One that is dead costs that moment, and not the whole time there is.
/// </summary>
internal sealed class AddressRace<T>(Func<EndPoint, CancellationToken, Task<T>> connect, Action<EndPoint, SocketException> failed, TimeProvider clock)
    where T : class, IDisposable
{
    /// <summary>The Connection Attempt Delay.</summary>
    public static readonly TimeSpan HeadStart = TimeSpan.FromMilliseconds(250);

    private readonly List<(EndPoint EndPoint, Task<T> Task)> running = [];

    /// <summary>Whoever has neither answered nor failed.</summary>
    public IEnumerable<EndPoint> Unanswered => running.Select(attempt => attempt.EndPoint);

    /// <summary>The connection, or null when all have failed. Cancelled, it throws and leaves in <see cref="Unanswered"/> who was being waited for.</summary>
    public async Task<T?> RunAsync(IEnumerable<EndPoint> endPoints, CancellationToken cancellationToken)
    {
        var waiting = new Queue<EndPoint>(endPoints);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            while (waiting.Count > 0 || running.Count > 0)
            {
                if (waiting.TryDequeue(out var next))
                    running.Add((next, connect(next, over.Token)));
                await WaitAsync(mayStartAnother: waiting.Count > 0, cancellationToken).ConfigureAwait(false);
                if (Winner() is { } winner)
                    return winner;
            }
            return null;
        }
        finally
        {
            await over.CancelAsync().ConfigureAwait(false);
            foreach (var (_, task) in running)
                _ = CloseLateAsync(task);
        }
    }

    private async Task WaitAsync(bool mayStartAnother, CancellationToken cancellationToken)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var pause = Task.Delay(mayStartAnother ? HeadStart : Timeout.InfiniteTimeSpan, clock, enough.Token);
        await Task.WhenAny([.. running.Select(attempt => attempt.Task), pause]).ConfigureAwait(false);
        await enough.CancelAsync().ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
    }

    // The first in order of those that have answered; those that have failed are told and taken out.
    private T? Winner()
    {
        foreach (var attempt in running.FindAll(attempt => attempt.Task.IsCompleted))
        {
            running.Remove(attempt);
            if (attempt.Task.IsCompletedSuccessfully)
                return attempt.Task.Result;
            if (attempt.Task.Exception?.InnerException is SocketException error)
                failed(attempt.EndPoint, error);
            else
                attempt.Task.GetAwaiter().GetResult();
        }
        return null;
    }

    private static async Task CloseLateAsync(Task<T> task)
    {
        await ((Task)task).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (task.IsCompletedSuccessfully)
            task.Result.Dispose();
    }
}
