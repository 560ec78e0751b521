using System.Text.Json.Serialization;
using Pabal.Cli.Sending;

namespace Pabal.Cli.Checking;

/// <summary>What <c>pabal check --server --json</c> prints. What was not reached is null or empty.</summary>
internal sealed record CheckDocument
{
    public string? Server { get; init; }

    /// <summary>The provider whose server it is.</summary>
    public string? Provider { get; init; }

    /// <summary>What the host's name stands for.</summary>
    public IReadOnlyList<string> Addresses { get; init; } = [];

    /// <summary>The address and port that answered.</summary>
    public string? ConnectedTo { get; init; }

    public string? Greeting { get; init; }

    public string? Tls { get; init; }

    public string? CipherSuite { get; init; }

    public CertificateDocument? Certificate { get; init; }

    public ExtensionsDocument Extensions { get; init; } = new(null, null);

    public IReadOnlyList<string> Mechanisms { get; init; } = [];

    public long? MaxSize { get; init; }

    public LoginDocument? Login { get; init; }

    public IReadOnlyList<StepDocument> Steps { get; init; } = [];

    public long DurationMs { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ErrorDocument? Error { get; init; }
}

/// <summary>What was offered in clear and under TLS, each a keyword with its parameters; null where no hello was answered.</summary>
internal sealed record ExtensionsDocument(IReadOnlyList<string>? BeforeTls, IReadOnlyList<string>? AfterTls);

internal sealed record LoginDocument(string User, string? Mechanism, bool Accepted);

/// <summary>One stage of the session and the time it took; the one that failed is not <c>ok</c>.</summary>
internal sealed record StepDocument(string Stage, double Ms, bool Ok);

/// <summary>What <c>pabal check --address --json</c> prints.</summary>
internal sealed record AddressDocument
{
    public required string Address { get; init; }

    public required bool Valid { get; init; }

    /// <summary>As it travels: domain in A-labels.</summary>
    public string? Wire { get; init; }

    public string? LocalPart { get; init; }

    public string? Domain { get; init; }

    public string? AsciiDomain { get; init; }

    /// <summary>True when the server must offer SMTPUTF8.</summary>
    public bool RequiresUtf8 { get; init; }

    /// <summary>The provider that the domain belongs to.</summary>
    public string? Provider { get; init; }

    public IReadOnlyList<string> Checked { get; init; } = ["syntax", "idn"];

    public IReadOnlyList<string> NotChecked { get; init; } = ["mx", "mailbox"];

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ErrorDocument? Error { get; init; }
}

[JsonSerializable(typeof(CheckDocument))]
[JsonSerializable(typeof(AddressDocument))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class CheckJson : JsonSerializerContext;
