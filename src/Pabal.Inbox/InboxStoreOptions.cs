namespace Pabal.Inbox;

/// <summary>Where mail is kept and how much of it. Beyond a limit the oldest go first; the newest always stays.</summary>
public sealed record InboxStoreOptions
{
    /// <summary>A folder of plain <c>.eml</c> files; null keeps everything in memory. Files put there by hand appear too.</summary>
    public string? Folder { get; init; }

    /// <summary>Mails. 1,000.</summary>
    public int MaxMessages { get; init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value)); } = 1000;

    /// <summary>Octets of all mails together. 1 GiB.</summary>
    public long MaxBytes { get; init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value)); } = 1L << 30;

    /// <summary>How old a mail may become; null for any age.</summary>
    public TimeSpan? MaxAge { get; init; }

    /// <summary>How the store is parted into inboxes.</summary>
    public InboxRules Rules { get; init; } = new();

    /// <summary>The clock.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
