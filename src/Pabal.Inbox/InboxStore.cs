using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Pabal.Inbox.Storing;
using Pabal.Testing;

namespace Pabal.Inbox;

/// <summary>Mails that were caught: in memory, or in a folder of <c>.eml</c> files that outlives the process however it ends. Safe for many callers at once.</summary>
public sealed class InboxStore : IAsyncDisposable
{
    private const long LargestStranger = 256L << 20;   // octets
    private static readonly TimeSpan TendEvery = TimeSpan.FromSeconds(1);

    private readonly InboxStoreOptions options;
    private readonly MailFolder? folder;
    private readonly MailTable table;
    private readonly EventRelay events = new();
    private readonly SemaphoreSlim notes = new(1);   // one sidecar is rewritten at a time, so that the last word stays
    private readonly CancellationTokenSource stopping = new();
    private Dictionary<string, FolderFile> strangers = [];
    private Task tending = Task.CompletedTask;

    private InboxStore(InboxStoreOptions options, MailFolder? folder) => (this.options, this.folder, table) = (options, folder, new MailTable(options));

    /// <summary>How many mails there are.</summary>
    public int Count => table.Count;

    /// <summary>Octets of all mails.</summary>
    public long Bytes => table.Bytes;

    /// <summary>What it was opened with.</summary>
    internal InboxStoreOptions Options => options;

    /// <summary>How many watch or wait.</summary>
    internal int Watchers => events.Count;

    /// <summary>The inboxes that have mail, by name.</summary>
    public ImmutableArray<InboxCount> Inboxes =>
    [
        .. from entry in table.Snapshot()
           from name in entry.Mail.Inboxes
           group entry.Mail by name into inbox
           orderby inbox.Key
           select new InboxCount(inbox.Key, inbox.Count(), inbox.Count(mail => !mail.IsRead)),
    ];

    /// <summary>Opens a store; of a folder every mail is read. Throws <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/> if the folder can't be had, or another process has it.</summary>
    public static async Task<InboxStore> OpenAsync(InboxStoreOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new InboxStoreOptions();
        var store = new InboxStore(options, options.Folder is null ? null : new MailFolder(Path.GetFullPath(options.Folder)));
        try
        {
            await store.LoadAsync(cancellationToken).ConfigureAwait(false);
            store.Delete(store.table.Excess());
        }
        catch
        {
            await store.DisposeAsync().ConfigureAwait(false);
            throw;
        }
        store.tending = Task.Run(store.TendAsync, CancellationToken.None);
        return store;
    }

