using Markdig;
using Pabal.Markdown.Pictures;
using Pabal.Markdown.Rendering;
using Pabal.Mime;

namespace Pabal.Markdown;

/// <summary>Mails written in Markdown: CommonMark with tables, task lists, definition lists, footnotes, strikethrough and bare addresses as links.</summary>
public static class MarkdownEmail
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UsePipeTables().UseTaskLists().UseDefinitionLists().UseFootnotes().UseEmphasisExtras().UseListExtras().UseAutoLinks().UsePreciseSourceLocation().Build();

    extension(Email email)
    {
        /// <summary>
        /// The mail with this Markdown as its <see cref="Email.Html"/>, a whole document styled so that mail programs keep it, and as its <see cref="Email.Text"/>,
        /// in which links and pictures are written out. A picture in a file or a <c>data:</c> address goes along as an inline attachment, once however often it
        /// is shown; one at <c>https:</c> or <c>cid:</c> stays what it is. HTML within the Markdown is kept as it stands, its pictures too: it must be the author's own.
        /// </summary>
        /// <param name="markdown">The Markdown.</param>
        /// <param name="folder">Where relative pictures lie; none may lead out of it. Null refuses them.</param>
        /// <param name="language">The language as in <c>ko</c> or <c>en-GB</c> (RFC 5646); null takes it from the script where that tells, as Korean and Japanese do.</param>
        /// <exception cref="ArgumentException">A picture leads outside the folder, is none or can't be read as one; the message names it.</exception>
        /// <exception cref="FileNotFoundException">A picture is not there; the message names it.</exception>
        public Email WithMarkdown(string markdown, string? folder = null, string? language = null)
        {
            var document = Markdig.Markdown.Parse(markdown, Pipeline);
            var text = ReadableText.Of(markdown, document);
            var pictures = new PictureSet(folder, email.Attachments);
            pictures.Take(document);
            return email with
            {
                Text = text,
                Html = new HtmlPage(Pipeline, language ?? ScriptLanguage.Of(markdown), email.Charset ?? "utf-8").Render(document),
                Attachments = [.. email.Attachments, .. pictures.Added],
            };
        }
    }
}
