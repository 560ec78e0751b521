using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using static Pabal.Localized;

namespace Pabal.Inbox.Web;

/// <summary>What a request brings along: a small JSON object. Only JSON is taken, since a form of another site can't send that unasked.</summary>
internal sealed class Body
{
    private readonly JsonElement root;

    private Body(JsonElement root) => this.root = root;

    /// <summary>The object; empty if nothing came. Null if it is none: that was answered already.</summary>
    public static async Task<Body?> ReadAsync(HttpContext context)
    {
        using var memory = new MemoryStream();
        await context.Request.Body.CopyToAsync(memory, context.RequestAborted).ConfigureAwait(false);
        if (memory.Length == 0)
            return new Body(default);
        if (!context.Request.HasJsonContentType())
        {
            await Answer.ErrorAsync(context, 415, "body", Say("send JSON with Content-Type: application/json", "Content-Type: application/json으로 JSON을 보내십시오")).ConfigureAwait(false);
            return null;
        }
        try
        {
            using var document = JsonDocument.Parse(memory.GetBuffer().AsMemory(0, (int)memory.Length));
            if (document.RootElement.ValueKind == JsonValueKind.Object)
                return new Body(document.RootElement.Clone());
        }
        catch (JsonException)
        {
        }
        await Answer.ErrorAsync(context, 400, "body", Say("the body is no JSON object", "본문이 JSON 객체가 아닙니다")).ConfigureAwait(false);
        return null;
    }

    public bool? Flag(string name) => Member(name) is { ValueKind: JsonValueKind.True or JsonValueKind.False } value ? value.GetBoolean() : null;

    public bool Has(string name) => Member(name) is not null;

    /// <summary>The strings of an array; null if there is none of that name, or anything else than strings in it.</summary>
    public ImmutableArray<string>? Strings(string name) => Member(name) is { ValueKind: JsonValueKind.Array } value && value.EnumerateArray().All(one => one.ValueKind == JsonValueKind.String)
        ? [.. value.EnumerateArray().Select(one => one.GetString()!)]
        : null;

    private JsonElement? Member(string name) => root.ValueKind == JsonValueKind.Object && root.TryGetProperty(name, out var value) ? value : null;
}
