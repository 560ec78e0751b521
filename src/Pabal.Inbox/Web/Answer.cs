using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Pabal.Inbox.Web;

/// <summary>What the API answers: one JSON document, in UTF-8 with every script readable.</summary>
internal static class Answer
{
    private const int Piece = 64 * 1024;

    /// <summary>A document of which only the members are written.</summary>
    public static Task JsonAsync(HttpContext context, Action<Utf8JsonWriter> members, int status = 200)
    {
        context.Response.StatusCode = status;
        return BytesAsync(context, "application/json; charset=utf-8", Json(members));
    }

    /// <summary>Says what is wrong, to a program and to a person.</summary>
    public static Task ErrorAsync(HttpContext context, int status, string id, string message) => JsonAsync(context, json =>
    {
        json.WriteStartObject("error");
        json.WriteString("id", id);
        json.WriteString("message", message);
        json.WriteEndObject();
    }, status);

    /// <summary>Octets piece by piece: the server copies what it is given at once, however slowly the client reads.</summary>
    public static async Task BytesAsync(HttpContext context, string contentType, ReadOnlyMemory<byte> content)
    {
        context.Response.ContentType = contentType;
        context.Response.ContentLength = content.Length;
        for (; !content.IsEmpty; content = content[Math.Min(Piece, content.Length)..])
            await context.Response.Body.WriteAsync(content[..Math.Min(Piece, content.Length)], context.RequestAborted).ConfigureAwait(false);
    }

    /// <summary>The document as bytes. It is no HTML and not taken for it: only what JSON itself needs is escaped.</summary>
    public static ReadOnlyMemory<byte> Json(Action<Utf8JsonWriter> members)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }
        return output.WrittenMemory;
    }
}
