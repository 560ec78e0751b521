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
}
