using System.Text;

namespace Pabal.Mime.Tests;

public sealed class CharsetWritingTests
{
    private static readonly Email Korean = new()
    {
        From = "홍길동 <gil@example.com>",
        To = "안나 <ann@example.com>",
        Subject = "안녕하세요, 보고서를 보내 드립니다 그리고 제목이 아주 길어서 여러 줄이 됩니다",
        Text = "본문입니다.\n둘째 줄",
        Html = "<p>본문입니다.",
        Attachments = [Attachment.FromBytes("보고서.txt", "내용"u8.ToArray())],
        Charset = "euc-kr",
    };

    [Fact]
    public async Task Everything_a_person_reads_is_in_that_charset()
    {
        var message = Korean.ToMessage();
        var raw = Encoding.ASCII.GetString(message.ToArray());

        var lines = await PythonReader.AskAsync(message, """
            print(m['subject']); print(m['from']); print(m['to'])
            for kind in ('plain', 'html'):
                part = m.get_body((kind,)); print(part.get_content_charset(), part.get_content().splitlines()[0])
            """);

        Assert.Equal([Korean.Subject, Korean.From.ToString(), Korean.To.ToString(), "euc-kr 본문입니다.", "euc-kr <p>본문입니다."], lines);
        Assert.DoesNotContain("=?UTF-8", raw, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("name=\"=?euc-kr?", raw, StringComparison.Ordinal);
        Assert.All(raw.Split("\r\n"), line => Assert.InRange(line.Length, 0, 78));
    }

    [Theory]
    [InlineData("euc-kr")]
    [InlineData("iso-2022-kr")]
    [InlineData("cp949")]
    [InlineData("utf-8")]
    public void What_is_written_is_read_back(string charset)
    {
        var message = MimeMessage.Parse((Korean with { Charset = charset }).ToMessage().ToArray());

        Assert.Equal(Korean.Subject, message.Subject);
        Assert.Equal(Korean.From, message.From);
        Assert.Equal("본문입니다.\r\n둘째 줄", message.TextBody);
        Assert.Empty(message.Defects);
    }

    [Fact]
    public async Task Japanese_mail_of_seven_bits_stays_so()
    {
        var message = new Email { From = "a@example.com", Subject = "これは日本語の件名です。とても長いので、二行になります。", Text = "本文です。\n", Charset = "iso-2022-jp" }.ToMessage();

        var lines = await PythonReader.AskAsync(message, "print(m['subject']); print(m['content-transfer-encoding'], m.get_content_charset()); print(m.get_content())");

        Assert.Equal([message.Subject, "7bit iso-2022-jp", "本文です。"], lines.Take(3).Select(line => line.TrimEnd()));
    }

    [Fact]
    public void The_first_character_that_a_text_can_not_hold_is_named()
    {
        var refused = Assert.Throws<ArgumentException>(() => (Korean with { Text = "가나 똠방각하 😀" }).ToMessage());
        Assert.Contains("“똠” at position 3", refused.Message, StringComparison.Ordinal);
        Assert.Contains("😀", Assert.Throws<ArgumentException>(() => new TextPart("a😀", "plain", "euc-kr")).Message, StringComparison.Ordinal);
        Assert.Equal("똠방각하", new TextPart("똠방각하", "plain", "uhc").Text);
    }

    [Fact]
    public void Words_of_a_header_that_it_lacks_stand_in_utf8()
    {
        var message = (Korean with { Subject = "보고 ok 😀", Cc = ["똠방 <d@example.com>", "길동 <g@example.com>"] }).ToMessage();

        Assert.Matches("^Subject: =\\?euc-kr\\?.*\\?= ok =\\?UTF-8\\?.*\\?=\r\n$", Encoding.ASCII.GetString(message.Headers.Find("Subject")!.Raw.Span));
        Assert.Matches("^Cc: =\\?UTF-8\\?[^ ]* <d@example.com>,\\s+=\\?euc-kr\\?[^ ]* <g@example.com>\r\n$", Encoding.ASCII.GetString(message.Headers.Find("Cc")!.Raw.Span));
        Assert.Equal("보고 ok 😀", message.Subject);
    }

    [Fact]
    public void Text_made_from_html_has_a_question_mark_for_what_is_lacking() =>
        Assert.Equal("본문 ? 끝", (Korean with { Text = null, Html = "<p>본문&nbsp;&#46624; 끝" }).ToMessage().TextBody);

    [Theory]
    [InlineData("klingon")]
    [InlineData("utf-16")]
    public void A_charset_that_no_text_can_have_is_refused(string charset) => Assert.Throws<ArgumentException>(() => (Korean with { Charset = charset }).ToMessage());
}
