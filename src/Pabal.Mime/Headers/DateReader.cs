namespace Pabal.Mime.Headers;

/// <summary>Reads a date word by word, whatever their order; what is no part of a date is passed over. Never throws.</summary>
internal ref struct DateReader(ReadOnlySpan<char> text)
{
    private readonly ReadOnlySpan<char> text = text;
    private int pos;
    private int day;
    private int month;
    private int year = -1;
    private int seconds = -1;      // since midnight
    private int zone;              // minutes
    private bool hasNumericZone;
    private bool? isAfternoon;
    private bool isBad;

    public bool TryRead(out DateTimeOffset date)
    {
        while (!isBad && Next() is { IsEmpty: false } word)
            Take(word);
        date = default;
        if (isAfternoon is { } pm && seconds is >= 3600 and < 13 * 3600)
            seconds = seconds % (12 * 3600) + (pm ? 12 * 3600 : 0);
        if (isBad || month == 0 || year is < 1900 or > 9998 || day < 1 || day > DateTime.DaysInMonth(year, month) || zone is < -14 * 60 or > 14 * 60)
            return false;
        date = new DateTimeOffset(new DateTime(year, month, day).AddSeconds(Math.Max(seconds, 0)), TimeSpan.FromMinutes(zone));
        return true;
    }

    // A word of letters, of digits, or a sign with what follows; white space, commas and comments lie between words.
    private ReadOnlySpan<char> Next()
    {
        SkipGap();
        var start = pos;
        if (pos < text.Length && text[pos] is '+' or '-')
            pos++;
        var isLetters = pos < text.Length && char.IsAsciiLetter(text[pos]);
        while (pos < text.Length && (isLetters ? char.IsAsciiLetter(text[pos]) : char.IsAsciiDigit(text[pos])))
            pos++;
        if (pos == start && pos < text.Length)
            pos++;
        return text[start..pos];
    }

    private void SkipGap()
    {
        var depth = 0;
        for (; pos < text.Length; pos++)
        {
            if (text[pos] == '(')
                depth++;
            else if (depth > 0)
                depth -= text[pos] == ')' ? 1 : 0;
            else if (text[pos] is not (' ' or '\t' or '\r' or '\n' or ','))
                return;
        }
    }

    private void Take(ReadOnlySpan<char> word)
    {
        if (word.Length > 1 && word[0] is '+' or '-')
            TakeSigned(word);
        else if (char.IsAsciiLetter(word[0]))
            TakeName(word);
        else if (char.IsAsciiDigit(word[0]) && TakeColon())
            TakeTime(Number(word));
        else if (char.IsAsciiDigit(word[0]))
            TakeNumber(word);
    }

    // Before the time, a hyphen parts day, month and year; after it, it is the sign of the zone.
    private void TakeSigned(ReadOnlySpan<char> word)
    {
        if (seconds < 0)
        {
            Take(word[1..]);
            return;
        }
        var digits = word[1..];
        var minutes = TakeColon() ? Number(digits) * 60 + Minutes(Next())
            : digits.Length <= 2 ? Number(digits) * 60
            : Number(digits[..^2]) * 60 + Minutes(digits[^2..]);
        if (hasNumericZone)
            return;
        hasNumericZone = true;
        zone = word[0] == '-' ? -minutes : minutes;
    }

    private void TakeName(ReadOnlySpan<char> word)
    {
        Span<char> upper = stackalloc char[4];
        if (word.Equals("am", StringComparison.OrdinalIgnoreCase) || word.Equals("pm", StringComparison.OrdinalIgnoreCase))
        {
            isAfternoon = word[0] is 'p' or 'P';
            return;
        }
        var number = MonthOf(word);
        if (number > 0 && month == 0)
            month = number;
        else if (seconds >= 0 && !hasNumericZone && word.Length <= upper.Length)
            zone = ZoneOf(upper[..word.ToUpperInvariant(upper)]);
    }

    private static int MonthOf(ReadOnlySpan<char> word)
    {
        const string Months = "janfebmaraprmayjunjulaugsepoctnovdec";
        if (word.Length < 3)
            return 0;
        Span<char> lower = stackalloc char[3];
        _ = word[..3].ToLowerInvariant(lower);
        var at = Months.AsSpan().IndexOf(lower);
        return at >= 0 && at % 3 == 0 ? at / 3 + 1 : 0;
    }

    // RFC 5322 4.3, and those seen most of the rest; a name that nobody knows says nothing.
    private static int ZoneOf(ReadOnlySpan<char> name) => 60 * name switch
    {
        "EST" or "CDT" => -5,
        "EDT" => -4,
        "CST" or "MDT" => -6,
        "MST" or "PDT" => -7,
        "PST" => -8,
        "KST" or "JST" => 9,
        "HKT" or "SGT" => 8,
        "MSK" => 3,
        "EET" or "CEST" or "MESZ" => 2,
        "EEST" => 3,
        "CET" or "MEZ" or "BST" or "WEST" => 1,
        "AEST" => 10,
        "AEDT" => 11,
        "NZST" => 12,
        "NZDT" => 13,
        _ => 0,
    };

    // The hour and its colon are behind us; white space and comments may stand around each (RFC 5322 4.3).
    private void TakeTime(int hour)
    {
        var minute = Minutes(Next());
        var second = TakeColon() ? Number(Next()) : 0;
        isBad |= hour > 23 || second > 60;
        if (seconds < 0)
            seconds = hour * 3600 + minute * 60 + Math.Min(second, 59);   // a leap second has no other place
        if (pos + 1 < text.Length && text[pos] == '.' && char.IsAsciiDigit(text[pos + 1]))
        {
            pos++;
            Next();
        }
    }

    private bool TakeColon()
    {
        SkipGap();
        if (pos >= text.Length || text[pos] != ':')
            return false;
        pos++;
        return true;
    }

    private void TakeNumber(ReadOnlySpan<char> word)
    {
        var number = Number(word);
        if (day == 0 && word.Length <= 2)
            day = number;
        else if (year < 0)
            year = word.Length switch
            {
                <= 2 => number + (number < 50 ? 2000 : 1900),
                3 => number + 1900,
                _ => number,
            };
    }

    private int Minutes(scoped ReadOnlySpan<char> digits)
    {
        var minutes = Number(digits);
        isBad |= minutes > 59;
        return minutes;
    }

    private int Number(scoped ReadOnlySpan<char> digits)
    {
        var number = 0;
        foreach (var digit in digits)
            number = number < 100_000 && char.IsAsciiDigit(digit) ? number * 10 + digit - '0' : 1_000_000;
        isBad |= digits.IsEmpty || number > 100_000;
        return number;
    }
}
