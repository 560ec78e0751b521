using Markdig.Extensions.Tables;
using Markdig.Extensions.TaskLists;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Pabal.Markdown.Rendering;

/// <summary>The style of each element on the element itself: a style sheet is lost when a mail is forwarded or answered.</summary>
internal static class MailStyle
{
    public const string Body = "font-family:-apple-system,BlinkMacSystemFont,'Segoe UI','Apple SD Gothic Neo','Malgun Gothic',sans-serif;font-size:16px;line-height:1.6";

    private const string Line = "1px solid #d0d7de";
    private const string Code = "font-family:Menlo,Consolas,monospace;font-size:14px;background:#f6f8fa;color:#1f2328";

    public static void Apply(MarkdownDocument document)
    {
        foreach (var node in document.Descendants().ToArray())
        {
            if (node is Table table)
                Align(table);
            else if (node is TaskList task)
                task.ReplaceBy(new LiteralInline(task.Checked ? "☑" : "☐"));   // a form is cut away
            else if (Of(node) is { } style)
                Set(node, style);
        }
    }

    private static string? Of(MarkdownObject node) => node switch
    {
        QuoteBlock => "margin:0 0 16px;padding:0 16px;border-left:4px solid #d0d7de",
        CodeBlock => $"{Code};padding:12px;border-radius:6px;white-space:pre-wrap;overflow-wrap:anywhere",
        CodeInline => $"{Code};padding:2px 4px;border-radius:4px",
        ThematicBreakBlock => $"border:0;border-top:{Line}",
        LinkInline { IsImage: true } => "max-width:100%;height:auto;border:0",
        _ => null,
    };

    // The alignment stands in the cell's own style: a second style attribute would be passed over.
    private static void Align(Table table)
    {
        Set(table, "border-collapse:collapse;margin:0 0 16px");
        foreach (var row in table.OfType<TableRow>())
        {
            for (var i = 0; i < row.Count; i++)
            {
                var alignment = i < table.ColumnDefinitions.Count ? table.ColumnDefinitions[i].Alignment : null;
                Set(row[i], $"border:{Line};padding:6px 12px;text-align:{(alignment ?? TableColumnAlign.Left).ToString().ToLowerInvariant()}");
            }
        }
        foreach (var column in table.ColumnDefinitions)
            column.Alignment = null;
    }

    private static void Set(MarkdownObject node, string style) => node.GetAttributes().AddProperty("style", style);
}
