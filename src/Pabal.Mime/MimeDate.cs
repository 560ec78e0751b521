using System.Globalization;
using System.Runtime.CompilerServices;
using Pabal.Mime.Headers;

namespace Pabal.Mime;

/// <summary>Dates as mail writes them (RFC 5322 3.3), whatever the culture.</summary>
public static class MimeDate
{
    /// <summary>For example <c>Sat, 21 Nov 2026 09:05:00 +0900</c>; the offset is kept, to the minute.</summary>
    public static string Format(DateTimeOffset date) => Written(date).ToStringAndClear();

    /// <summary>The same, not yet a string; the caller clears it.</summary>
    internal static DefaultInterpolatedStringHandler Written(DateTimeOffset date)
    {
        var written = new DefaultInterpolatedStringHandler(literalLength: 0, formattedCount: 3, CultureInfo.InvariantCulture);
        written.AppendFormatted(date, "ddd, dd MMM yyyy HH:mm:ss ");
        written.AppendLiteral(date.Offset < TimeSpan.Zero ? "-" : "+");
        written.AppendFormatted(date.Offset, "hhmm");
        return written;
    }

    /// <summary>Reads a date as mail has it, the obsolete forms too (RFC 5322 4.3): years of two digits, zones by name, comments, no seconds, the order of asctime.
    /// Without a zone, or in one that nobody knows, it is UTC.</summary>
    public static bool TryParse(string? text, out DateTimeOffset date) => new DateReader(text).TryRead(out date);
}
