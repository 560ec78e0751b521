using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Pabal.Smtp;

namespace Pabal.Inbox.Storing;

/// <summary>What an <c>.eml</c> file can't hold: how the mail came, and whether it was read. Lies beside it; without it the mail is one put there by hand.</summary>
internal sealed record Sidecar
{
    public required string Id { get; init; }

    public required DateTimeOffset Received { get; init; }

    public required StoredEnvelope Envelope { get; init; }

    public bool Read { get; init; }

    public ImmutableArray<TranscriptLine> Transcript { get; init; } = [];

    /// <summary>False for one that somebody else wrote, or wrote in: JSON may say null to what is never null here.</summary>
    [JsonIgnore]
    public bool IsWhole => Id is not null && Envelope is { To.IsDefault: false } && Envelope.To.All(to => to is not null) && !Transcript.IsDefault && Transcript.All(line => line is { Text: not null });
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(Sidecar))]
internal sealed partial class SidecarJson : JsonSerializerContext;
