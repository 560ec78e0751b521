using System.Text.Json.Serialization;

namespace Pabal.Cli.Merging;

/// <summary>A line of the journal: the first tells what it is about, each other one something that happened to a mail.</summary>
internal sealed record JournalLine
{
    /// <summary>1; of the first line only.</summary>
    public int? Version { get; init; }

    /// <summary>The fingerprint of the mail before rows were filled in; of the first line only.</summary>
    public string? Template { get; init; }

    public string? Server { get; init; }

    /// <summary>Which mail: the fingerprint of its row.</summary>
    public string? Mail { get; init; }

    public int? Row { get; init; }

    public RowState? State { get; init; }

    public string? MessageId { get; init; }

    public DateTimeOffset Time { get; init; }
}

/// <summary>What is known of a mail.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter))]
internal enum RowState
{
    /// <summary>Its content may have gone out; until something else is known of it, it may have arrived.</summary>
    Begun,

    /// <summary>The server has it.</summary>
    Accepted,

    /// <summary>The server refused it.</summary>
    Refused,

    /// <summary>The server does not have it.</summary>
    NotSent,

    /// <summary>Nobody knows.</summary>
    Unknown,
}

internal sealed class CamelCaseEnumConverter() : JsonStringEnumConverter<RowState>(System.Text.Json.JsonNamingPolicy.CamelCase);

[JsonSerializable(typeof(JournalLine))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class JournalJson : JsonSerializerContext;
