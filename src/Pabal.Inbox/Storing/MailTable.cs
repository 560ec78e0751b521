using System.Globalization;

namespace Pabal.Inbox.Storing;

/// <summary>The mails of a store by id, the oldest first; whole operations under one lock.</summary>
internal sealed class MailTable(InboxStoreOptions options)
{
    private const string IdFormat = "yyyyMMddHHmmssfff";

    private readonly Lock guard = new();
    private readonly SortedList<string, Entry> entries = new(StringComparer.Ordinal);
    private readonly HashSet<string> stems = new(StringComparer.Ordinal);
    private DateTimeOffset last;
    private long bytes;

    public int Count
    {
        get
        {
            lock (guard)
                return entries.Count;
        }
    }

    public long Bytes
    {
        get
        {
            lock (guard)
                return bytes;
        }
    }

    public Entry[] Snapshot()
    {
        lock (guard)
            return [.. entries.Values];
    }

    public Entry? Find(string id)
    {
        lock (guard)
            return entries.GetValueOrDefault(id);
    }

    /// <summary>The time in milliseconds, or one more than the last id: unique and ascending, also after a restart. The id is the stem of a file that may lie in the folder before the mail lies here.</summary>
    public string NextId(DateTimeOffset received)
    {
        lock (guard)
        {
            var next = received.ToUniversalTime();
            string id;
            do
            {
                last = next > last.AddMilliseconds(1) ? next : last.AddMilliseconds(1);
                id = last.ToString(IdFormat, CultureInfo.InvariantCulture);
            }
            while (!stems.Add(id));
            return id;
        }
    }

    /// <summary>Takes an id from an earlier process for its own; false if it is none, or taken, or one after which no other could come.</summary>
    public bool TryReclaim(string id)
    {
        lock (guard)
        {
            if (entries.ContainsKey(id) || !DateTimeOffset.TryParseExact(id, IdFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) || time.Year == DateTimeOffset.MaxValue.Year)
                return false;
            last = time > last ? time : last;
            return true;
        }
    }

    /// <summary>True for a file whose mail is here, or about to be.</summary>
    public bool Knows(string stem)
    {
        lock (guard)
            return stems.Contains(stem);
    }

    /// <summary>Gives up an id whose mail could not be written.</summary>
    public void Forget(string id)
    {
        lock (guard)
            stems.Remove(id);
    }

    public void Insert(Entry entry)
    {
        lock (guard)
        {
            entries[entry.Mail.Id] = entry;
            if (entry.Stem is not null)
                stems.Add(entry.Stem);
            bytes += entry.Mail.Size;
        }
    }

    /// <summary>Marks mails; returns those that were not so before, as they are now.</summary>
    public List<Entry> Mark(IEnumerable<string> ids, bool isRead)
    {
        var changed = new List<Entry>();
        lock (guard)
        {
            foreach (var id in ids)
            {
                if (entries.GetValueOrDefault(id) is { } entry && entry.Mail.IsRead != isRead)
                    changed.Add(entries[id] = entry with { Mail = entry.Mail with { IsRead = isRead } });
            }
        }
        return changed;
    }

    /// <summary>Takes mails out; returns those that were still there.</summary>
    public List<Entry> Remove(IEnumerable<string> ids)
    {
        var gone = new List<Entry>();
        lock (guard)
        {
            foreach (var id in ids)
            {
                if (!entries.Remove(id, out var entry))
                    continue;
                stems.Remove(entry.Stem ?? id);
                bytes -= entry.Mail.Size;
                gone.Add(entry);
            }
        }
        return gone;
    }

    /// <summary>Those that have to go for the limits' sake.</summary>
    public List<string> Excess()
    {
        var oldest = options.MaxAge is { } age ? options.TimeProvider.GetUtcNow() - age : DateTimeOffset.MinValue;
        var excess = new List<string>();
        lock (guard)
        {
            var (count, left) = (entries.Count, bytes);
            foreach (var entry in entries.Values)
            {
                if (entry.Mail.Received >= oldest && (count == 1 || (count <= options.MaxMessages && left <= options.MaxBytes)))
                    break;
                excess.Add(entry.Mail.Id);
                count--;
                left -= entry.Mail.Size;
            }
        }
        return excess;
    }
}
