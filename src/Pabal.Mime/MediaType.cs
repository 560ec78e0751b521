using System.Buffers;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Pabal.Mime.Headers;
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
            HeaderText.Checked(value, nameof(parameters));
        }
    }

    // Names and values as they were read, cleaned already.
    private MediaType(string type, string subtype, ImmutableArray<KeyValuePair<string, string>> parameters) =>
        (Type, Subtype, Parameters) = (type, subtype, parameters);

    /// <summary>Unknown content.</summary>
    public static MediaType OctetStream { get; } = new("application", "octet-stream");

    /// <summary>What most texts are.</summary>
    internal static MediaType PlainUtf8 { get; } = new MediaType("text", "plain").With("charset", "utf-8");

    /// <summary>What most of the others are.</summary>
    internal static MediaType HtmlUtf8 { get; } = new MediaType("text", "html").With("charset", "utf-8");

    /// <summary>What a part has that does not say (RFC 2045 5.2).</summary>
    internal static MediaType Text { get; } = new("text", "plain");

    /// <summary>What a part of a multipart/digest has that does not say (RFC 2046 5.1.5).</summary>
    internal static MediaType Message { get; } = new("message", "rfc822");

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

    /// <summary>Reads <c>type/subtype; name=value</c>. Throws <see cref="FormatException"/> if it is none.</summary>
    public static MediaType Parse(string text) => TryParse(text, out var type)
        ? type
        : throw new FormatException(Say($"“{HeaderText.OneLine(text)}” is no media type; write it like image/png", $"“{HeaderText.OneLine(text)}”은(는) 미디어 타입이 아닙니다. image/png처럼 쓰십시오"));

    /// <summary>Reads <c>type/subtype; name=value</c>, strictly.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out MediaType? type)
    {
        var read = ParameterReader.Read(Encoding.UTF8.GetBytes(text ?? ""), MimeLimits.Default.MaxParameters);
        type = read.Flaws == ParameterFlaws.None && !text.AsSpan().ContainsAny('\r', '\n', '\0') ? Read(read) : null;
        return type is not null;
    }

    /// <summary>The type that a Content-Type field holds, however bad its parameters are; null if it names none.</summary>
    internal static MediaType? Read(in ParameterizedValue field)
    {
        var slash = field.Value.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || !IsToken(field.Value.AsSpan(0, slash)) || !IsToken(field.Value.AsSpan(slash + 1)))
            return null;
        return new(KnownNames.Of(field.Value.AsSpan(0, slash)), KnownNames.Of(field.Value.AsSpan(slash + 1)), field.Parameters);
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
            text.Append("; ").Append(name).Append('=').Append(IsToken(value) ? value : HeaderText.Quote(value));
        return text.ToString();
    }

    internal static bool IsToken(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExcept(TokenChars);

    private static string Token(string text, string parameter) => IsToken(text)
        ? text.ToLowerInvariant()
        : throw new ArgumentException(Say($"“{HeaderText.OneLine(text)}” is no token (RFC 2045 5.1)", $"“{HeaderText.OneLine(text)}”은(는) 토큰이 아닙니다(RFC 2045 5.1)"), parameter);
}
