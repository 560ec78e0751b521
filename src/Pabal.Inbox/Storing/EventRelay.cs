using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Pabal.Inbox.Storing;

/// <summary>Tells everybody who watches what happens. Who reads too slowly loses the oldest, and holds up nobody.</summary>
internal sealed class EventRelay
{
    private const int Backlog = 1000;

    private readonly Lock guard = new();
    private readonly List<Channel<InboxEvent>> watchers = [];
    private bool isOver;

    public int Count
    {
        get
        {
            lock (guard)
                return watchers.Count;
        }
    }

    public void Tell(InboxEvent change)
    {
        lock (guard)
            watchers.ForEach(watcher => watcher.Writer.TryWrite(change));
    }

    public void End()
    {
        lock (guard)
        {
            isOver = true;
            watchers.ForEach(watcher => watcher.Writer.TryComplete());
        }
    }

    /// <summary>What happens from now on, not from the first read on.</summary>
    public IAsyncEnumerable<InboxEvent> Watch(CancellationToken cancellationToken)
    {
        var events = Channel.CreateBounded<InboxEvent>(new BoundedChannelOptions(Backlog) { FullMode = BoundedChannelFullMode.DropOldest });
        lock (guard)
        {
            if (isOver)
                events.Writer.Complete();
            watchers.Add(events);
        }
        return ReadAsync(events, cancellationToken);
    }

    private async IAsyncEnumerable<InboxEvent> ReadAsync(Channel<InboxEvent> events, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var change in events.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
                yield return change;
        }
        finally
        {
            lock (guard)
                watchers.Remove(events);
        }
    }
}
