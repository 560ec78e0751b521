using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Pabal.Cli.Terminal;

/// <summary>The one document of <c>--json</c>, in UTF-8 with every script readable.</summary>
internal static class JsonOutput
{
    public static void Write<T>(T document, JsonTypeInfo<T> type)
    {
        using var output = Console.OpenStandardOutput();
        // Standard output is no HTML page: only what JSON itself needs is escaped.
        using (var writer = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            JsonSerializer.Serialize(writer, document, type);
        output.Write("\n"u8);
    }
}
