using System.Buffers;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using static Pabal.Localized;

namespace Pabal.Mime;

/// <summary>A media type with its parameters (RFC 2045 5): <c>text/plain; charset=utf-8</c>. Names compare without regard to case.</summary>
public sealed record MediaType
{
    private static readonly SearchValues<char> TokenChars =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+-.^_`{|}~");

    /// <summary>A media type. Throws <see cref="ArgumentException"/> if type, subtype or a parameter's name is no token.</summary>
    public MediaType(string type, string subtype, params IEnumerable<KeyValuePair<string, string>> parameters)
    {
        Type = Token(type, nameof(type));
        Subtype = Token(subtype, nameof(subtype));
        Parameters = [.. parameters];
        foreach (var (name, value) in Parameters)
        {
            Token(name, nameof(parameters));
            Headers.HeaderText.Checked(value, nameof(parameters));
        }
    }

    /// <summary>Unknown content.</summary>
    public static MediaType OctetStream { get; } = new("application", "octet-stream");

    /// <summary>The type, in lower case: <c>text</c>.</summary>
    public string Type { get; }

    /// <summary>The subtype, in lower case: <c>plain</c>.</summary>
    public string Subtype { get; }

    /// <summary>The parameters in order, decoded.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Parameters { get; }

    /// <summary>Type and subtype without parameters.</summary>
    public string Name => $"{Type}/{Subtype}";

    /// <summary>The value of a parameter; null if there is none of that name.</summary>
    public string? this[string parameter]
    {
        get
        {
            foreach (var (name, value) in Parameters)
            {
                if (name.Equals(parameter, StringComparison.OrdinalIgnoreCase))
                    return value;
            }
            return null;
        }
    }

    /// <summary>The charset parameter.</summary>
    public string? Charset => this["charset"];

    /// <summary>True for this type and subtype, whatever the parameters.</summary>
    public bool Is(string type, string subtype) =>
        Type.Equals(type, StringComparison.OrdinalIgnoreCase) && Subtype.Equals(subtype, StringComparison.OrdinalIgnoreCase);

    /// <summary>The same with one parameter set.</summary>
    public MediaType With(string parameter, string value) => new(Type, Subtype,
        [.. Parameters.Where(p => !p.Key.Equals(parameter, StringComparison.OrdinalIgnoreCase)), KeyValuePair.Create(parameter, value)]);

    /// <summary>Reads <c>type/subtype</c>, without parameters. Throws <see cref="FormatException"/> if it is none.</summary>
    public static MediaType Parse(string text) => TryParse(text, out var type)
        ? type
        : throw new FormatException(Say($"“{text}” is no media type; write it like image/png", $"“{text}”은(는) 미디어 타입이 아닙니다. image/png처럼 쓰십시오"));

    /// <summary>Reads <c>type/subtype</c>, without parameters.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out MediaType? type)
    {
        type = null;
        if (text?.Split('/') is not [var main, var sub] || !IsToken(main) || !IsToken(sub))
            return false;
        type = new MediaType(main, sub);
        return true;
    }

    /// <summary>Same as <see cref="Parse"/>.</summary>
    public static implicit operator MediaType(string text) => Parse(text);

    /// <inheritdoc/>
    public bool Equals(MediaType? other) => other is not null && Is(other.Type, other.Subtype) && Parameters.SequenceEqual(other.Parameters);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Type, Subtype, Parameters.Length);

    /// <summary>As a person writes it, parameters included.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(Name);
        foreach (var (name, value) in Parameters)
            text.Append("; ").Append(name).Append('=').Append(IsToken(value) ? value : Headers.HeaderText.Quote(value));
        return text.ToString();
    }

    internal static bool IsToken(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExcept(TokenChars);

    private static string Token(string text, string parameter) => IsToken(text)
        ? text.ToLowerInvariant()
        : throw new ArgumentException(Say($"“{Headers.HeaderText.OneLine(text)}” is no token (RFC 2045 5.1)", $"“{Headers.HeaderText.OneLine(text)}”은(는) 토큰이 아닙니다(RFC 2045 5.1)"), parameter);
}
