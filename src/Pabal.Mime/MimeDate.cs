using System.Globalization;
using Pabal.Mime.Headers;

namespace Pabal.Mime;

/// <summary>Dates as mail writes them (RFC 5322 3.3), whatever the culture.</summary>
public static class MimeDate
{
    /// <summary>For example <c>Sat, 21 Nov 2026 09:05:00 +0900</c>; the offset is kept, to the minute.</summary>
    public static string Format(DateTimeOffset date)
    {
        var sign = date.Offset < TimeSpan.Zero ? '-' : '+';
        return string.Create(CultureInfo.InvariantCulture, $"{date:ddd, dd MMM yyyy HH:mm:ss} {sign}{date.Offset:hhmm}");
    }

    /// <summary>Reads a date as mail has it, the obsolete forms too (RFC 5322 4.3): years of two digits, zones by name, comments, no seconds, the order of asctime.
    /// Without a zone, or in one that nobody knows, it is UTC.</summary>
    public static bool TryParse(string? text, out DateTimeOffset date) => new DateReader(text).TryRead(out date);
}
