using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;

namespace Pabal.Smtp;

/// <summary>What a server offered in reply to EHLO (RFC 5321 4.1.1.1): keywords with their parameters, unknown ones too.</summary>
public sealed class SmtpExtensions
{
    private const int MaxKeywords = 100;

    private readonly FrozenDictionary<string, string> keywords;

    private SmtpExtensions(FrozenDictionary<string, string> keywords) => this.keywords = keywords;

    /// <summary>No extension at all: what HELO leaves.</summary>
    public static SmtpExtensions None { get; } = new(FrozenDictionary<string, string>.Empty);

    /// <summary>All keywords in upper case, each with its parameters as sent.</summary>
    public IReadOnlyDictionary<string, string> Keywords => keywords;

    /// <summary>The largest message the server takes, in octets (RFC 1870); null when it does not say.</summary>
    public long? MaxSize => keywords.TryGetValue("SIZE", out var size)
        && long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var octets) && octets > 0 ? octets : null;

    /// <summary>The SASL mechanisms offered (RFC 4954), in upper case.</summary>
    public ImmutableArray<string> Mechanisms => keywords.TryGetValue("AUTH", out var list)
        ? [.. list.ToUpperInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct()]
        : [];

    /// <summary>The most recipients of one transaction (RCPTMAX of LIMITS, RFC 9422); null when the server does not say.</summary>
    public int? MaxRecipients => Limit("RCPTMAX=");

    /// <summary>The most transactions of one connection (MAILMAX of LIMITS, RFC 9422); null when the server does not say.</summary>
    public int? MaxMails => Limit("MAILMAX=");

    /// <summary>The longest the server holds a mail (RFC 4865 4); null when it does not hold any.</summary>
    public TimeSpan? MaxHold => Words("FUTURERELEASE") is [var seconds, ..] && Seconds(seconds) is { } most ? most : null;

    /// <summary>Until when at the latest the server holds a mail (RFC 4865 4); null when it does not hold any.</summary>
    public DateTimeOffset? MaxHoldTime => Words("FUTURERELEASE") is [_, var time, ..] ? FutureRelease.ParseTime(time) : null;

    /// <summary>The shortest time to deliver by that the server can promise (RFC 2852 3); null when it does not say.</summary>
    public TimeSpan? MinDeliverBy => Words("DELIVERBY") is [var seconds, ..] ? Seconds(seconds) : null;

    /// <summary>True if the keyword was offered; the match is exact but for case.</summary>
    public bool Has(string keyword) => keywords.ContainsKey(keyword);

    /// <summary>Reads the reply to EHLO; its first line is the greeting and no keyword. The obsolete form <c>AUTH=</c> is read too.</summary>
    public static SmtpExtensions From(SmtpReply ehlo)
    {
        var found = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in ehlo.Lines.Skip(1).Take(MaxKeywords))
        {
            var text = line.StartsWith("AUTH=", StringComparison.OrdinalIgnoreCase) ? $"AUTH {line[5..]}" : line;
            var space = text.IndexOf(' ', StringComparison.Ordinal);
            var keyword = (space < 0 ? text : text[..space]).ToUpperInvariant();
            var parameters = space < 0 ? "" : text[(space + 1)..].Trim();
            if (keyword.Length == 0)
                continue;
            found[keyword] = found.TryGetValue(keyword, out var earlier) && keyword == "AUTH" ? $"{earlier} {parameters}" : parameters;
        }
        return new SmtpExtensions(found.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase));
    }

    private string[] Words(string keyword) => keywords.TryGetValue(keyword, out var words) ? words.Split(' ', StringSplitOptions.RemoveEmptyEntries) : [];

    private static TimeSpan? Seconds(string text) =>
        text.Length <= 9 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(seconds) : null;

    private int? Limit(string name) =>
        keywords.TryGetValue("LIMITS", out var limits)
        && limits.Split(' ').FirstOrDefault(limit => limit.StartsWith(name, StringComparison.OrdinalIgnoreCase)) is { } found
        && int.TryParse(found.AsSpan(name.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;
}
