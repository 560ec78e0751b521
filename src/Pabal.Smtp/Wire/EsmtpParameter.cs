using System.Buffers;

namespace Pabal.Smtp.Wire;

/// <summary>One parameter of MAIL or RCPT (RFC 5321 4.1.2, esmtp-param); the keyword in upper case.</summary>
internal readonly record struct EsmtpParameter(string Keyword, string? Value)
{
    private static readonly SearchValues<char> KeywordCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-");

    /// <summary>All of them, each keyword once; null if that is not what the text is.</summary>
    public static IReadOnlyList<EsmtpParameter>? Read(string text)
    {
        var parameters = new List<EsmtpParameter>();
        var seen = new HashSet<string>();
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = word.IndexOf('=', StringComparison.Ordinal);
            var keyword = (equals < 0 ? word : word[..equals]).ToUpperInvariant();
            var value = equals < 0 ? null : word[(equals + 1)..];
            if (keyword is "" or ['-', ..] || keyword.AsSpan().ContainsAnyExcept(KeywordCharacters) || value is "" || value?.Contains('=') == true
                || !seen.Add(keyword))
                return null;
            parameters.Add(new EsmtpParameter(keyword, value));
        }
        return parameters;
    }
}
