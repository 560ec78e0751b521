using System.Threading.Channels;

namespace Pabal.Inbox.Storing;

/// <summary>Tells everybody who watches what happens. Who reads too slowly loses the oldest, and holds up nobody.</summary>
internal sealed class EventRelay
{
    private const int Backlog = 1000;

    private readonly Lock guard = new();
    private readonly List<Subscription> watchers = [];
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
            watchers.ForEach(watcher => watcher.Events.Writer.TryWrite(change));
    }

    public void End()
    {
        lock (guard)
        {
            isOver = true;
            watchers.ForEach(watcher => watcher.Events.Writer.TryComplete());
        }
    }

    /// <summary>What happens from now on, until it is disposed of.</summary>
    public Subscription Subscribe()
    {
        var subscription = new Subscription(this);
        lock (guard)
        {
            if (isOver)
                subscription.Events.Writer.Complete();
            watchers.Add(subscription);
        }
        return subscription;
    }

    internal sealed class Subscription : IDisposable
    {
        private readonly EventRelay relay;
        private bool hasLost;

        public Subscription(EventRelay relay)
        {
            this.relay = relay;
            Events = Channel.CreateBounded<InboxEvent>(new BoundedChannelOptions(Backlog) { FullMode = BoundedChannelFullMode.DropOldest }, _ => Volatile.Write(ref hasLost, true));
        }

        public Channel<InboxEvent> Events { get; }

        public ChannelReader<InboxEvent> Reader => Events.Reader;

        /// <summary>Whether something was lost since the last time this was asked.</summary>
        public bool TakeLoss() => Interlocked.Exchange(ref hasLost, false);

        public void Dispose()
        {
            lock (relay.guard)
                relay.watchers.Remove(this);
        }
    }
}
