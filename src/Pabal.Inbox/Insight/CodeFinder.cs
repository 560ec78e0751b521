namespace Pabal.Inbox.Insight;

/// <summary>One-time codes in a text: 4 to 8 digits, or letters and digits, near a word that speaks of one. The likeliest first.</summary>
internal static class CodeFinder
{
    private const int LongestText = 20_000;
    private const int Near = 80;       // characters between the word and the code
    private const int MostCodes = 5;

    private static readonly string[] Words =
        ["code", "otp", "passcode", "pin", "verif", "one-time", "one time", "2fa", "confirm", "token", "인증", "코드", "일회용", "확인 번호", "확인번호", "보안 번호", "비밀번호"];

    public static List<string> Find(string text)
    {
        text = text.Length <= LongestText ? text : text[..LongestText];
        var words = WordsIn(text);
        return
        [
            .. (from candidate in Candidates(text)
                let distance = words.Count == 0 ? int.MaxValue : words.Min(word => Distance(word, candidate.Start))
                where distance <= Near
                orderby LooksLikeYear(candidate.Code), distance, candidate.Start
                select candidate.Code).Distinct().Take(MostCodes),
        ];
    }

    private static List<int> WordsIn(string text)
    {
        var found = new List<int>();
        foreach (var word in Words)
        {
            for (var at = 0; found.Count < 200 && (at = text.IndexOf(word, at, StringComparison.OrdinalIgnoreCase)) >= 0; at += word.Length)
                found.Add(at);
        }
        return found;
    }

    private static IEnumerable<(int Start, string Code)> Candidates(string text)
    {
        for (var pos = 0; pos < text.Length;)
        {
            if (!char.IsAsciiLetterOrDigit(text[pos]))
            {
                pos++;
                continue;
            }
            var start = pos;
            while (pos < text.Length && char.IsAsciiLetterOrDigit(text[pos]))
                pos++;
            // "123 456" and "123-456" are one code.
            if (IsDigits(text, start, pos, 3) && pos + 4 <= text.Length && text[pos] is (' ' or '-') && IsDigits(text, pos + 1, pos + 4, 3) && (pos + 4 == text.Length || !char.IsAsciiLetterOrDigit(text[pos + 4])))
            {
                yield return (start, string.Concat(text.AsSpan(start, 3), text.AsSpan(pos + 1, 3)));
                pos += 4;
            }
            else if (IsCode(text.AsSpan(start, pos - start)) && !IsPartOfMore(text, start, pos))
            {
                yield return (start, text[start..pos]);
            }
        }
    }

    private static bool IsDigits(string text, int start, int end, int count) => end - start == count && !text.AsSpan(start, count).ContainsAnyExceptInRange('0', '9');

    private static bool IsCode(ReadOnlySpan<char> word) => !word.ContainsAnyExceptInRange('0', '9')
        ? word.Length is >= 4 and <= 8
        : word.Length is >= 6 and <= 8 && word.ContainsAnyInRange('0', '9') && !word.ContainsAnyInRange('a', 'z');

    // A piece of an address, a price, a date or a URL.
    private static bool IsPartOfMore(string text, int start, int end) =>
        (start > 0 && text[start - 1] is ('/' or '.' or '-' or '_' or '=' or '#' or '@' or '$' or '%' or '+')) || (end + 1 < text.Length && text[end] is ('-' or '/' or '@' or '_' or '=') && char.IsAsciiLetterOrDigit(text[end + 1]));

    private static bool LooksLikeYear(string code) => code.Length == 4 && code[..2] is "19" or "20";

    // A word usually stands before its code.
    private static int Distance(int word, int code) => word <= code ? code - word : 2 * (word - code);
}
