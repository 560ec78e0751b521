using System.Collections.Immutable;

namespace Pabal.Inbox;

/// <summary>What can happen to a mail that is kept.</summary>
public enum InboxChange
{
    /// <summary>It came.</summary>
    Added,

    /// <summary>It was marked as read or unread.</summary>
    Changed,

    /// <summary>It was deleted, by somebody or by a limit.</summary>
    Removed,
}

/// <summary>Something that has happened in a store.</summary>
/// <param name="Change">What.</param>
/// <param name="Mails">To which mails, as they are now or were at last.</param>
public sealed record InboxEvent(InboxChange Change, ImmutableArray<StoredMail> Mails);

/// <summary>One inbox of a store.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Total">Mails in it.</param>
/// <param name="Unread">Those that nobody has read.</param>
public sealed record InboxCount(string Name, int Total, int Unread);

/// <summary>A page of a list.</summary>
/// <param name="Mails">The newest first.</param>
/// <param name="Total">All that match, on whatever page.</param>
/// <param name="Unread">Those of them that nobody has read.</param>
/// <param name="Next">What to give as <c>before</c> for the next page; null on the last.</param>
public sealed record InboxPage(ImmutableArray<StoredMail> Mails, int Total, int Unread, string? Next);
