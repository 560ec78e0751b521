using System.Text.Json.Serialization;

namespace Pabal.Smtp.Diagnostics;

/// <summary>One text in both languages, kept as data; printing it speaks the language of the moment.</summary>
[method: JsonConstructor]
internal readonly record struct Phrase(
    [property: JsonPropertyName("en")] string English,
    [property: JsonPropertyName("ko")] string Korean)
{
    public static implicit operator Phrase((string English, string Korean) text) => new(text.English, text.Korean);

    public override string ToString() => Localized.Say(English, Korean);
}
