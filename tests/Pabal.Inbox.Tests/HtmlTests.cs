using System.Net;
using Pabal.Inbox.Web;
using Pabal.Mime;

namespace Pabal.Inbox.Tests;

public sealed class HtmlTests
{
    private static readonly byte[] Png = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    [Theory]
    [InlineData("<script>alert(1)</script>after", "after")]
    [InlineData("<SCRIPT src=//x.test/a.js></SCRIPT >after", "after")]
    [InlineData("<script>never closed", "")]
    [InlineData("<p onclick=alert(1) class=a>x</p>", "<p class=\"a\">x</p>")]
    [InlineData("<img src=x onerror=alert(1)>", "<img>")]
    [InlineData("<img/src=\"x\"/onerror=alert(1)>", "<img>")]
    [InlineData("<svg/onload=alert(1)><p>in</p></svg>out", "out")]
    [InlineData("<math><mtext><style><img src onerror=alert(1)></style></math>out", "out")]
    [InlineData("<a href=\"javascript:alert(1)\">x</a>", "<a target=\"_blank\" rel=\"noopener noreferrer\">x</a>")]
    [InlineData("<a href=\"java\tscript:alert(1)\">x</a>", "<a target=\"_blank\" rel=\"noopener noreferrer\">x</a>")]
    [InlineData("<a href=\"&#106;avascript:alert(1)\">x</a>", "<a target=\"_blank\" rel=\"noopener noreferrer\">x</a>")]
    [InlineData("<a href=\"data:text/html,<script>1</script>\">x</a>", "<a target=\"_blank\" rel=\"noopener noreferrer\">x</a>")]
    [InlineData("<a href=\"https://a.test/?x=1&amp;y=2\">x</a>", "<a href=\"https://a.test/?x=1&amp;y=2\" target=\"_blank\" rel=\"noopener noreferrer\">x</a>")]
    [InlineData("<base href=\"https://evil.test/\"><meta http-equiv=refresh content=\"0;url=//evil.test\"><link rel=stylesheet href=//evil.test>x", "x")]
    [InlineData("<iframe src=//evil.test></iframe><object data=x></object><embed src=x>x", "")]
    [InlineData("<form action=//evil.test><input name=p><p>text</p></form>", "<p>text</p>")]
    [InlineData("<!-- <p>hidden --><b>x</b><!doctype html><?xml ?>", "<b>x</b>")]
    [InlineData("<p title='\"><script>alert(1)</script>'>x</p>", "<p title=\"&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;\">x</p>")]
    [InlineData("<style>p{color:red}</style>x", "<style>p{color:red}</style>x")]
    [InlineData("<style><img src=x onerror=alert(1)></style>x", "<style>img src=x onerror=alert(1)></style>x")]
    [InlineData("1 < 2 <3", "1 &lt; 2 &lt;3")]
    [InlineData("<table background=\"http://x.test/a\"><td width=5>x</table>", "<table><td width=\"5\">x</table>")]
    [InlineData("<img srcset=\"https://x.test/1 1x, cid:logo 2x\">", "<img srcset=\"/logo 2x\">")]
    [InlineData("<img src=\"cid:logo\" width=1>", "<img src=\"/logo\" width=\"1\">")]
    [InlineData("<img src=\"data:image/svg+xml,<svg onload=alert(1)>\">", "<img>")]
    [InlineData("<img src=\"data:image/png;base64,AAAA\">", "<img src=\"data:image/png;base64,AAAA\">")]
    [InlineData("<x-custom>한글</x-custom>", "한글")]
    public void Of_a_strangers_HTML_that_is_left_which_can_do_nothing(string html, string expected) =>
        Assert.Equal(expected, HtmlSanitiser.Clean(html, id => id == "logo" ? "/logo" : null, allowRemote: false).Html);

