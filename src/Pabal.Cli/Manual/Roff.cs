using System.Text;
using Pabal.Cli.Commands;
using Pabal.Cli.Terminal;

namespace Pabal.Cli.Manual;

/// <summary>Text in the macros of man(7).</summary>
internal sealed class Roff
{
    private const int LongestLine = 72;

    private readonly StringBuilder text = new();

    public void Line(string line) => text.Append(line).Append('\n');

    public void Section(string title) => Line($".SH \"{Escaped(title)}\"");

    /// <summary>A paragraph, wherever its lines end.</summary>
    public void Text(string paragraph)
    {
        foreach (var line in Columns.Wrap(Escaped(paragraph), LongestLine))
            Verbatim(line);
    }

    /// <summary>Names, each with what it means indented below it.</summary>
    public void List(IEnumerable<Entry> entries)
    {
        foreach (var (name, meaning) in entries)
        {
            Line(".TP");
            Line($"\\fB{Escaped(name)}\\fR");
            Text(meaning);
        }
    }

    /// <summary>Lines that stay as they are.</summary>
    public void AsIs(string lines)
    {
        Line(".PP");
        Line(".nf");
        foreach (var line in lines.ReplaceLineEndings("\n").Split('\n'))
            Verbatim(line.Length == 0 ? "\\ " : Escaped(line));
        Line(".fi");
    }

    public override string ToString() => text.ToString();

    // A backslash begins an escape; a plain hyphen may be set as a typographic one, and quotes as curly ones.
    private static string Escaped(string line) => line
        .Replace("\\", "\\e", StringComparison.Ordinal).Replace("-", "\\-", StringComparison.Ordinal).Replace("'", "\\(aq", StringComparison.Ordinal)
        .Replace("`", "\\(ga", StringComparison.Ordinal).Replace("^", "\\(ha", StringComparison.Ordinal).Replace("~", "\\(ti", StringComparison.Ordinal);

    // A dot at the start of a line begins a macro.
    private void Verbatim(string line) => Line(line.StartsWith('.') ? "\\&" + line : line);
}
