using System.Text;

namespace Pabal.Mime.Tests;

public sealed class HeaderFieldTests
{
    [Theory]
    [InlineData("Hello")]
    [InlineData("안녕하세요")]
    [InlineData("Re: 안녕하세요 world 그리고  두 칸")]
    [InlineData("a =?utf-8?q?literal?= b")]
    [InlineData("👨‍👩‍👧‍👦 가족 🇰🇷")]
    [InlineData("e\u0301 combining, trailing text that is long enough to be folded at least once or twice")]
    [InlineData("")]
    public void A_subject_comes_back_as_it_went_in(string subject) => Assert.Equal(subject, new HeaderField("Subject", subject).Value);

    [Fact]
    public void Lines_stay_within_their_limits_and_no_character_is_split()
    {
        var subject = string.Concat(Enumerable.Range(0, 400).Select(i => i % 7 == 0 ? "👩‍🚀" : i % 3 == 0 ? "한" : "e\u0301"));
        var lines = Encoding.ASCII.GetString(new HeaderField("Subject", subject).Raw.Span).TrimEnd().Split("\r\n");
        Assert.All(lines, line => Assert.InRange(line.Length, 1, 76));
        foreach (var line in lines)
        {
            var word = line[(line.IndexOf("=?", StringComparison.Ordinal))..];
            var bytes = Convert.FromBase64String(word["=?UTF-8?B?".Length..^2]);
            new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        }
        Assert.Equal(subject, new HeaderField("Subject", subject).Value);
    }

    [Fact]
    public void A_word_too_long_for_any_line_is_encoded()
    {
        var field = new HeaderField("X-Long", new string('A', 2000));
        Assert.All(Encoding.ASCII.GetString(field.Raw.Span).Split("\r\n"), line => Assert.InRange(line.Length, 0, 78));
        Assert.Equal(new string('A', 2000), field.Value);
    }

    [Theory]
    [InlineData("Subject", "v\r\nX-Inj: 1")]
    [InlineData("Subject", "v\nX-Inj: 1")]
    [InlineData("Subject", "v\rX-Inj: 1")]
    [InlineData("Subject", "v\0")]
    [InlineData("Subject", "v\u0085")]
    [InlineData("X-A: 1\r\nX-Inj", "v")]
    [InlineData("X-A X", "v")]
    [InlineData("X:", "v")]
    [InlineData("", "v")]
    [InlineData("제목", "v")]
    [InlineData("Message-ID", "a@b>\r\nX-Inj: 1")]
    [InlineData("Message-ID", "no-brackets@b")]
    [InlineData("References", "<a@b> c@d")]
    [InlineData("Content-ID", "<a b@c>")]
    [InlineData("To", "not an address")]
    [InlineData("List-Unsubscribe", "<https://example.com/끝>")]
    public void What_would_break_out_of_its_line_or_its_grammar_is_refused(string name, string value) =>
        Assert.ThrowsAny<ArgumentException>(() => new HeaderField(name, value));

    [Fact]
    public void A_line_separator_is_text_and_travels_encoded()
    {
        var field = new HeaderField("Subject", "a\u2028b");
        Assert.True(Ascii.IsValid(field.Raw.Span));
        Assert.Equal("a\u2028b", field.Value);
    }

    [Theory]
    [InlineData("=?utf-8?q?x=0D=0ABcc:_e@e?=", "x  Bcc: e@e")]
    [InlineData("=?UTF-8?B?7ZWc?= =?UTF-8?B?6riA?=", "한글")]
    [InlineData("=?UTF-8?B?7ZU=?= =?UTF-8?B?nA==?=", "한")]
    [InlineData("=?UTF-8?Q?a?= b =?UTF-8?Q?c?=", "a b c")]
    [InlineData("=?ks_c_5601-1987?B?x9GxuQ==?=", "한국")]
    [InlineData("=?utf-8*ko?q?=ED=95=9C?=", "한")]
    [InlineData("=?x-nobody-knows?q?abc?=", "abc")]
    [InlineData("=?utf-8?x?abc?=", "=?utf-8?x?abc?=")]
    [InlineData("=?utf-8?q?unfinished", "=?utf-8?q?unfinished")]
    [InlineData("=?", "=?")]
    [InlineData("=?utf-8?B?!!!?=", "")]
    public void Encoded_words_are_read_as_they_are_found_in_the_wild(string raw, string expected) =>
        Assert.Equal(expected, Headers.EncodedWordReader.Decode(raw));

    [Fact]
    public void Message_ids_are_folded_between_and_never_encoded()
    {
        var ids = string.Join(' ', Enumerable.Range(0, 30).Select(i => $"<{i}-{new string('x', 40)}@example.com>"));
        var raw = Encoding.ASCII.GetString(new HeaderField("References", ids).Raw.Span);
        Assert.Equal($"References: {ids}", raw.Replace("\r\n", "", StringComparison.Ordinal));
        Assert.All(raw.Split("\r\n"), line => Assert.InRange(line.Length, 0, 78));
    }

    [Theory]
    [InlineData(9, 0, "Sat, 21 Nov 2026 09:05:00 +0900")]
    [InlineData(-3, -30, "Sat, 21 Nov 2026 09:05:00 -0330")]
    [InlineData(0, 0, "Sat, 21 Nov 2026 09:05:00 +0000")]
    public void A_date_keeps_its_offset_whatever_the_culture(int hours, int minutes, string expected)
    {
        var before = System.Globalization.CultureInfo.CurrentCulture;
        try
        {
            System.Globalization.CultureInfo.CurrentCulture = System.Globalization.CultureInfo.GetCultureInfo("ar-SA");
            Assert.Equal(expected, MimeDate.Format(new DateTimeOffset(2026, 11, 21, 9, 5, 0, new TimeSpan(hours, minutes, 0))));
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = before;
        }
    }
}
