using System.Text.RegularExpressions;
using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Pabal.House.Tests.Documents;

/// <summary>A Markdown file of the repository, read as far as a rule asks.</summary>
internal sealed partial class Document(string path)
{
    private static readonly MarkdownPipeline WithTables = new MarkdownPipelineBuilder().UsePipeTables().Build();

    private readonly MarkdownDocument tree = Markdig.Markdown.Parse(Repository.Read(path), WithTables);

    public string Path => path;

    /// <summary>The level of each heading, in order.</summary>
    public int[] Outline => [.. tree.Descendants<HeadingBlock>().Select(heading => heading.Level)];

    /// <summary>What a link behind <c>#</c> may say: each heading in lower case, without punctuation, with hyphens for its spaces.</summary>
    public IEnumerable<string> Anchors =>
        from heading in tree.Descendants<HeadingBlock>()
        let text = string.Concat(heading.Inline!.Descendants().Select(inline => inline is CodeInline code ? code.Content : (inline as LiteralInline)?.Content.ToString()))
        select string.Concat(text.ToLowerInvariant().Where(letter => char.IsLetterOrDigit(letter) || letter is ' ' or '-' or '_')).Replace(' ', '-');

    public IEnumerable<Fence> Fences =>
        from block in tree.Descendants<FencedCodeBlock>()
        let before = block.Parent![Math.Max(0, block.Parent.IndexOf(block) - 1)] as HtmlBlock
        select new Fence(block.Info ?? "", block.Lines.ToString(), block.Line + 1, Source().Match(before?.Lines.ToString() ?? "") is { Success: true } match ? match.Groups[1].Value : null);

    /// <summary>What stands under each heading of the second level, those below it included.</summary>
    public IEnumerable<Section> Sections
    {
        get
        {
            Section? section = null;
            foreach (var block in tree)
            {
                if (block is HeadingBlock { Level: 2 } heading)
                {
                    if (section is not null)
                        yield return section;
                    section = new Section(string.Concat(heading.Inline!.Select(inline => inline.ToString())), [], []);
                }
                section?.Code.AddRange(block is FencedCodeBlock fence ? [fence.Lines.ToString()] : []);
                // The head of a table names nothing.
                section?.Rows.AddRange(block is Table table ? table.OfType<TableRow>().Where(row => !row.IsHeader).Select(Cells) : []);
            }
            if (section is not null)
                yield return section;
        }
    }

    /// <summary>Where links and pictures lead, those in HTML too.</summary>
    public IEnumerable<string> Targets => tree.Descendants<LinkInline>().Select(link => link.Url ?? "")
        .Concat(tree.Descendants<HtmlBlock>().Select(html => html.Lines.ToString()).Concat(tree.Descendants<HtmlInline>().Select(html => html.Tag))
            .SelectMany(html => Reference().Matches(html).Select(match => match.Groups[1].Value)));

    public static async Task<Document[]> AllAsync() => [.. (await Repository.FilesAsync("", ".md")).Select(file => new Document(file))];

    private static string[][] Cells(TableRow row) => [.. row.Select(cell => cell.Descendants<CodeInline>().Select(code => code.Content).ToArray())];

    [GeneratedRegex(@"^<!-- ((?:examples|tests)/[\w./-]+\.cs#[\w-]+) -->$")]
    private static partial Regex Source();

    [GeneratedRegex("(?:href|src|srcset)=\"([^\"]+)\"")]
    private static partial Regex Reference();
}

/// <summary>A fenced block: its language, its text, the line it starts at and the example region it quotes.</summary>
internal sealed record Fence(string Language, string Text, int Line, string? Source);

/// <summary>A section: its heading, its code, and the rows of its tables, of each cell what is set as code.</summary>
internal sealed record Section(string Heading, List<string> Code, List<string[][]> Rows);
