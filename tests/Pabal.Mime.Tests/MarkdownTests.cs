using System.Text;
using Pabal.Markdown;

namespace Pabal.Mime.Tests;

public sealed class MarkdownTests : IDisposable
{
    private const string Pixel = "data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAACAkQBADs=";

    private static readonly Email Draft = new() { From = "ann@example.com", To = "gil@example.com", Subject = "소식" };

    private readonly string above = Directory.CreateTempSubdirectory("pabal-markdown-").FullName;
    private readonly string folder;

    public MarkdownTests()
    {
        folder = Path.Combine(above, "news");
        Directory.CreateDirectory(Path.Combine(folder, "pics"));
        File.WriteAllBytes(Path.Combine(folder, "pics", "photo.png"), SampleFiles.Png());
        File.WriteAllBytes(Path.Combine(above, "outside.png"), SampleFiles.Png());
    }

    public void Dispose() => Directory.Delete(above, recursive: true);

    private static MimeMessage Sent(Email email) => MimeMessage.Parse(email.ToMessage().ToArray());

    [Fact]
    public async Task Python_sees_text_beside_html_with_its_picture()
    {
        var message = Draft.WithMarkdown("# 소식\n\n![사진](pics/photo.png) 그리고 다시 ![사진](./pics/../pics/photo.png)\n", folder).ToMessage();

        var lines = await PythonReader.AskAsync(message, """
            for part in m.walk(): print(part.get_content_type(), part['Content-ID'], part.get_content_disposition())
            print(m.get_body(('plain',)).get_content().replace('\r\n', '|'))
            print(m.get_body(('html',)).get_content().count('src="cid:photo.png"'))
            """);

        Assert.Equal(["multipart/alternative None None", "text/plain None None", "multipart/related None None", "text/html None None", "image/png <photo.png> inline"], lines[..5]);
        Assert.Equal("# 소식||사진 그리고 다시 사진|", lines[5].TrimEnd('|') + "|");
        Assert.Equal("2", lines[6]);
        Assert.Empty(message.Lint());
    }

    [Fact]
    public void The_html_is_a_whole_document_whose_styles_stand_on_the_elements()
    {
        var html = Draft.WithMarkdown("""
            > 인용

            | 이름 | 수 |
            |---|--:|
            | 하나 | 1 |

            ```sql
            select a < b
            ```

            - [x] 다 했다
            - [ ] 아직
            """).Html!;

        Assert.StartsWith("<!DOCTYPE html>\n<html lang=\"ko\">\n<head>\n<meta charset=\"utf-8\">", html, StringComparison.Ordinal);
        Assert.EndsWith("</body>\n</html>\n", html, StringComparison.Ordinal);
        Assert.Contains("<blockquote style=\"", html, StringComparison.Ordinal);
        Assert.Matches("<td style=\"[^\"]*text-align:right\">1</td>", html);
        Assert.Matches("<pre [^>]*style=\"[^\"]*\"><code>select a &lt; b", html);
        Assert.Contains("☑ 다 했다", html, StringComparison.Ordinal);
        Assert.Contains("☐ 아직", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<input", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plain English words", " lang=", false)]
    [InlineData("これは日本語です。", " lang=\"ja\"", true)]
    [InlineData("한국어로 쓴 글에 a few English words", " lang=\"ko\"", true)]
    [InlineData("an English letter to 홍길동 that goes on for a while", " lang=", false)]
    public void The_language_is_told_only_where_the_script_tells_it(string markdown, string expected, bool isThere) =>
        Assert.Equal(isThere, Draft.WithMarkdown(markdown).Html!.Contains(expected, StringComparison.Ordinal));

