using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using static Pabal.Localized;

namespace Pabal.Mime.Headers;

/// <summary>The addr-spec grammar of RFC 5321 4.1.2 with the UTF-8 of RFC 6531, strict: what may stand in an envelope.</summary>
internal static class AddressSyntax
{
    private const int MaxLocalPart = 64;   // RFC 5321 4.5.3.1.1
    private const int MaxDomain = 255;     // RFC 5321 4.5.3.1.2
    private const int MaxLabel = 63;       // RFC 1035 2.3.4

    private static readonly SearchValues<char> AtextAscii =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+-/=?^_`{|}~");

    public static bool IsAtext(char c) => c >= 0x80 ? !char.IsControl(c) : AtextAscii.Contains(c);

    /// <summary>Exactly one addr-spec, nothing around it; else the reason in words.</summary>
    public static (EmailAddress? Address, string? Reason) ParseStrict(string text)
    {
        if (text.Length == 0)
            return (null, Say("the address is empty", "주소가 비어 있습니다"));
        if (ForbiddenCharacter(text) is { } problem)
            return (null, problem);
        if (!IsWellFormed(text))
            return (null, Say("it holds half of a character (a lone surrogate)", "반쪽짜리 문자(짝이 없는 서로게이트)가 들어 있습니다"));
        var (local, rest, reason) = text[0] == '"' ? QuotedLocalPart(text) : DotAtomLocalPart(text);
        if (reason is not null)
            return (null, reason);
        if (Encoding.UTF8.GetByteCount(local!) > MaxLocalPart)
            return (null, Say($"the part before the @ is longer than {MaxLocalPart} octets", $"@ 앞부분이 {MaxLocalPart}바이트보다 깁니다"));
        var domain = text[rest..];
        var (ascii, domainReason) = Domain(domain);
        return ascii is null ? (null, domainReason) : (new EmailAddress(local!, domain, ascii, isValid: true), null);
    }

    /// <summary>The address, if its local part is a dot-atom in ASCII as nearly all are; else null, which says nothing yet.</summary>
    public static EmailAddress? FromPlain(string local, string domain) =>
        local.Length is > 0 and <= MaxLocalPart && Ascii.IsValid(local) && IsDotAtom(local) && Domain(domain).Ascii is { } ascii
            ? new EmailAddress(local, domain, ascii, isValid: true)
            : null;

    /// <summary>The A-label form of a domain or an address literal, or the reason why it is none.</summary>
    public static (string? Ascii, string? Reason) Domain(string domain)
    {
        if (domain.Length == 0)
            return (null, Say("nothing follows the @; write the domain, as in name@example.com", "@ 뒤에 도메인이 없습니다. name@example.com처럼 쓰십시오"));
        if (domain[0] == '[')
            return IsAddressLiteral(domain)
                ? (domain, null)
                : (null, Say($"{Shown(domain)} is no address literal such as [192.0.2.1] or [IPv6:2001:db8::1]",
                             $"{Shown(domain)}은(는) [192.0.2.1]이나 [IPv6:2001:db8::1] 같은 주소 리터럴이 아닙니다"));
        if (domain.Contains('@'))
            return (null, Say("it has two @ signs", "@가 두 개 있습니다"));
        foreach (var rune in domain.EnumerateRunes())
        {
            if (!IsDomainRune(rune))
                return (null, Say($"a domain can't hold {Shown(rune.ToString())}", $"도메인에는 {Shown(rune.ToString())}을(를) 쓸 수 없습니다"));
        }
        var ascii = domain;
        if (!Ascii.IsValid(domain))
        {
            try
            {
                ascii = new IdnMapping { UseStd3AsciiRules = true }.GetAscii(domain);
            }
            catch (ArgumentException)
            {
                return (null, Say($"{Shown(domain)} is no valid internationalized domain", $"{Shown(domain)}은(는) 올바른 국제화 도메인이 아닙니다"));
            }
        }
        return LabelProblem(ascii) is { } problem ? (null, problem) : (ascii, null);
    }

    /// <summary>The local part as it must be written: as it is if it is a dot-atom, else a quoted-string.</summary>
    public static string QuoteLocalPart(string local) => IsDotAtom(local) ? local : HeaderText.Quote(local);

    public static bool IsDotAtom(ReadOnlySpan<char> text)
    {
        var afterDot = true;
        foreach (var c in text)
        {
            if (c == '.' ? afterDot : !IsAtext(c))
                return false;
            afterDot = c == '.';
        }
        return !afterDot;
    }

    private static (string? Local, int DomainStart, string? Reason) DotAtomLocalPart(string text)
    {
        var at = text.IndexOf('@');
        if (at < 0)
            return (null, 0, Say($"{Shown(text)} has no @; write it like name@example.com", $"{Shown(text)}에 @가 없습니다. name@example.com처럼 쓰십시오"));
        if (at == 0)
            return (null, 0, Say("nothing stands before the @", "@ 앞에 아무것도 없습니다"));
        var local = text[..at];
        if (IsDotAtom(local))
            return (local, at + 1, null);
        if (local[0] == '.' || local[^1] == '.' || local.Contains("..", StringComparison.Ordinal))
            return (null, 0, Say("a dot can't come first, last or twice in a row before the @ (unless the part is in \"quotes\")",
                                 "@ 앞에서 점은 맨 앞이나 맨 뒤에 오거나 잇달아 올 수 없습니다(\"따옴표\"로 묶으면 됩니다)"));
        var bad = local.First(c => c != '.' && !IsAtext(c));
        return (null, 0, Say($"{Shown(bad.ToString())} can't stand before the @ (unless the part is in \"quotes\")",
                             $"@ 앞에는 {Shown(bad.ToString())}을(를) 쓸 수 없습니다(\"따옴표\"로 묶으면 됩니다)"));
    }

    private static (string? Local, int DomainStart, string? Reason) QuotedLocalPart(string text)
    {
        var local = new StringBuilder(text.Length);
        for (var i = 1; i < text.Length; i++)
        {
            if (text[i] == '"')
            {
                return i + 1 < text.Length && text[i + 1] == '@'
                    ? (local.ToString(), i + 2, null)
                    : (null, 0, Say("an @ and a domain must follow the closing quote", "닫는 따옴표 뒤에는 @와 도메인이 와야 합니다"));
            }
            if (text[i] == '\\' && i + 1 < text.Length)
                i++;
            local.Append(text[i]);
        }
        return (null, 0, Say("the quote before the @ is never closed", "@ 앞의 따옴표가 닫히지 않았습니다"));
    }

    private static string? LabelProblem(string ascii)
    {
        if (ascii.Length > MaxDomain)
            return Say($"the domain is longer than {MaxDomain} characters", $"도메인이 {MaxDomain}자보다 깁니다");
        foreach (var range in ascii.AsSpan().Split('.'))
        {
            var label = ascii.AsSpan()[range];
            if (label.IsEmpty)
                return Say("the domain has an empty label (a dot first, last or twice in a row)", "도메인에 빈 레이블이 있습니다(점이 맨 앞이나 맨 뒤에 있거나 잇달아 있습니다)");
            if (label.Length > MaxLabel)
                return Say($"a label of the domain is longer than {MaxLabel} characters", $"도메인의 한 레이블이 {MaxLabel}자보다 깁니다");
            if (label[0] == '-' || label[^1] == '-')
                return Say("a label of the domain begins or ends with a hyphen", "도메인의 한 레이블이 하이픈로 시작하거나 끝납니다");
            if (label.ContainsAnyExcept(LetterDigitHyphen))
                return Say("the domain holds a character that no domain has", "도메인에 쓸 수 없는 문자가 있습니다");
        }
        return null;
    }

    private static readonly SearchValues<char> LetterDigitHyphen =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-");

    // Letters, digits and marks only, before any mapping: what maps to '@', '/' or a dot in disguise never gets that far.
    private static bool IsDomainRune(Rune rune) => rune.Value switch
    {
        '-' or '.' or 0x3002 or 0xB7 or 0x30FB => true,
        < 0x80 => Rune.IsLetterOrDigit(rune),
        _ => Rune.GetUnicodeCategory(rune) is UnicodeCategory.LowercaseLetter or UnicodeCategory.UppercaseLetter or UnicodeCategory.OtherLetter
            or UnicodeCategory.ModifierLetter or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.DecimalDigitNumber,
    };

    private static bool IsAddressLiteral(string text)
    {
        if (text is not ['[', .., ']'])
            return false;
        var inner = text[1..^1];
        return inner.StartsWith("IPv6:", StringComparison.OrdinalIgnoreCase)
            ? inner.AsSpan(5).IndexOfAny('%', '[', ']') < 0 && IPAddress.TryParse(inner[5..], out var v6) && v6.AddressFamily == AddressFamily.InterNetworkV6
            : inner.Count('.') == 3 && IPAddress.TryParse(inner, out var v4) && v4.AddressFamily == AddressFamily.InterNetwork && v4.ToString() == inner;
    }

    private static string? ForbiddenCharacter(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            switch (Rune.GetUnicodeCategory(rune))
            {
                case UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator:
                    return Say($"it holds the control character {ControlName((char)rune.Value)}", $"제어 문자 {ControlName((char)rune.Value)}가 들어 있습니다");
                // These turn the direction of writing or are not seen: with them one address looks like another.
                case UnicodeCategory.Format:
                    return Say($"it holds the invisible character U+{rune.Value:X4}", $"보이지 않는 문자 U+{rune.Value:X4}가 들어 있습니다");
            }
        }
        return null;
    }

    public static string ControlName(char c) => c switch
    {
        '\r' => "CR",
        '\n' => "LF",
        '\0' => "NUL",
        '\t' => "TAB",
        _ => $"U+{(int)c:X4}",
    };

    private static bool IsWellFormed(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune == Rune.ReplacementChar)
                return text.Contains('\uFFFD') && !text.Any(char.IsSurrogate);
        }
        return true;
    }

    private static string Shown(string text) => text.Length > 60 ? $"“{text[..60]}…”" : $"“{text}”";
}
