using System.Globalization;
using Pabal.Inbox.Storing;
using static Pabal.Localized;

namespace Pabal.Inbox.Searching;

/// <summary>The grammar of a query, in one pass: <c>[-][operator:](word|"phrase")</c>, separated by white space.</summary>
internal sealed class QueryParser(string text, TimeProvider clock)
{
    private const int LongestQuery = 2000;
    private const int MostTerms = 50;

    private static readonly string[] Operators =
        ["from:", "to:", "cc:", "bcc:", "subject:", "has:attachment", "before:", "after:", "larger:", "smaller:", "is:read", "is:unread", "message-id:", "inbox:"];

    private int pos;
    private string? reason;

    public (List<Predicate<Entry>> Terms, string? Reason) Parse()
    {
        var terms = new List<Predicate<Entry>>();
        if (text.Length > LongestQuery)
            return (terms, Say($"a query has at most {LongestQuery} characters", $"검색어는 {LongestQuery}자까지입니다"));
        while (reason is null && SkipWhite())
        {
            if (terms.Count == MostTerms)
                reason = Say($"a query has at most {MostTerms} terms", $"검색 조건은 {MostTerms}개까지입니다");
            else if (ReadTerm() is { } term)
                terms.Add(term);
        }
        return (terms, reason);
    }

    private bool SkipWhite()
    {
        while (pos < text.Length && char.IsWhiteSpace(text[pos]))
            pos++;
        return pos < text.Length;
    }

    private Predicate<Entry>? ReadTerm()
    {
        var isNot = text[pos] == '-' && pos + 1 < text.Length && !char.IsWhiteSpace(text[pos + 1]);
        if (isNot)
            pos++;
        var name = ReadName();
        var value = ReadValue();
        var term = name is null ? Anywhere(value) : value.Length > 0 ? Term(name, value) : Fail(Say($"{name}: needs a value", $"{name}: 뒤에 값이 필요합니다"));
        return isNot && term is not null ? entry => !term(entry) : term;
    }

    // A word and a colon; of "https://…" and "10:30" the colon is part of what is looked for.
    private string? ReadName()
    {
        var end = pos;
        while (end < text.Length && (char.IsAsciiLetter(text[end]) || text[end] == '-'))
            end++;
        if (end == pos || end >= text.Length || text[end] != ':' || text.AsSpan(end).StartsWith("://"))
            return null;
        var name = text[pos..end].ToLowerInvariant();
        pos = end + 1;
        return name;
    }

    private string ReadValue()
    {
        if (pos < text.Length && text[pos] == '"')
        {
            var close = text.IndexOf('"', pos + 1);
            if (close < 0)
                reason = Say($"the quotation mark at position {pos + 1} is never closed", $"{pos + 1}번째 글자의 따옴표가 닫히지 않았습니다");
            var phrase = close < 0 ? "" : text[(pos + 1)..close];
            pos = close < 0 ? text.Length : close + 1;
            return phrase;
        }
        var start = pos;
        while (pos < text.Length && !char.IsWhiteSpace(text[pos]))
            pos++;
        return text[start..pos];
    }

    private Predicate<Entry>? Term(string name, string value) => name switch
    {
        "from" => In(SearchField.From, value),
        "to" => In(SearchField.To, value),
        "cc" => In(SearchField.Cc, value),
        "bcc" => In(SearchField.Bcc, value),
        "subject" => In(SearchField.Subject, value),
        "message-id" => In(SearchField.MessageId, value),
        "inbox" => entry => entry.Mail.Inboxes.Contains(value, StringComparer.OrdinalIgnoreCase),
        "has" when Is(value, "attachment") || Is(value, "attachments") => entry => entry.Mail.Attachments > 0,
        "has" => Fail(Say($"has:{value} is not known; there is has:attachment", $"has:{value}은(는) 없습니다. has:attachment를 쓰십시오")),
        "is" when Is(value, "read") => entry => entry.Mail.IsRead,
        "is" when Is(value, "unread") => entry => !entry.Mail.IsRead,
        "is" => Fail(Say($"is:{value} is not known; there are is:read and is:unread", $"is:{value}은(는) 없습니다. is:read나 is:unread를 쓰십시오")),
        "before" => Time(name, value) is { } time ? entry => entry.Mail.Received < time : null,
        "after" => Time(name, value) is { } time ? entry => entry.Mail.Received >= time : null,
        "larger" => Size(name, value) is { } size ? entry => entry.Mail.Size > size : null,
        "smaller" => Size(name, value) is { } size ? entry => entry.Mail.Size < size : null,
        _ => Fail(Say($"{name}: is not known; there are {string.Join(' ', Operators)}, and quotation marks look for \"{name}:{value}\" itself",
                      $"{name}:은(는) 없습니다. {string.Join(' ', Operators)}을(를) 쓸 수 있고, 글자 그대로 찾으려면 \"{name}:{value}\"처럼 따옴표로 묶으십시오")),
    };

    private static Predicate<Entry> Anywhere(string value)
    {
        var needle = SearchText.Needle(value);
        return entry => entry.Text.Contains(needle);
    }

    private static Predicate<Entry> In(SearchField field, string value)
    {
        var needle = SearchText.Needle(value);
        return entry => entry.Text.Contains(field, needle);
    }

    // A day begins where the clock is; a number with d, h or m counts back from now.
    private DateTimeOffset? Time(string name, string value)
    {
        if (DateTime.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return new DateTimeOffset(day, clock.LocalTimeZone.GetUtcOffset(day));
        if (value.Contains('T', StringComparison.Ordinal) && DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
            return time;
        if (value[^1] is 'd' or 'h' or 'm' && int.TryParse(value.AsSpan(0, value.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count < 1_000_000)
            return clock.GetUtcNow() - (value[^1] switch { 'd' => TimeSpan.FromDays(Math.Min(count, 100_000)), 'h' => TimeSpan.FromHours(count), _ => TimeSpan.FromMinutes(count) });
        reason = Say($"{name}:{value} is no date; write {name}:2026-11-21, {name}:2026-11-21T09:00:00Z or {name}:2d", $"{name}:{value}은(는) 날짜가 아닙니다. {name}:2026-11-21, {name}:2026-11-21T09:00:00Z, {name}:2d처럼 쓰십시오");
        return null;
    }

    private long? Size(string name, string value)
    {
        var digits = value.AsSpan().TrimEnd("bBkKmMgG");
        var unit = value[digits.Length..].ToLowerInvariant() switch { "" or "b" => 1L, "k" or "kb" => 1L << 10, "m" or "mb" => 1L << 20, "g" or "gb" => 1L << 30, _ => 0 };
        if (unit > 0 && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return number * unit;
        reason = Say($"{name}:{value} is no size; write {name}:5000, {name}:10k or {name}:2m", $"{name}:{value}은(는) 크기가 아닙니다. {name}:5000, {name}:10k, {name}:2m처럼 쓰십시오");
        return null;
    }

    private Predicate<Entry>? Fail(string why)
    {
        reason ??= why;
        return null;
    }

    private static bool Is(string value, string other) => value.Equals(other, StringComparison.OrdinalIgnoreCase);
}
