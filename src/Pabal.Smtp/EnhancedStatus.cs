using System.Globalization;

namespace Pabal.Smtp;

/// <summary>An enhanced status code (RFC 3463), such as <c>5.7.8</c>.</summary>
/// <param name="Class">2 success, 4 transient, 5 permanent.</param>
/// <param name="Subject">What it is about, 0 to 999.</param>
/// <param name="Detail">The detail, 0 to 999.</param>
public readonly record struct EnhancedStatus(int Class, int Subject, int Detail)
{
    /// <summary>Reads a code at the start of a reply's text; <paramref name="length"/> is how many characters it takes.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out EnhancedStatus status, out int length)
    {
        status = default;
        length = text.IndexOf(' ');
        if (length < 0)
            length = text.Length;
        Span<Range> parts = stackalloc Range[4];
        if (length is < 5 or > 9 || text[..length].Split(parts, '.') != 3 || text[0] is not ('2' or '4' or '5') || parts[0].End.Value != 1
            || !TryNumber(text[..length][parts[1]], out var subject) || !TryNumber(text[..length][parts[2]], out var detail))
            return false;
        status = new EnhancedStatus(text[0] - '0', subject, detail);
        return true;
    }

    /// <summary>Digits and dots.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Class}.{Subject}.{Detail}");

    private static bool TryNumber(ReadOnlySpan<char> digits, out int number)
    {
        number = 0;
        return digits.Length is >= 1 and <= 3 && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }
}
