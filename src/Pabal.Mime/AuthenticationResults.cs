using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Pabal.Mime.Headers;

namespace Pabal.Mime;

/// <summary>What a server found out about who sent a message (RFC 8601): SPF, DKIM, DMARC and the like. Anybody can write such a field: only one whose
/// <see cref="ServiceId"/> is that of one's own server, which takes away those that come from outside, is to be believed.</summary>
public sealed record AuthenticationResults
{
    /// <summary>Who checked, as a rule the domain of the server.</summary>
    public required string ServiceId { get; init; }

    /// <summary>The version of the field; 1 where it names none.</summary>
    public int Version { get; init; } = 1;

    /// <summary>What came of each check; empty where nothing was checked.</summary>
    public ImmutableArray<AuthenticationResult> Results { get; init; } = [];

    /// <summary>Reads an Authentication-Results field, as far as it can be read; false if it is another field or names no service.</summary>
    public static bool TryRead(HeaderField field, [NotNullWhen(true)] out AuthenticationResults? results)
    {
        results = field.Is("Authentication-Results") ? new AuthenticationReader(FieldLexer.Of(field)).Read() : null;
        return results is not null;
    }
}

/// <summary>What came of one check.</summary>
/// <param name="Method">What was checked, in lower case: <c>dkim</c>, <c>spf</c>, <c>dmarc</c>.</param>
/// <param name="Result">What came of it, in lower case: <c>pass</c>, <c>fail</c>, <c>none</c>, <c>temperror</c>.</param>
public sealed record AuthenticationResult(string Method, string Result)
{
    /// <summary>The version of the method; 1 where it names none.</summary>
    public int MethodVersion { get; init; } = 1;

    /// <summary>Why, in the server's words.</summary>
    public string? Reason { get; init; }

    /// <summary>The first comment on the result, which programs put their explanation into.</summary>
    public string? Comment { get; init; }

    /// <summary>What was looked at, in order.</summary>
    public ImmutableArray<AuthenticationProperty> Properties { get; init; } = [];

    /// <summary>The value of the first property of that name, as <c>header.d</c> or <c>smtp.mailfrom</c>; null if there is none.</summary>
    public string? this[string property] => Properties.FirstOrDefault(one => one.ToString().Equals(property, StringComparison.OrdinalIgnoreCase))?.Value;
}

/// <summary>Something that a check looked at.</summary>
/// <param name="Type">Where it stands: <c>smtp</c>, <c>header</c>, <c>body</c>, <c>policy</c>; empty where the server does not say.</param>
/// <param name="Name">What it is: <c>mailfrom</c>, <c>d</c>.</param>
/// <param name="Value">The value, without quotes.</param>
public sealed record AuthenticationProperty(string Type, string Name, string Value)
{
    /// <summary>Type and name as they are written: <c>header.d</c>.</summary>
    public override string ToString() => Type.Length == 0 ? Name : $"{Type}.{Name}";
}
