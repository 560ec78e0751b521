using System.Net;
using System.Net.Sockets;

namespace Pabal.Mime.Headers;

/// <summary>Reads the clauses of a Received field (RFC 5321 4.4), in whatever order and with whatever words between them.</summary>
internal static class ReceivedReader
{
    private const string Signs = ";";

    private sealed class Clause
    {
        public List<string> Words { get; } = [];
        public List<string> Comments { get; } = [];
        public string? Text => Words.Count == 0 ? null : string.Join(' ', Words);
    }

    public static ReceivedField Read(FieldLexer lexer)
    {
        var clauses = new Dictionary<string, Clause>();
        var clause = new Clause();
        var comments = new List<string>();
        Lexeme next;
        while ((next = lexer.Next(Signs)) is { Kind: not (LexemeKind.End or LexemeKind.Sign) })
        {
            if (next.Kind == LexemeKind.Comment)
            {
                comments.Add(next.Text);
                clause.Comments.Add(next.Text);
            }
            else if (NameOf(next) is { } name && !clauses.ContainsKey(name))
            {
                clauses.Add(name, clause = new Clause());
            }
            else
            {
                clause.Words.Add(next.Text);
            }
        }
        var (from, by) = (clauses.GetValueOrDefault("from"), clauses.GetValueOrDefault("by"));
        return new ReceivedField
        {
            From = from?.Text,
            FromTcpInfo = from?.Comments.FirstOrDefault(),
            FromAddress = from?.Comments.Append(from.Text ?? "").Select(AddressIn).FirstOrDefault(address => address is not null),
            By = by?.Text,
            ByTcpInfo = by?.Comments.FirstOrDefault(),
            Via = clauses.GetValueOrDefault("via")?.Text,
            With = clauses.GetValueOrDefault("with")?.Text,
            Id = clauses.GetValueOrDefault("id")?.Text,
            For = EmailAddress.TryParse(clauses.GetValueOrDefault("for")?.Text, out var recipient) ? recipient : null,
            // A host may have these letters in its name.
            Tls = comments.Except([from?.Comments.FirstOrDefault(), by?.Comments.FirstOrDefault()])
                .FirstOrDefault(comment => comment!.Contains("TLS", StringComparison.OrdinalIgnoreCase) || comment.Contains("SSL", StringComparison.OrdinalIgnoreCase)),
            Comments = [.. comments],
            Date = MimeDate.TryParse(lexer.Rest, out var date) ? date : null,
        };
    }

    private static string? NameOf(Lexeme word) => word.Kind == LexemeKind.Word && word.Text.Length <= 4
        && word.Text.ToLowerInvariant() is "from" or "by" or "via" or "with" or "id" or "for" ? word.Text.ToLowerInvariant() : null;

    // "[192.0.2.1]", "[IPv6:2001:db8::1]", or an address that is all there is.
    private static IPAddress? AddressIn(string text)
    {
        var open = text.IndexOf('[', StringComparison.Ordinal);
        var close = open < 0 ? -1 : text.IndexOf(']', open);
        var literal = close < 0 ? text : text[(open + 1)..close];
        if (literal.StartsWith("IPv6:", StringComparison.OrdinalIgnoreCase))
            literal = literal["IPv6:".Length..];
        return IPAddress.TryParse(literal, out var address) && (address.AddressFamily == AddressFamily.InterNetworkV6 || literal.AsSpan().Count('.') == 3) ? address : null;
    }
}