    [Fact]
    public void Language_and_charset_can_be_given()
    {
        var html = (Draft with { Charset = "euc-kr" }).WithMarkdown("x", language: "en-GB").Html!;
        Assert.Contains("<html lang=\"en-GB\">", html, StringComparison.Ordinal);
        Assert.Contains("<meta charset=\"euc-kr\">", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("see [our *page*](https://example.com/a \"title\") now", "see our *page* (https://example.com/a) now")]
    [InlineData("see [https://example.com](https://example.com)", "see https://example.com")]
    [InlineData("see <https://example.com> and https://example.com", "see <https://example.com> and https://example.com")]
    [InlineData("a [b][1] c\n\n[1]: https://example.com/\n\nd", "a b (https://example.com/) c\n\n\nd")]
    [InlineData("[![logo](https://example.com/l.png)](https://example.com)", "logo (https://example.com)")]
    [InlineData("![](https://example.com/l.png)no words", "no words")]
    [InlineData("2 \\* 3 \\# &amp; a\\b", "2 * 3 # & a\\b")]
    [InlineData("a<br>b <b>c</b>", "a\nb c")]
    [InlineData("<div class=\"x\">\n<!-- > note -->\n<p>hello\n</div>", "\n\nhello\n")]
    [InlineData("<style>\np { color: red }\n</style>\n\na", "\n\na")]
    [InlineData("a [b](https://e.com)\r\n\r\n[1]: https://example.com/\r\nc \\* d", "a b (https://e.com)\r\n\r\nc * d")]
    [InlineData("| a | b |\n|---|---|\n| [x](https://e.com) | 2 |", "| a | b |\n|---|---|\n| x (https://e.com) | 2 |")]
    [InlineData("- [x] done\n- [ ] open", "- [x] done\n- [ ] open")]
    [InlineData("`[a](b)` \\[c](d)", "`[a](b)` [c](d)")]
    [InlineData("", "")]
    public void The_text_is_the_source_with_what_only_programs_read_written_out(string markdown, string text) =>
        Assert.Equal(text, Draft.WithMarkdown(markdown).Text);

    [Fact]
    public void A_picture_in_its_address_goes_along_once()
    {
        var message = Sent(Draft.WithMarkdown($"![a]({Pixel}) ![b]({Pixel})"));
        var part = Assert.Single(message.InlineParts);
        Assert.Equal("image/gif", part.MediaType.Name);
        Assert.Equal("picture.gif", part.ContentId);
        Assert.StartsWith("GIF89a", Encoding.ASCII.GetString(part.Content.Span), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://example.com/a.png")]
    [InlineData("http://example.com/a.png")]
    [InlineData("cid:logo")]
    public void A_picture_elsewhere_is_left_alone(string url)
    {
        var email = Draft.WithMarkdown($"![a]({url})", folder);
        Assert.Empty(email.Attachments);
        Assert.Contains($"src=\"{url}\"", email.Html, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_of_any_kind_become_ids_that_are_not_there_yet()
    {
        File.WriteAllBytes(Path.Combine(folder, "photo.png"), SampleFiles.Png());
        File.WriteAllBytes(Path.Combine(folder, "사진 (1) 50%.png"), SampleFiles.Png());
        var email = Draft with { Attachments = [Attachment.FromBytes("x", SampleFiles.Png()) with { ContentId = "photo.png" }] };

        var message = Sent(email.WithMarkdown("![](pics/photo.png) ![](photo.png) ![](<사진 (1) 50%25.png?raw=1>) ![](pics\\photo.png)", folder));

        Assert.Equal(["photo.png", "2-photo.png", "3-photo.png", "picture"], message.InlineParts.Select(part => part.ContentId!));
        Assert.Equal("사진 (1) 50%.png", message.InlineParts.Last().FileName);
        Assert.DoesNotContain(message.Lint(), finding => finding.Id == "unresolved-cid");
    }

    [Theory]
    [InlineData("../outside.png")]
    [InlineData("%2e%2e/outside.png")]
    [InlineData("pics/../../outside.png")]
    [InlineData("pics%5C..%5C..%5Coutside.png")]
    [InlineData("/etc/passwd")]
    [InlineData("//example.com/a.png")]
    [InlineData("file:///etc/passwd")]
    [InlineData("C:\\a.png")]
    [InlineData("ftp://example.com/a.png")]
    [InlineData("pics")]
    [InlineData("pics/%00.png")]
    [InlineData("notes.txt")]
    [InlineData("link.png")]
    [InlineData("linked/outside.png")]
    [InlineData("")]
    [InlineData("data:text/html,hello")]
    [InlineData("data:image/png;base64,???")]
    public void A_picture_that_must_not_go_along_is_named(string url)
    {
        File.WriteAllText(Path.Combine(folder, "notes.txt"), "secret notes");
        File.CreateSymbolicLink(Path.Combine(folder, "link.png"), Path.Combine("..", "outside.png"));
        Directory.CreateSymbolicLink(Path.Combine(folder, "linked"), above);

        var e = Assert.Throws<ArgumentException>(() => Draft.WithMarkdown($"![a](<{url}>)", folder));
        Assert.Contains($"the picture {url} ", e.Message, StringComparison.Ordinal);
        Assert.Contains("; ", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_within_the_folder_is_followed_and_is_the_same_picture()
    {
        File.CreateSymbolicLink(Path.Combine(folder, "again.png"), Path.Combine("pics", "photo.png"));
        Assert.Single(Draft.WithMarkdown("![](again.png) ![](pics/photo.png)", folder).Attachments);
        Directory.CreateSymbolicLink(Path.Combine(above, "other"), folder);
        Assert.Single(Draft.WithMarkdown("![](again.png)", Path.Combine(above, "other")).Attachments);
    }

    [Fact]
    public void A_missing_picture_is_named_in_both_languages()
    {
        var e = Assert.Throws<FileNotFoundException>(() => Draft.WithMarkdown("![a](pics/nowhere.png)", folder));
        Assert.Contains("pics/nowhere.png", e.Message, StringComparison.Ordinal);
        Assert.Equal(Path.Combine(folder, "pics", "nowhere.png"), e.FileName);
        Assert.Contains("없습니다", Spoken.InKorean(() => Assert.Throws<FileNotFoundException>(() => Draft.WithMarkdown("![a](nowhere.png)", folder)).Message), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_folder_a_relative_picture_is_refused()
    {
        var e = Assert.Throws<ArgumentException>(() => Draft.WithMarkdown("![a](pics/photo.png)"));
        Assert.Contains("the picture pics/photo.png is relative", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Html_of_the_author_stays() =>
        Assert.Contains("<u>as it is</u>", Draft.WithMarkdown("<u>as it is</u>").Html, StringComparison.Ordinal);
}
