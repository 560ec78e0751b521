using System.Text.Json;
using Pabal.Mime;

namespace Pabal.Inbox;

/// <summary>What <see cref="MimeMessage.Lint"/> finds as a member of a JSON document, the same in the API and in <c>pabal show --lint --json</c>.</summary>
public static class LintDocument
{
    /// <summary>Writes the member <c>lint</c>; the caller opens and closes the object.</summary>
    public static void Write(Utf8JsonWriter json, MimeMessage message)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(message);
        json.WriteStartArray("lint");
        foreach (var finding in message.Lint())
        {
            json.WriteStartObject();
            json.WriteString("id", finding.Id);
            json.WriteString("severity", finding.Severity == LintSeverity.Refused ? "refused" : "warning");
            json.WriteString("message", finding.Message);
            json.WriteString("remedy", finding.Remedy);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
