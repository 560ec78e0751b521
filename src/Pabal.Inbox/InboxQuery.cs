using System.Diagnostics.CodeAnalysis;
using Pabal.Inbox.Searching;
using Pabal.Inbox.Storing;

namespace Pabal.Inbox;

/// <summary>
/// What to look for: words and <c>"phrases"</c>, found anywhere in a mail, and <c>from: to: cc: bcc: subject: has:attachment before: after: larger: smaller: is:read
/// is:unread message-id: inbox:</c>. All have to match; <c>-</c> before one means that it must not.
/// </summary>
public sealed class InboxQuery
{
    private readonly Predicate<Entry>[] terms;

    internal InboxQuery(params Predicate<Entry>[] terms) => this.terms = terms;

    /// <summary>Matches every mail.</summary>
    public static InboxQuery All { get; } = new();

    /// <summary>Reads a query as a person types it. Throws <see cref="FormatException"/> naming what is not understood.</summary>
    public static InboxQuery Parse(string text, TimeProvider? clock = null) => TryParse(text, out var query, out var reason, clock) ? query : throw new FormatException(reason);

    /// <summary>Reads a query as a person types it; otherwise <paramref name="reason"/> names what is not understood. Nothing matches every mail.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out InboxQuery? query, [NotNullWhen(false)] out string? reason, TimeProvider? clock = null)
    {
        (var terms, reason) = new QueryParser(text ?? "", clock ?? TimeProvider.System).Parse();
        query = reason is null ? new InboxQuery([.. terms]) : null;
        return query is not null;
    }

    /// <summary>Mails in one inbox.</summary>
    public static InboxQuery Inbox(string name) => new(entry => entry.Mail.Inboxes.Contains(name, StringComparer.OrdinalIgnoreCase));

    /// <summary>Mails to a recipient, by envelope or header: an address whole, whatever its case; anything else as a part of one, or of a name.</summary>
    public static InboxQuery To(string recipient)
    {
        if (Mime.EmailAddress.TryParse(recipient, out _))
        {
            return new(entry => entry.Mail.Envelope.To.Contains(recipient, StringComparer.OrdinalIgnoreCase)
                || entry.Mail.To.Concat(entry.Mail.Cc).Mailboxes.Any(mailbox => mailbox.Address.ToString().Equals(recipient, StringComparison.OrdinalIgnoreCase)));
        }
        var needle = SearchText.Needle(recipient);
        return new(entry => entry.Text.Contains(SearchField.To, needle) || entry.Text.Contains(SearchField.Cc, needle) || entry.Text.Contains(SearchField.Bcc, needle));
    }

    /// <summary>Mails with this text in their subject.</summary>
    public static InboxQuery Subject(string text)
    {
        var needle = SearchText.Needle(text);
        return new(entry => entry.Text.Contains(SearchField.Subject, needle));
    }

    /// <summary>Mails that came after the one of this id, which may have gone.</summary>
    public static InboxQuery Since(string id) => new(entry => string.CompareOrdinal(entry.Mail.Id, id) > 0);

    /// <summary>Mails that match both.</summary>
    public InboxQuery And(InboxQuery other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new([.. terms, .. other.terms]);
    }

    internal bool Matches(Entry entry)
    {
        foreach (var term in terms)
        {
            if (!term(entry))
                return false;
        }
        return true;
    }
}
