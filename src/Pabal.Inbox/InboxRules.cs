using System.Collections.Immutable;
using System.IO.Enumeration;

namespace Pabal.Inbox;

/// <summary>How one store is parted into inboxes that do not see each other's mail. A mail may lie in several; without rules there is only the one without a name.</summary>
public sealed record InboxRules
{
    /// <summary>The user who logged in to SMTP is the inbox.</summary>
    public bool ByUser { get; init; }

    /// <summary>What stands behind <c>+</c> in the local part of a recipient is the inbox: <c>shop</c> of <c>ann+shop@example.com</c>.</summary>
    public bool ByTag { get; init; }

    /// <summary>Inboxes by patterns of recipients.</summary>
    public ImmutableArray<InboxPattern> Patterns { get; init; } = [];

    internal ImmutableArray<string> For(string? user, IEnumerable<string> recipients)
    {
        var names = new SortedSet<string>(StringComparer.OrdinalIgnoreCase);
        if (ByUser && !string.IsNullOrEmpty(user))
            names.Add(user);
        foreach (var recipient in recipients)
        {
            if (ByTag && TagOf(recipient) is { Length: > 0 } tag)
                names.Add(tag);
            foreach (var pattern in Patterns)
            {
                if (Matches(pattern.Recipients, recipient))
                    names.Add(pattern.Name);
            }
        }
        return [.. names];
    }

    /// <summary>Whether an address fits a pattern in which <c>*</c> stands for anything, whatever the case.</summary>
    internal static bool Matches(string pattern, string address) => FileSystemName.MatchesSimpleExpression(pattern, address);

    private static string? TagOf(string address)
    {
        var local = address.AsSpan(0, address.LastIndexOf('@') is var at and >= 0 ? at : address.Length);
        return local.IndexOf('+') is var plus and >= 0 ? local[(plus + 1)..].ToString() : null;
    }
}

/// <summary>An inbox for some recipients.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Recipients">An address in which <c>*</c> stands for anything: <c>*@shop.example.com</c>.</param>
public sealed record InboxPattern(string Name, string Recipients);
