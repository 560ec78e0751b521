using System.Text;

namespace Pabal.Mime.Tests;

public sealed class HtmlToTextTests
{
    private static string? Made(string html)
    {
        var message = new Email { From = "a@example.com", Html = html }.ToMessage();
        return message.TextBody?.ReplaceLineEndings("\n");
    }

    [Theory]
    [InlineData("<p>One</p><p>Two</p>", "One\n\nTwo")]
    [InlineData("<h1>제목</h1>\n<p>안녕하세요.<br>\n보고서를 붙입니다.</p>", "제목\n\n안녕하세요.\n보고서를 붙입니다.")]
    [InlineData("<div>a</div><div>b</div><br><div>c", "a\nb\n\nc")]
    [InlineData("a\n   b\t<b>c</b>d", "a b cd")]
    [InlineData("<table><tr><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr></table>", "1 2\n3 4")]
    [InlineData("above<hr>below", "above\n\n----------\n\nbelow")]
    [InlineData("<pre>x  y\n  z</pre>end", "x  y\n  z\n\nend")]
    public void Layout_becomes_lines(string html, string text) => Assert.Equal(text, Made(html));

    [Theory]
    [InlineData("<ul><li>one<li>two</ul>after", "- one\n- two\n\nafter")]
    [InlineData("<ol><li>one</li><li>two<ul><li>inner</li></ul></li><li>three</li></ol>", "1. one\n2. two\n  - inner\n3. three")]
    [InlineData("<ul><li><p>one</p></li><li><p>two</p></li></ul>", "- one\n\n- two")]
    public void Lists_keep_their_marks(string html, string text) => Assert.Equal(text, Made(html));

    [Theory]
    [InlineData("See <a href=\"https://example.com/a?b=1&amp;c=2\">the page</a>, please", "See the page (https://example.com/a?b=1&c=2), please")]
    [InlineData("<a href='https://example.com/'>https://example.com</a>", "https://example.com")]
    [InlineData("<a href=mailto:ann@example.com>ann@example.com</a>", "ann@example.com")]
    [InlineData("<a href=\"mailto:ann@example.com\">Ann </a>now", "Ann (ann@example.com) now")]
    [InlineData("<a href=\"#top\">top</a> <a href=\"javascript:x()\">run</a>", "top run")]
    [InlineData("<a href=\"https://example.com/\"><img src=x></a>", "https://example.com/")]
    [InlineData("<a href=\"https://example.com/\"><img src=x alt=\"Our shop\"></a>", "Our shop (https://example.com/)")]
    public void A_link_keeps_its_address(string html, string text) => Assert.Equal(text, Made(html));

    [Theory]
    [InlineData("&lt;b&gt; &amp; &copy; &#44032;&#x1F600; a&nbsp;b", "<b> & © 가😀 a b")]
    [InlineData("1 < 2 and 3 > 2, <3", "1 < 2 and 3 > 2, <3")]
    [InlineData("<title>no</title><style>p { a: '<b>' }</style><script>if (a < b) x('</p>');</script>yes<!-- no <p> -->", "yes")]
    [InlineData("<!DOCTYPE html><html><body bgcolor=\"a>b\">yes", "yes")]
    [InlineData("yes<script>never closed", "yes")]
    [InlineData("yes<p title=\"never closed", "yes")]
    [InlineData("in&shy;visible\u200B", "invisible")]
    public void What_is_no_text_is_left_out(string html, string text) => Assert.Equal(text, Made(html));

    [Theory]
    [InlineData("")]
    [InlineData("<p> &nbsp; </p>")]
    [InlineData("<img src='cid:a'>")]
    [InlineData("</")]
    [InlineData("<!--")]
    [InlineData("<a =")]
    [InlineData("<a b=")]
    public void Html_without_text_gets_none(string html) => Assert.Null(Made(html));

    [Theory]
    [InlineData("<")]
    [InlineData("<a ")]
    [InlineData("<a href=\"")]
    [InlineData("<a href=http://x.test>y")]
    [InlineData("<ul><li>")]
    [InlineData("<!--")]
    [InlineData("<script>")]
    [InlineData("<script></script>")]
    [InlineData("</li></ul>")]
    [InlineData("<p><br>")]
    [InlineData("&")]
    [InlineData("&#")]
    public void Any_repetition_comes_to_an_end(string piece) => Assert.NotNull(new Email { From = "a@b.test", Html = new StringBuilder().Insert(0, piece, 100_000).ToString() }.ToMessage());

    [Fact]
    public async Task Python_finds_the_text_before_the_html()
    {
        var message = new Email { From = "a@example.com", Html = "<p>본문 <a href=\"https://example.com/\">여기</a></p>" }.ToMessage();

        var lines = await PythonReader.AskAsync(message, "print(m.get_body(('plain',)).get_content()); print(m.get_content_type(), [p.get_content_type() for p in m.iter_parts()])");

        Assert.Equal("본문 여기 (https://example.com/)", lines[0].Trim());
        Assert.Equal("multipart/alternative ['text/plain', 'text/html']", lines[^1]);
    }
}
