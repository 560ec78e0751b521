using System.Collections.Immutable;
using Pabal.Cli.Terminal;
using Pabal.Mime;
using static Pabal.Localized;

namespace Pabal.Cli.Merging;

/// <summary>
/// The addresses of an option with <c>{{column}}</c> in them. A value is only ever what its place says: a name may hold a comma and an address
/// nothing that would make two of it. A column that stands alone may hold a whole list, or nothing.
/// </summary>
internal sealed class AddressTemplate
{
    private readonly record struct Entry(Template Address, Template? Name, bool IsList);

    private readonly string option;
    private readonly ImmutableArray<Entry> entries;

    private AddressTemplate(string option, ImmutableArray<Entry> entries) => (this.option, this.entries) = (option, entries);

    public IEnumerable<Template> Parts => entries.SelectMany(entry => entry.Name is null ? [entry.Address] : new[] { entry.Name, entry.Address });

    public static AddressTemplate Parse(string option, IEnumerable<string> values, CsvTable table)
    {
        var entries = ImmutableArray.CreateBuilder<Entry>();
        foreach (var value in values)
        {
            if (Template.Parse(option, value, table).IsFixed)
                entries.Add(new Entry(Template.Parse(option, value, table), null, IsList: true));
            else
                entries.AddRange(Split(value).Select(text => Read(option, text.Trim(), table)));
        }
        return new AddressTemplate(option, entries.DrainToImmutable());
    }

    /// <summary>The lists for a row, as they are typed; those that are empty left out.</summary>
    public string[] Fill(CsvRow row) => [.. entries.Select(entry => Fill(entry, row)).Where(text => text.Length > 0)];

    private static Entry Read(string option, string text, CsvTable table)
    {
        var open = text.IndexOf('<', StringComparison.Ordinal);
        if (open >= 0 && text.EndsWith('>'))
            return new Entry(Template.Parse(option, text[(open + 1)..^1], table), Template.Parse(option, text[..open].Trim().Trim('"'), table), IsList: false);
        var isColumn = text.StartsWith("{{", StringComparison.Ordinal) && text.IndexOf("}}", StringComparison.Ordinal) == text.Length - 2;
        return new Entry(Template.Parse(option, text, table), null, isColumn);
    }

    private string Fill(Entry entry, CsvRow row)
    {
        var address = entry.Address.Fill(row).Trim();
        if (entry.IsList)
            return OneLine(address);
        if (!EmailAddress.TryParse(address, out var parsed, out var reason))
            throw CliException.BadInput(option, reason);
        return new Mailbox(entry.Name is null || OneLine(entry.Name.Fill(row).Trim()) is not { Length: > 0 } name ? null : name, parsed).ToString();
    }

    private string OneLine(string value) => !value.AsSpan().ContainsAnyInRange('\0', '\u001F') ? value
        : throw CliException.BadInput(option, Say("an address is one line, and there is a line end or another control character in it", "주소는 한 줄인데 줄바꿈이나 다른 제어 문자가 들어 있습니다"));

    // At commas, but for those within quotation marks.
    private static IEnumerable<string> Split(string text)
    {
        var (start, quoted) = (0, false);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '"')
                quoted = !quoted;
            if (text[i] != ',' || quoted)
                continue;
            yield return text[start..i];
            start = i + 1;
        }
        yield return text[start..];
    }
}
