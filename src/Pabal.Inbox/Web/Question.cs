using System.Globalization;
using Microsoft.AspNetCore.Http;
using static Pabal.Localized;

namespace Pabal.Inbox.Web;

/// <summary>What the query string of a request asks for. A value that is not understood is said so, not passed over.</summary>
internal sealed class Question(HttpRequest request, TimeProvider clock)
{
    private const int DefaultLimit = 50;
    private const int LargestLimit = 1000;
    private const double LongestWait = 600;
    private const double DefaultWait = 30;

    /// <summary>What was not understood; null if all was.</summary>
    public string? Problem { get; private set; }

    public string? this[string name] => (string?)request.Query[name] is { Length: > 0 } value ? value : null;

    public string? Before => this["before"];

    /// <summary>Whether something is switched on.</summary>
    public bool Is(string name) => this[name] is "1" or "true";

    public int Limit
    {
        get
        {
            if (this["limit"] is not { } text)
                return DefaultLimit;
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is > 0 and <= LargestLimit)
                return limit;
            Problem ??= Say($"limit is a number from 1 to {LargestLimit}", $"limit은 1부터 {LargestLimit}까지의 수입니다");
            return DefaultLimit;
        }
    }

    public TimeSpan Timeout
    {
        get
        {
            if (this["timeout"] is not { } text)
                return TimeSpan.FromSeconds(DefaultWait);
            if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0 and <= LongestWait)
                return TimeSpan.FromSeconds(seconds);
            Problem ??= Say($"timeout is in seconds, from 0 to {LongestWait}", $"timeout은 초 단위이며 0부터 {LongestWait}까지입니다");
            return TimeSpan.Zero;
        }
    }

    /// <summary>All that the request wants a mail to match.</summary>
    public InboxQuery Query
    {
        get
        {
            if (!InboxQuery.TryParse(this["search"], out var query, out var reason, clock))
            {
                Problem ??= reason;
                return InboxQuery.All;
            }
            if (this["inbox"] is { } inbox)
                query = query.And(InboxQuery.Inbox(inbox));
            if (this["to"] is { } to)
                query = query.And(InboxQuery.To(to));
            if (this["subject"] is { } subject)
                query = query.And(InboxQuery.Subject(subject));
            return this["after"] is { } after ? query.And(InboxQuery.Since(after)) : query;
        }
    }
}
