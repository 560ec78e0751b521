using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Pabal.Cli.Terminal;

/// <summary>The one document of <c>--json</c>, in UTF-8 with every script readable.</summary>
internal static class JsonOutput
{
    public static void Write<T>(T document, JsonTypeInfo<T> type) => WriteWith(writer => JsonSerializer.Serialize(writer, document, type));

    /// <summary>A document of which only the members are written.</summary>
    public static void Write(Action<Utf8JsonWriter> members) => WriteWith(writer =>
    {
        writer.WriteStartObject();
        members(writer);
        writer.WriteEndObject();
    });

    private static void WriteWith(Action<Utf8JsonWriter> write)
    {
        using var output = Console.OpenStandardOutput();
        // Standard output is no HTML page: only what JSON itself needs is escaped.
        using (var writer = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            write(writer);
        output.Write("\n"u8);
    }
}
