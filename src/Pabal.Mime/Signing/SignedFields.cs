namespace Pabal.Mime.Signing;

/// <summary>Which fields a signature covers (RFC 6376 5.4). Each is named once more than it occurs, so that none can be added.</summary>
internal static class SignedFields
{
    // What every reader shows or obeys: covered even where it is absent.
    private static readonly string[] Always =
        ["From", "Reply-To", "To", "Cc", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type", "Content-Transfer-Encoding"];

    // Covered where it is present only: a mailing list or a resender that adds its own breaks nothing.
    private static readonly string[] WherePresent =
    [
        "Sender", "In-Reply-To", "References", "Content-Disposition", "Content-ID", "Auto-Submitted", "Feedback-ID", "List-Id", "List-Unsubscribe",
        "List-Unsubscribe-Post", "List-Subscribe", "List-Post", "List-Help", "List-Owner", "List-Archive",
    ];

    // Only one of each may stand in a message (RFC 5322 3.6, RFC 2045 3): a second one beside a signed one was added.
    private static readonly string[] Single = [.. Always, "Sender", "In-Reply-To", "References", "Content-Disposition", "Content-ID"];

    /// <summary>The names that <c>h=</c> is to list, each as often as it must.</summary>
    public static IEnumerable<string> Choose(SignableHeader header) =>
        Always.Concat(WherePresent.Where(name => header.Count(name) > 0)).SelectMany(name => Enumerable.Repeat(name, header.Count(name) + 1));

    /// <summary>A signed field that stands more often in the message than the signature covers; null if there is none.</summary>
    public static string? FindAdded(SignableHeader header, IReadOnlyCollection<string> signed) =>
        Single.FirstOrDefault(name => signed.Count(other => name.Equals(other, StringComparison.OrdinalIgnoreCase)) is > 0 and var covered && covered < header.Count(name));
}
