using System.Globalization;

namespace Pabal.Smtp;

/// <summary>An enhanced status code (RFC 3463), such as <c>5.7.8</c>.</summary>
/// <param name="Class">2 success, 4 transient, 5 permanent.</param>
/// <param name="Subject">What it is about, 0 to 999.</param>
/// <param name="Detail">The detail, 0 to 999.</param>
public readonly record struct EnhancedStatus(int Class, int Subject, int Detail)
{
    /// <summary>Reads a code at the start of a reply's text; <paramref name="length"/> is how many characters it takes, 0 if there is none.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out EnhancedStatus status, out int length)
    {
        (status, length) = (default, 0);
        var code = text.IndexOf(' ') is var space and >= 0 ? text[..space] : text;
        Span<Range> parts = stackalloc Range[4];
        if (code.Length is < 5 or > 9 || code.Split(parts, '.') != 3 || code[0] is not ('2' or '4' or '5') || parts[0].End.Value != 1
            || !TryNumber(code[parts[1]], out var subject) || !TryNumber(code[parts[2]], out var detail))
            return false;
        (status, length) = (new EnhancedStatus(code[0] - '0', subject, detail), code.Length);
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
