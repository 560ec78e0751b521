using System.Net;
using Markdig;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;

namespace Pabal.Markdown.Rendering;

/// <summary>A whole document from Markdown. What mail programs cut away is not used: no style sheet, no class, no script, no form.</summary>
internal sealed class HtmlPage(MarkdownPipeline pipeline, string? language, string charset)
{
    public string Render(MarkdownDocument document)
    {
        MailStyle.Apply(document);
        var output = new StringWriter { NewLine = "\n" };
        var renderer = new HtmlRenderer(output);
        pipeline.Setup(renderer);
        renderer.ObjectRenderers.FindExact<CodeBlockRenderer>()!.OutputAttributesOnPre = true;
        renderer.Render(document);
        var lang = language is null ? "" : $" lang=\"{WebUtility.HtmlEncode(language)}\"";
        return $"""
            <!DOCTYPE html>
            <html{lang}>
            <head>
            <meta charset="{WebUtility.HtmlEncode(charset)}">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            </head>
            <body style="{MailStyle.Body}">
            {output}</body>
            </html>

            """;
    }
}
