using Pabal.Mime.Encodings;

namespace Pabal.Mime.Tests.Reading;

public sealed class CharsetTests
{
    private static MimeMessage Parse(string label, byte[] text, string coding = "8bit") => MimeMessage.Parse((byte[])
        [.. Mail.Crlf("From: a@x.test", "Date: Sat, 21 Nov 2026 09:05:00 +0900", "MIME-Version: 1.0", $"Content-Type: text/plain; charset=\"{label}\"", $"Content-Transfer-Encoding: {coding}", "", ""), .. text]);

    [Theory]
    [InlineData("ks_c_5601-1987", "ks_c_5601-1987", "똠방각하")]
    [InlineData("euc-kr", "ks_c_5601-1987", "똠방각하")]
    [InlineData("x-windows-949", "uhc", "펲시맨")]
    [InlineData("ISO-2022-KR", "iso-2022-kr", "안녕하세요")]
    [InlineData("Shift_JIS", "cp932", "①髙橋")]
    [InlineData("big5", "big5-hkscs", "𧉧")]
    [InlineData("gb2312", "gb18030", "镕 😀")]
    [InlineData("iso-8859-1", "windows-1252", "“é”")]
    [InlineData("ANSI_X3.4-1968", "us-ascii", "plain")]
    public void A_body_is_read_by_the_charset_that_stands_for_its_label(string label, string written, string text)
    {
        var message = Parse(label, Charsets.Find(written)!.GetBytes(text));
        Assert.Equal(text, message.TextBody);
        Assert.Empty(message.Defects);
    }

    [Fact]
    public void Words_of_a_header_share_a_character_in_any_charset()
    {
        var octets = Charsets.Find("cp949")!.GetBytes("똠방");
        var message = Mail.Parse($"Subject: =?ks_c_5601-1987?B?{Convert.ToBase64String(octets.AsSpan(0, 3))}?= =?KS_C_5601-1987?B?{Convert.ToBase64String(octets.AsSpan(3))}?=", "", "");
        Assert.Equal("똠방", message.Subject);
    }

    [Fact]
    public void A_broken_character_leaves_the_markup_behind_it()
    {
        var message = Parse("ks_c_5601-1987", [0xC8, .. "<b>bold</b>"u8]);
        Assert.Equal("\uFFFD<b>bold</b>", message.TextBody);
        Assert.Equal(["bad-charset"], Mail.Ids(message));
    }

    [Theory]
    [InlineData("iso-2022-jp", "\u001b$B~~\u001b(B")]
    [InlineData("hz-gb-2312", "~{~z~}")]
    public void A_broken_character_of_seven_bits_is_a_defect_too(string label, string text) => Assert.Equal(["bad-charset"], Mail.Ids(Parse(label, SampleFiles.Latin1(text), "7bit")));

    [Fact]
    public void Ascii_by_any_name_with_more_than_ASCII_lacks_its_charset()
    {
        var message = Parse("ANSI_X3.4-1968", "안녕"u8.ToArray());
        Assert.Equal("안녕", message.TextBody);
        Assert.Equal(["missing-charset"], Mail.Ids(message));
    }

    [Theory]
    [InlineData("euc-kr")]
    [InlineData("ks_c_5601-1987")]
    [InlineData("iso-2022-kr")]
    [InlineData("shift_jis")]
    [InlineData("gb2312")]
    [InlineData("big5")]
    public void UTF_8_under_a_label_that_it_does_not_fit_is_read_as_UTF_8(string label)
    {
        const string Text = "안녕하세요, 반갑습니다. 내일 뵙겠습니다";
        var message = Parse(label, System.Text.Encoding.UTF8.GetBytes(Text));
        Assert.Equal(Text, message.TextBody);
        Assert.Equal(["mislabelled-utf-8"], Mail.Ids(message));
        var word = $"=?{label}?B?{Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes("안녕하세요, 반갑습니다"))}?=";
        Assert.Equal("안녕하세요, 반갑습니다", Mail.Parse("Subject: " + word, "", "").Subject);
    }

    [Theory]
    [InlineData("euc-kr", new byte[] { 0xC2, 0xB0 }, "째")]
    [InlineData("iso-8859-1", new byte[] { 0xC3, 0xA9 }, "Ã©")]
    [InlineData("windows-1252", new byte[] { 0xC3, 0xA9 }, "Ã©")]
    public void What_fits_its_label_is_what_the_label_says(string label, byte[] octets, string text)
    {
        var message = Parse(label, octets);
        Assert.Equal(text, message.TextBody);
        Assert.Empty(message.Defects);
    }

    [Theory]
    [InlineData("<html><head><meta charset=\"euc-kr\">", "euc-kr", "가각")]
    [InlineData("<meta http-equiv='Content-Type' content='text/html; charset=windows-1251'>", "windows-1251", "да")]
    [InlineData("<meta charset=\"macintosh\">", "macintosh", "é")]
    [InlineData("<META HTTP-EQUIV=Content-Type CONTENT=\"text/html; charset=ibm437\">", "ibm437", "é")]
    [InlineData("<meta charset=iso-8859-1>", "utf-8", "한글")]
    [InlineData("<meta charset=no-such-thing>", "utf-8", "한글")]
    [InlineData("<meta charset=utf-7>", "utf-8", "+ADw-b+AD4-")]
    [InlineData("<meta charset=hz-gb-2312>", "hz-gb-2312", "中文")]
    public void A_page_without_a_label_is_read_by_what_it_declares(string head, string charset, string text)
    {
        byte[] page = [.. SampleFiles.Latin1(head), .. Charsets.Find(charset)!.GetBytes(text)];
        var message = MimeMessage.Parse((byte[])[.. Mail.Crlf("From: a@x.test", "Content-Type: text/html", "", ""), .. page]);
        Assert.Equal(head + text, message.HtmlBody);
    }

    [Fact]
    public void A_declaration_far_down_the_page_or_under_a_label_does_not_count()
    {
        byte[] page = [.. SampleFiles.Latin1("<meta charset=windows-1251>"), 0xE9];
        Assert.EndsWith("é", MimeMessage.Parse((byte[])[.. Mail.Crlf("Content-Type: text/html; charset=iso-8859-1", "", ""), .. page]).HtmlBody, StringComparison.Ordinal);
        page = [.. SampleFiles.Latin1(new string(' ', 1024)), .. page];
        Assert.EndsWith("é", MimeMessage.Parse((byte[])[.. Mail.Crlf("Content-Type: text/html", "", ""), .. page]).HtmlBody, StringComparison.Ordinal);
    }
}