    /// <summary>Keeps a mail; when this returns it is safe. The oldest go if there are too many.</summary>
    public async Task<StoredMail> AddAsync(ReceivedMail mail, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(mail);
        var noted = new Sidecar
        {
            Id = table.NextId(mail.Received),
            Received = mail.Received,
            Transcript = mail.Transcript,
            Envelope = new StoredEnvelope
            {
                From = mail.Envelope.Sender?.ToString() ?? "",
                To = [.. mail.Envelope.Recipients.Select(recipient => recipient.ToString())],
                Helo = mail.Session.HelloName,
                Remote = mail.Session.RemoteEndPoint.ToString(),
                Tls = mail.Session.TlsVersion,
                User = mail.Session.User,
            },
        };
        try
        {
            if (folder is not null)
                await folder.WriteAsync(noted.Id, mail.Content, noted, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            table.Forget(noted.Id);
            throw;
        }
        var added = Insert(Entry.Of(noted, mail.Content, folder is null ? null : noted.Id, options.Rules));
        Delete(table.Excess());
        return added;
    }

    /// <summary>What is known of a mail; null if there is none of that id.</summary>
    public StoredMail? Find(string id) => table.Find(id)?.Mail;

    /// <summary>The octets of a mail; null if there is none of that id, or its file has gone or can't be read.</summary>
    public async Task<ReadOnlyMemory<byte>?> ReadAsync(string id, CancellationToken cancellationToken = default)
    {
        if (table.Find(id) is not { } entry)
            return null;
        return entry.Content ?? await folder!.TryReadAsync(entry.Stem!, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The mails that match, the newest first.</summary>
    /// <param name="query">What they have to match; null for all.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="before">Only mails older than the one of this id, which may have gone.</param>
    public InboxPage List(InboxQuery? query = null, int limit = int.MaxValue, string? before = null)
    {
        var page = ImmutableArray.CreateBuilder<StoredMail>();
        var (total, unread, isMore) = (0, 0, false);
        foreach (var entry in table.Snapshot().Reverse())
        {
            if (query?.Matches(entry) == false)
                continue;
            total++;
            unread += entry.Mail.IsRead ? 0 : 1;
            if (before is not null && string.CompareOrdinal(entry.Mail.Id, before) >= 0)
                continue;
            if (page.Count < limit)
                page.Add(entry.Mail);
            else
                isMore = true;
        }
        return new InboxPage(page.ToImmutable(), total, unread, isMore && page.Count > 0 ? page[^1].Id : null);
    }

    /// <summary>The first mail that matches, the newest of those that are there or else the next one that comes. Throws <see cref="OperationCanceledException"/> when the token fires or the store is closed.</summary>
    public async Task<StoredMail> WaitAsync(InboxQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        using var changes = Subscribe();
        var isBehind = true;
        do
        {
            // At first, and when mails came faster than they were looked at.
            if (isBehind && List(query, limit: 1) is { Mails: [var there] })
                return there;
            while (changes.Reader.TryRead(out var change))
            {
                if (change.Change == InboxChange.Added && table.Find(change.Mails[0].Id) is { } entry && query.Matches(entry))
                    return entry.Mail;
            }
            isBehind = changes.TakeLoss();
        }
        while (isBehind || await changes.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false));
        throw new OperationCanceledException();
    }

    /// <summary>What happens from the first reading on. Who reads too slowly loses the oldest.</summary>
    public async IAsyncEnumerable<InboxEvent> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var changes = Subscribe();
        await foreach (var change in changes.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            yield return change;
    }

    /// <summary>What happens from now on.</summary>
    internal EventRelay.Subscription Subscribe() => events.Subscribe();

    /// <summary>Marks mails as read or unread; returns how many are so now that were not before. In a folder that can't be written it lasts until the store is closed.</summary>
    public async Task<int> MarkAsync(IEnumerable<string> ids, bool isRead, CancellationToken cancellationToken = default)
    {
        List<Entry> changed = [];
        await notes.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            changed = table.Mark(ids, isRead);
            foreach (var entry in changed.Where(entry => entry.Stem is not null))
                await folder!.WriteAsync(entry.Noted, entry.Stem!, isDurable: false, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The disk is full, say: all know it until the next start, and whoever reads the mail is not to suffer.
        }
        finally
        {
            notes.Release();
        }
        if (changed.Count > 0)
            events.Tell(new InboxEvent(InboxChange.Changed, [.. changed.Select(entry => entry.Mail)]));
        return changed.Count;
    }

    /// <summary>Deletes mails, their files too; returns how many have gone. One whose file can't be deleted stays.</summary>
    public int Delete(IEnumerable<string> ids)
    {
        var gone = table.Remove([.. ids.Where(id => table.Find(id) is { } entry && (entry.Stem is null || folder!.TryDelete(entry.Stem)))]);
        if (gone.Count > 0)
            events.Tell(new InboxEvent(InboxChange.Removed, [.. gone.Select(entry => entry.Mail)]));
        return gone.Count;
    }

    /// <summary>Ends all watching; the folder may be opened by others.</summary>
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync().ConfigureAwait(false);
        await tending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        events.End();
        folder?.Dispose();
        stopping.Dispose();
        notes.Dispose();
    }

    private StoredMail Insert(Entry entry)
    {
        table.Insert(entry);
        events.Tell(new InboxEvent(InboxChange.Added, [entry.Mail]));
        return entry.Mail;
    }

    // Mails of an earlier process keep their ids; only then do strangers get theirs.
    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        foreach (var file in folder?.List() ?? [])
            await TryTakeBackAsync(file, cancellationToken).ConfigureAwait(false);
        foreach (var file in (folder?.List() ?? []).OrderBy(file => file.Written))
        {
            if (!table.Knows(file.Stem))
                await TakeInAsync(file, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task TendAsync()
    {
        while (true)
        {
            await Task.Delay(TendEvery, options.TimeProvider, stopping.Token).ConfigureAwait(false);
            try
            {
                await LookForChangesAsync(stopping.Token).ConfigureAwait(false);
                Delete(table.Excess());
                MakeReadyForSearching();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // The folder is away for a moment, as on a network; the next round will see.
            }
        }
    }

    // So that the first search need not, and a sender neither.
    private void MakeReadyForSearching()
    {
        foreach (var entry in table.Snapshot())
        {
            stopping.Token.ThrowIfCancellationRequested();
            _ = entry.Text;
        }
    }

    // A stranger is taken in when it has not grown since the last look.
    private async Task LookForChangesAsync(CancellationToken cancellationToken)
    {
        if (folder is null)
            return;
        var known = table.Snapshot();
        var files = folder.List().ToDictionary(file => file.Stem);
        Delete(known.Where(entry => !files.ContainsKey(entry.Stem!)).Select(entry => entry.Mail.Id));
        var unknown = files.Where(file => !table.Knows(file.Key)).ToDictionary();
        foreach (var (stem, file) in unknown)
        {
            if (strangers.TryGetValue(stem, out var before) && before == file && !await TryTakeBackAsync(file, cancellationToken).ConfigureAwait(false))
                await TakeInAsync(file, cancellationToken).ConfigureAwait(false);
        }
        strangers = unknown;
    }

    // A mail whose sidecar lies beside it: of an earlier process, or of another folder.
    private async Task<bool> TryTakeBackAsync(FolderFile file, CancellationToken cancellationToken)
    {
        if (await folder!.ReadSidecarAsync(file.Stem, cancellationToken).ConfigureAwait(false) is not { } noted
            || await folder.TryReadAsync(file.Stem, cancellationToken).ConfigureAwait(false) is not { } content || !table.TryReclaim(noted.Id))
            return false;
        Insert(Entry.Of(noted, content, file.Stem, options.Rules));
        return true;
    }

    private async Task TakeInAsync(FolderFile file, CancellationToken cancellationToken)
    {
        if (file.Length > LargestStranger || await folder!.TryReadAsync(file.Stem, cancellationToken).ConfigureAwait(false) is not { } content)
            return;
        // A file of next year must not make all that come after it mails of next year.
        var now = options.TimeProvider.GetUtcNow();
        var received = file.Written < now ? file.Written : now;
        var noted = new Sidecar { Id = table.NextId(received), Received = received, Envelope = new StoredEnvelope() };
        try
        {
            await folder.WriteAsync(noted, file.Stem, isDurable: false, cancellationToken).ConfigureAwait(false);
            Insert(Entry.Of(noted, content, file.Stem, options.Rules));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Without its sidecar it would have another id after the next start.
        }
        finally
        {
            // The id was kept from others as if it were a file's name, which a stranger's is not.
            if (noted.Id != file.Stem)
                table.Forget(noted.Id);
        }
    }
}
