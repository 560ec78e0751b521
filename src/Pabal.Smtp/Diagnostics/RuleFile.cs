using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pabal.Smtp.Diagnostics;

/// <summary>One of the files in <c>Rules/</c>: what everybody's replies mean, or one operator's. They are part of the assembly.</summary>
internal sealed record RuleFile
{
    /// <summary>See <see cref="Operator.Provider"/>; null where the rules are for every server.</summary>
    public string? Provider { get; init; }

    public ImmutableArray<string> Domains { get; set; } = [];

    public ImmutableArray<string> Marks { get; set; } = [];

    public required ImmutableArray<Rule> Rules { get; init; }

    public static RuleFile Load(string name)
    {
        using var file = typeof(RuleFile).Assembly.GetManifestResourceStream($"{name}.json")!;
        return JsonSerializer.Deserialize(file, RuleJson.Default.RuleFile)!;
    }
}

[JsonSerializable(typeof(RuleFile))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true, ReadCommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true,
    Converters =
    [
        typeof(KebabCase<SmtpStage>), typeof(KebabCase<SmtpFailure>), typeof(KebabCase<Symptom>), typeof(KebabCase<ProviderFacts>), typeof(KebabCase<Retry>),
    ])]
internal sealed partial class RuleJson : JsonSerializerContext;

internal sealed class KebabCase<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false)
    where T : struct, Enum;
