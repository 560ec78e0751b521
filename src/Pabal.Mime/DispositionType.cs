namespace Pabal.Mime;

/// <summary>What the recipient's program did with a message (RFC 8098 3.2.6.2).</summary>
public enum DispositionType
{
    /// <summary>Nothing that the standard knows; only in what is read.</summary>
    Unknown,

    /// <summary>It was shown; whether it was read, nobody knows.</summary>
    Displayed,

    /// <summary>It was deleted, seen or unseen.</summary>
    Deleted,

    /// <summary>It was sent on in some way without being shown.</summary>
    Dispatched,

    /// <summary>It was processed by a program without being shown.</summary>
    Processed,
}
