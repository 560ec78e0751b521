using System.Collections.Immutable;
using System.Globalization;

namespace Pabal.Mime.Headers;

/// <summary>Reads an Authentication-Results field (RFC 8601 2.2); comments may stand between any two words, within a property's name too.</summary>
internal struct AuthenticationReader(FieldLexer lexer)
{
    private const int MaxName = 200;

    private string? comment;
    private bool isOver;   // the result at hand
    private bool isAtEnd;

    public AuthenticationResults? Read()
    {
        var service = lexer.NextBeyondComments(";");
        if (service.Kind is not (LexemeKind.Word or LexemeKind.Quoted) || service.Text.Length == 0)
            return null;
        var version = 1;
        Lexeme next;
        while ((next = lexer.NextBeyondComments(";")).Kind is not (LexemeKind.End or LexemeKind.Sign))
            version = Number(next.Text);
        isAtEnd = next.Kind == LexemeKind.End;
        var results = ImmutableArray.CreateBuilder<AuthenticationResult>();
        while (!isAtEnd)
        {
            if (ReadResult() is { } result)
                results.Add(result);
        }
        return new AuthenticationResults { ServiceId = service.Text, Version = version, Results = results.DrainToImmutable() };
    }

    // Up to a semicolon or the end; null for "none" and whatever else has no result.
    private AuthenticationResult? ReadResult()
    {
        AuthenticationResult? result = null;
        var properties = ImmutableArray.CreateBuilder<AuthenticationProperty>();
        isOver = false;
        while (ReadName() is { } name)
        {
            var value = ReadValue();
            if (result is null)
                (result, comment) = (Result(name, value), null);
            else if (name.Equals("reason", StringComparison.OrdinalIgnoreCase))
                result = result with { Reason = value };
            else
                properties.Add(Property(name, value));
        }
        return result is null ? null : result with { Comment = comment, Properties = properties.DrainToImmutable() };
    }

    // What stands before an equals sign; null when the result is over. A word that belongs to nothing is passed over.
    private string? ReadName()
    {
        var name = "";
        while (!isOver)
        {
            var next = lexer.Next("=;");
            if (next.Is('='))
                return name;
            if (next.Kind == LexemeKind.Comment && name.Length == 0)
                comment ??= next.Text;
            else if (next.Kind != LexemeKind.Comment && !Ends(next))
                name = Joins(name, next.Text) ? name + next.Text : next.Text;
        }
        return null;
    }

    private string ReadValue()
    {
        var next = lexer.NextBeyondComments(";");
        return Ends(next) ? "" : next.Text;
    }

    private bool Ends(Lexeme next)
    {
        isAtEnd = next.Kind == LexemeKind.End;
        return isOver = isAtEnd || next.Is(';');
    }

    private static bool Joins(string name, string next) => name.Length is > 0 and < MaxName && (name[^1] is '.' or '/' || next is ['.' or '/', ..]);

    private static AuthenticationResult Result(string method, string result)
    {
        var slash = method.IndexOf('/', StringComparison.Ordinal);
        return slash < 0
            ? new(method.ToLowerInvariant(), result.ToLowerInvariant())
            : new(method[..slash].ToLowerInvariant(), result.ToLowerInvariant()) { MethodVersion = Number(method[(slash + 1)..]) };
    }

    private static AuthenticationProperty Property(string name, string value)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 ? new("", name, value) : new(name[..dot], name[(dot + 1)..], value);
    }

    private static int Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 1;
}
