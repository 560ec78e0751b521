using System.Security.Cryptography;
using static Pabal.Localized;

namespace Pabal.Mime.Headers;

/// <summary>Message and content ids (RFC 5322 3.6.4): made, and checked before they are written.</summary>
internal static class MessageIds
{
    private const string Alphabet = "abcdefghijkmnopqrstuvwxyz0123456789";
    private const int MaxId = 900;

    /// <summary>A new id, 120 random bits at the sender's domain; nothing in it tells the machine.</summary>
    public static string New(string domain) => $"<{RandomNumberGenerator.GetString(Alphabet, 24)}@{domain}>";

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
