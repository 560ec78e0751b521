using System.Collections.Immutable;
using System.Text;
using Pabal.Cli.Terminal;
using static Pabal.Localized;

namespace Pabal.Cli.Merging;

/// <summary>A text with <c>{{column}}</c> in it. Braces that do not hold one name stay what they are.</summary>
internal sealed class Template
{
    /// <summary>A stretch of text, or the column whose value stands there.</summary>
    private readonly record struct Piece(string Text, int? Column);

    private readonly ImmutableArray<Piece> pieces;

    private Template(string option, ImmutableArray<Piece> pieces) => (Option, this.pieces) = (option, pieces);

    public string Option { get; }

    /// <summary>The columns that it takes values from.</summary>
    public IEnumerable<int> Columns => pieces.Select(piece => piece.Column).OfType<int>();

    /// <summary>True when it is the same for every row.</summary>
    public bool IsFixed => pieces.All(piece => piece.Column is null);

    /// <summary>Reads a text of an option; throws for a name that is no column.</summary>
    public static Template Parse(string option, string text, CsvTable table)
    {
        var pieces = ImmutableArray.CreateBuilder<Piece>();
        var rest = 0;
        for (int open; (open = text.IndexOf("{{", rest, StringComparison.Ordinal)) >= 0;)
        {
            var close = text.IndexOf("}}", open, StringComparison.Ordinal);
            if (close < 0)
                break;
            var name = text[(open + 2)..close];
            if (name.Length is 0 or > 200 || name.AsSpan().ContainsAny("{}\r\n"))
            {
                pieces.Add(new Piece(text[rest..(open + 1)], null));
                rest = open + 1;
                continue;
            }
            pieces.Add(new Piece(text[rest..open], null));
            pieces.Add(new Piece("", table.Find(name.Trim()) ?? throw Unknown(option, name.Trim(), table)));
            rest = close + 2;
        }
        pieces.Add(new Piece(text[rest..], null));
        return new Template(option, pieces.DrainToImmutable());
    }

    /// <summary>The text for a row, each value passed through <paramref name="escape"/>.</summary>
    public string Fill(CsvRow row, Func<string, string>? escape = null)
    {
        if (pieces is [var only])
            return only.Text;
        var filled = new StringBuilder();
        foreach (var (text, column) in pieces)
            filled.Append(column is { } index ? escape?.Invoke(row.Values[index]) ?? row.Values[index] : text);
        return filled.ToString();
    }

    /// <summary>The five characters that mean something in HTML, in its text as in its attributes.</summary>
    public static string HtmlEscaped(string value) => value
        .Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal)
        .Replace("\"", "&quot;", StringComparison.Ordinal).Replace("'", "&#39;", StringComparison.Ordinal);

    private static CliException Unknown(string option, string name, CsvTable table)
    {
        var known = string.Join(", ", table.Columns.Where(column => column.Length > 0));
        var near = Nearest.To(name, table.Columns);
        string[] remedy = [Say($"it has: {known}", $"있는 열: {known}")];
        return CliException.BadInput(option, Say($"{{{{{name}}}}} is no column of {table.Path}", $"{{{{{name}}}}}은(는) {table.Path}의 열이 아닙니다"),
            near is null ? remedy : [Say($"did you mean {{{{{near}}}}}?", $"{{{{{near}}}}}을(를) 뜻하셨습니까?"), .. remedy]);
    }
}
