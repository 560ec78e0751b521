using System.Security.Cryptography;
using System.Text;
using static Pabal.Localized;

namespace Pabal.Mime.Headers;

/// <summary>Message and content ids (RFC 5322 3.6.4): made, and checked before they are written.</summary>
internal static class MessageIds
{
    private const string Alphabet = "abcdefghijkmnopqrstuvwxyz0123456789";
    private const int MaxId = 900;

    /// <summary>A new id, 120 random bits at the sender's domain; nothing in it tells the machine.</summary>
    public static string New(string domain)
    {
        Span<char> unique = stackalloc char[24];
        RandomNumberGenerator.GetItems(Alphabet, unique);
        return $"<{unique}@{domain}>";
    }

    /// <summary>The ids in a field's value, each in angle brackets.</summary>
    public static string[] Parse(string field, string value)
    {
        var ids = value.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        foreach (var id in ids)
        {
            if (!IsId(id))
            {
                throw new ArgumentException(
                    Say($"{field}: “{id}” is no message id; write it like <unique@example.com>", $"{field}: “{id}”은(는) 메시지 ID가 아닙니다. <unique@example.com>처럼 쓰십시오"),
                    nameof(value));
            }
        }
        return ids.Length > 0 ? ids : throw new ArgumentException(Say($"{field} is empty", $"{field}이(가) 비어 있습니다"), nameof(value));
    }

    /// <summary>The first id of a field in angle brackets; null if there is none.</summary>
    public static string? First(HeaderField? field) => field?.Composed is { } composed ? composed : Read(field).FirstOrDefault();

    /// <summary>What ids can be read of a field, each in angle brackets; comments and phrases beside them are passed over. Never throws.</summary>
    public static string[] Read(HeaderField? field)
    {
        if (field is null)
            return [];
        var text = HeaderText.OneLine(HeaderDecoder.Unfold(field.Readable));
        if (!text.Contains('<'))
            return ReadBare(text);
        var ids = new List<string>();
        var rest = text.AsSpan();
        while (rest.IndexOfAny('<', '(') is var start and >= 0)
        {
            rest = rest[start..];
            var end = rest[0] == '(' ? CommentLength(rest) : rest.IndexOf('>') is var close and >= 0 ? close : rest.Length;
            if (rest[0] == '<' && Id(rest[..end]) is { Length: > 0 } id)
                ids.Add($"<{id}>");
            rest = rest[Math.Min(rest.Length, end + 1)..];
        }
        return [.. ids];
    }

    // White space and comments within an id are obsolete (RFC 5322 4.5.4); without white space, parentheses are taken as part of it.
    private static string Id(ReadOnlySpan<char> inner)
    {
        inner = inner[(inner.LastIndexOf('<') + 1)..].Trim(" \t");
        if (inner.IndexOfAny(' ', '\t') < 0)
            return inner.ToString();
        var id = new StringBuilder(inner.Length);
        for (var i = 0; i < inner.Length; i++)
        {
            if (inner[i] == '(')
                i += CommentLength(inner[i..]);
            else if (inner[i] is not (' ' or '\t'))
                id.Append(inner[i]);
        }
        return id.ToString();
    }

    // Without its last parenthesis.
    private static int CommentLength(ReadOnlySpan<char> text)
    {
        var depth = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '(')
                depth++;
            else if (text[i] == ')' && --depth == 0)
                return i;
        }
        return text.Length;
    }

    // Old programs left the brackets out.
    private static string[] ReadBare(string text)
    {
        var words = text.Split([' ', '\t', ','], StringSplitOptions.RemoveEmptyEntries);
        return [.. words.Where(word => words.Length == 1 || word.Contains('@')).Select(word => $"<{word.TrimEnd('>')}>")];
    }

    private static bool IsId(string id)
    {
        if (id is not ['<', .., '>'] || id.Length > MaxId)
            return false;
        var inner = id.AsSpan(1, id.Length - 2);
        var at = inner.IndexOf('@');
        return at > 0 && at < inner.Length - 1 && inner[(at + 1)..].IndexOf('@') < 0
            && !inner.ContainsAnyExceptInRange('!', '~') && inner.IndexOfAny('<', '>') < 0;
    }
}
