using System.Text.RegularExpressions;
using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Pabal.House.Tests.Documents;

/// <summary>A Markdown file of the repository, read as far as a rule asks.</summary>
internal sealed partial class Document(string path)
{
    private readonly MarkdownDocument tree = Markdown.Parse(Repository.Read(path));

    public string Path => path;

    /// <summary>The level of each heading, in order.</summary>
    public int[] Outline => [.. tree.Descendants<HeadingBlock>().Select(heading => heading.Level)];

    public IEnumerable<Fence> Fences =>
        from block in tree.Descendants<FencedCodeBlock>()
        let before = block.Parent![Math.Max(0, block.Parent.IndexOf(block) - 1)] as HtmlBlock
        select new Fence(block.Info ?? "", block.Lines.ToString(), block.Line + 1, Source().Match(before?.Lines.ToString() ?? "") is { Success: true } match ? match.Groups[1].Value : null);

    /// <summary>Where links and pictures lead, those in HTML too.</summary>
    public IEnumerable<string> Targets => tree.Descendants<LinkInline>().Select(link => link.Url ?? "")
        .Concat(tree.Descendants<HtmlBlock>().Select(html => html.Lines.ToString()).Concat(tree.Descendants<HtmlInline>().Select(html => html.Tag))
            .SelectMany(html => Reference().Matches(html).Select(match => match.Groups[1].Value)));

    public static async Task<Document[]> AllAsync() => [.. (await Repository.FilesAsync("", ".md")).Select(file => new Document(file))];

    [GeneratedRegex(@"^<!-- (examples/[\w-]+\.cs#[\w-]+) -->$")]
    private static partial Regex Source();

    [GeneratedRegex("(?:href|src|srcset)=\"([^\"]+)\"")]
    private static partial Regex Reference();
}

/// <summary>A fenced block: its language, its text, the line it starts at and the example region it quotes.</summary>
internal sealed record Fence(string Language, string Text, int Line, string? Source);
