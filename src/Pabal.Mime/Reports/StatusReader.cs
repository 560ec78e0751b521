using System.Collections.Immutable;
using Pabal.Mime.Headers;

namespace Pabal.Mime.Reports;

/// <summary>A block of fields as it was read; whatever was asked for is no extension.</summary>
internal sealed class StatusReader(HeaderList fields)
{
    private readonly HashSet<string> asked = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The fields that nobody asked for, with the text that they have.</summary>
    public HeaderList Rest => [.. fields.Where(one => !asked.Contains(one.Name))];

    public string? Text(string name) => Find(name)?.Value;

    public ImmutableArray<string> Texts(string name)
    {
        asked.Add(name);
        return [.. fields.FindAll(name).Select(field => field.Value)];
    }

    /// <summary>The first word, without a comment after it; empty without the field.</summary>
    public string Word(string name)
    {
        var text = Text(name) ?? "";
        var end = text.AsSpan().IndexOfAny(' ', '\t', '(');
        return end < 0 ? text : text[..end];
    }

    public DateTimeOffset? Date(string name) => MimeDate.TryParse(Text(name), out var date) ? date : null;

    public string? Id(string name) => MessageIds.Read(Find(name)).FirstOrDefault();

    /// <summary>Type and text; <c>unknown</c> is the type where none stands.</summary>
    public TypedText? Typed(string name)
    {
        if (Text(name) is not { Length: > 0 } text)
            return null;
        var semicolon = text.IndexOf(';', StringComparison.Ordinal);
        var type = semicolon < 0 ? "" : text[..semicolon].Trim();
        return MediaType.IsToken(type) ? new TypedText(type, text[(semicolon + 1)..].Trim()) : new TypedText("unknown", text);
    }

    public TypedText? Recipient(string name) => Typed(name) is { } typed ? ReportAddress.Decode(typed) : null;

    private HeaderField? Find(string name)
    {
        asked.Add(name);
        return fields.Find(name);
    }
}