    [Fact]
    public void What_comes_from_elsewhere_is_counted_and_let_in_only_on_demand()
    {
        const string Html = "<img src=\"https://t.test/a.gif\"><td background='//t.test/b'><p style=\"background:url('http://t.test/c')\"><style>@import \"https://t.test/d\";</style>";
        var closed = HtmlSanitiser.Clean(Html, _ => null, allowRemote: false);
        Assert.Equal(4, closed.Remote);
        Assert.DoesNotContain("a.gif", closed.Html, StringComparison.Ordinal);
        Assert.Contains("<img src=\"https://t.test/a.gif\"><td background=\"https://t.test/b\">", HtmlSanitiser.Clean(Html, _ => null, allowRemote: true).Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("p{color:red;mso-line-height-rule:exactly}", "p{color:red;mso-line-height-rule:exactly}")]
    [InlineData("a:not(.b){width:calc(1px + 2px)}@media (max-width:9px){}", "a:not(.b){width:calc(1px + 2px)}@media (max-width:9px){}")]
    [InlineData("background:url(cid:logo) no-repeat", "background:url(/logo) no-repeat")]
    [InlineData("background: URL( 'cid:logo' )", "background: url(/logo)")]
    [InlineData("background:url(data:image/png;base64,AA+/=)", "background:url(data:image/png;base64,AA+/=)")]
    [InlineData("background:url(https://t.test/a);color:red", "background:none;color:red")]
    [InlineData("background:url(\"https://t.test/a)b\") x", "background:none x")]
    [InlineData("background:url(//t.test/a", "background:none")]
    [InlineData("background:url('//t.test/a", "background:none")]
    [InlineData("background:url(/api/messages)", "background:none")]
    [InlineData("background:u\\rl(//t.test)", "background:none")]
    [InlineData("background:\\75rl(//t.test)", "background:none")]
    [InlineData("background:\\000075\r\nrl(//t.test)", "background:none")]
    [InlineData("background:\\55\tRL(//t.test)", "background:none")]
    [InlineData("content:'\\201C \\9' \\", "content:'\\201C \\9' \\")]
    [InlineData("content:'\\\\75rl'", "content:'\\\\75rl'")]
    [InlineData("background:image-set('//t.test' 1x)", "background:image-set-off('//t.test' 1x)")]
    [InlineData("background:-webkit-image\\2dset('//t.test' 1x)", "background:-webkit-image-set-off('//t.test' 1x)")]
    [InlineData("background:image-set(url(//t.test) 1x)", "background:image-set-off(none 1x)")]
    [InlineData("@import '//t.test';@Import url(//t.test);@\\69mport \"//t.test\";", "@off-import '//t.test';@off-Import none;@off-import \"//t.test\";")]
    [InlineData("/* url(data:image/png,*/x:image-set('//t.test' 1x)", "/* url(data:image/png,%2A/x:image-set%28%27//t.test%27%201x)")]
    [InlineData("@font-face{src:url(//t.test)}", "@font-face{src:none}")]
    public void Of_a_strangers_CSS_that_is_left_which_fetches_nothing(string css, string expected)
    {
        Assert.Equal($"<style>{expected}</style>", HtmlSanitiser.Clean($"<style>{css}</style>", id => id == "logo" ? "/logo" : null, allowRemote: false).Html);
        Assert.Equal($"<p style=\"{WebUtility.HtmlEncode(expected)}\">", HtmlSanitiser.Clean($"<p style=\"{WebUtility.HtmlEncode(css)}\">", id => id == "logo" ? "/logo" : null, allowRemote: false).Html);
    }

    [Fact]
    public void CSS_may_fetch_what_is_wanted()
    {
        const string Css = "@import 'https://t.test/a';p{background:url(https://t.test/b) image-set('https://t.test/c' 1x)}";
        Assert.Equal(($"<style>{Css}</style>", 3), (HtmlSanitiser.Clean($"<style>{Css}</style>", _ => null, allowRemote: true) is var open ? open.Html : "", open.Remote));
    }

    [Theory]
    [InlineData("localhost:8025", "img-src data: http://localhost:8025/api/messages/")]
    [InlineData("[::1]:8025", "img-src data: 'self';")]
    public async Task Pictures_of_the_mail_are_let_in_by_whatever_name_the_page_is_asked_for(string host, string policy)
    {
        await using var inbox = await TestInbox.StartAsync();
        var id = await inbox.SendAsync("Content-Type: text/html\n\n<p>x");
        using var answer = await inbox.AskAsync(HttpMethod.Get, $"/api/messages/{id}/html", null, ("Host", host));
        Assert.Contains(policy, answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public void Cleaning_ends_whatever_it_is_given()
    {
        var random = new Random(7);
        string[] pieces = ["<", ">", "<a ", "<!--", "-->", "<script", "</", "\"", "'", "=", "style", "<style>", "src=", "cid:", "&#x", "\0", "\uD800", "x"];
        for (var round = 0; round < 2000; round++)
        {
            var html = string.Concat(Enumerable.Range(0, 30).Select(_ => pieces[random.Next(pieces.Length)]));
            Assert.DoesNotContain("<script", HtmlSanitiser.Clean(html, id => id, allowRemote: true).Html, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task The_page_of_a_mail_runs_nothing_and_fetches_nothing_from_elsewhere()
    {
        await using var inbox = await TestInbox.StartAsync();
        var id = await inbox.SendAsync(Mails.Welcome with { Html = "<p>보십시오 <img src=\"cid:logo.png\"><img src=\"https://t.test/x.gif\">", Attachments = [Attachment.FromBytes("logo.png", Png) with { ContentId = "logo.png" }] });
        using var page = await inbox.AskAsync(HttpMethod.Get, $"/api/messages/{id}/html");
        var policy = page.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; ", policy, StringComparison.Ordinal);
        Assert.Contains($"img-src data: http://{inbox.Server.Http}/api/messages/{id}/parts/;", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("script", policy, StringComparison.Ordinal);
        var html = await page.Content.ReadAsStringAsync(TestInbox.Token);
        Assert.DoesNotContain("t.test", html, StringComparison.Ordinal);

        var source = html[(html.IndexOf("src=\"", StringComparison.Ordinal) + 5)..].Split('"')[0];
        using var picture = await inbox.AskAsync(HttpMethod.Get, source);
        Assert.Equal(("image/png", "inline"), (picture.Content.Headers.ContentType!.MediaType, picture.Content.Headers.ContentDisposition!.DispositionType));
        Assert.Equal(Png, await picture.Content.ReadAsByteArrayAsync(TestInbox.Token));

        using var open = await inbox.AskAsync(HttpMethod.Get, $"/api/messages/{id}/html?remote=1");
        Assert.Contains("https://t.test/x.gif", await open.Content.ReadAsStringAsync(TestInbox.Token), StringComparison.Ordinal);
        Assert.Contains(" https: http:;", open.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("page.html", "text/html", "application/octet-stream")]
    [InlineData("drawing.svg", "image/svg+xml", "application/octet-stream")]
    [InlineData("page.xhtml", "application/xhtml+xml", "application/octet-stream")]
    [InlineData("code.js", "text/javascript", "application/octet-stream")]
    [InlineData("report.pdf", "application/pdf", "application/pdf")]
    [InlineData("photo.png", "image/png", "image/png")]
    public async Task A_part_is_a_download_of_a_type_that_can_do_nothing(string name, string type, string served)
    {
        await using var inbox = await TestInbox.StartAsync();
        var id = await inbox.SendAsync($"Content-Type: multipart/mixed; boundary=b\n\n--b\n\ntext\n--b\nContent-Type: {type}\nContent-Disposition: inline; filename={name}\n\n<script>alert(1)</script>\n--b--\n");
        foreach (var query in new[] { "", "?inline=1" })
        {
            using var part = await inbox.AskAsync(HttpMethod.Get, $"/api/messages/{id}/parts/1.2{query}");
            Assert.Equal((HttpStatusCode.OK, served), (part.StatusCode, part.Content.Headers.ContentType!.MediaType));
            Assert.Equal("attachment", part.Content.Headers.ContentDisposition!.DispositionType);
            Assert.Equal("sandbox; default-src 'none'", part.Headers.GetValues("Content-Security-Policy").Single());
            Assert.Equal("nosniff", part.Headers.GetValues("X-Content-Type-Options").Single());
        }
    }

    [Theory]
    [InlineData("report.pdf", "attachment; filename=\"report.pdf\"; filename*=UTF-8''report.pdf")]
    [InlineData("보고서 1.pdf", "attachment; filename=\"___ 1.pdf\"; filename*=UTF-8''%EB%B3%B4%EA%B3%A0%EC%84%9C%201.pdf")]
    [InlineData("a\"b\r\nSet-Cookie: x.txt", "attachment; filename=\"a_b__Set-Cookie: x.txt\"; filename*=UTF-8''a%22b%0D%0ASet-Cookie%3A%20x.txt")]
    public void A_file_name_stands_in_the_header_and_adds_none(string name, string expected) => Assert.Equal(expected, PartAnswer.Disposition(name));
}
