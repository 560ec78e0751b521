namespace Pabal.Mime.Tests;

public sealed class EmailAddressTests
{
    [Theory]
    [InlineData("a@b", "a@b")]
    [InlineData("ann.lee+tag@example.co.kr", "ann.lee+tag@example.co.kr")]
    [InlineData(" <ann@example.info> ", "ann@example.info")]
    [InlineData("\"john smith\"@example.com", "\"john smith\"@example.com")]
    [InlineData("\"plain\"@example.com", "plain@example.com")]
    [InlineData("\"x@evil.test> x\"@good.test", "\"x@evil.test> x\"@good.test")]
    [InlineData("gil@한글.kr", "gil@xn--bj0bj06e.kr")]
    [InlineData("a@[192.0.2.1]", "a@[192.0.2.1]")]
    [InlineData("a@[IPv6:2001:db8::1]", "a@[IPv6:2001:db8::1]")]
    [InlineData("홍길동@example.com", "홍길동@example.com")]
    [InlineData("!#$%&'*+-/=?^_`{|}~@example.com", "!#$%&'*+-/=?^_`{|}~@example.com")]
    public void What_the_standards_allow_is_read_and_written_the_way_it_travels(string text, string wire) =>
        Assert.Equal(wire, EmailAddress.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("ann")]
    [InlineData("@example.com")]
    [InlineData("ann@")]
    [InlineData("a@b@c")]
    [InlineData("a b@c")]
    [InlineData(".a@b")]
    [InlineData("a..b@c")]
    [InlineData("a@b..c")]
    [InlineData("a@-b.c")]
    [InlineData("a@b_c.d")]
    [InlineData("\"open@b")]
    [InlineData("a@[300.1.1.1]")]
    [InlineData("a@x＠evil.test")]
    [InlineData("a@℀.com")]
    [InlineData("a@x／y.com")]
    [InlineData("a@zero\u200Bwidth.com")]
    [InlineData("user@good.test(x)evil.test")]
    [InlineData("a@x.test <b@evil.test>")]
    [InlineData("alice@example.org)bob@evil.test")]
    [InlineData("\"a\r\nRCPT TO:<e@e.test>\"@z.test")]
    [InlineData("a\0@b")]
    [InlineData("a\u0085@b")]
    [InlineData("a\u2028@b")]
    public void Anything_else_is_refused_with_a_reason(string text)
    {
        Assert.False(EmailAddress.TryParse(text, out _, out var reason));
        Assert.NotEmpty(reason);
    }

    [Theory]
    [InlineData("\u202E", "U+202E")]
    [InlineData("\u2066", "U+2066")]
    [InlineData("\u200E", "U+200E")]
    [InlineData("\u200F", "U+200F")]
    [InlineData("\u061C", "U+061C")]
    [InlineData("\u200B", "U+200B")]
    [InlineData("\u2060", "U+2060")]
    [InlineData("\uFEFF", "U+FEFF")]
    [InlineData("\u00AD", "U+00AD")]
    [InlineData("\U000E0041", "U+E0041")]
    public void What_is_not_seen_can_not_stand_in_an_address(string character, string name)
    {
        foreach (var text in new[] { $"gil{character}dong@example.com", $"\"gil{character}\"@example.com" })
        {
            Assert.False(EmailAddress.TryParse(text, out _, out var reason));
            Assert.Contains($"the invisible character {name}", reason, StringComparison.Ordinal);
            Assert.Contains($"보이지 않는 문자 {name}", Spoken.InKorean(() => EmailAddress.TryParse(text, out _, out var said) ? "" : said), StringComparison.Ordinal);
        }
        Assert.False(MimeMessage.Parse(System.Text.Encoding.UTF8.GetBytes($"From: gil{character}dong@example.com\r\n\r\n")).From.Mailboxes.Single().Address.IsValid);
    }

    [Fact]
    public void Half_a_character_is_refused() => Assert.False(EmailAddress.TryParse("a\ud800@b", out _));

    [Fact]
    public void Lengths_are_those_of_the_standard()
    {
        Assert.True(EmailAddress.TryParse(new string('a', 64) + "@example.com", out _));
        Assert.False(EmailAddress.TryParse(new string('a', 65) + "@example.com", out _));
        Assert.False(EmailAddress.TryParse(new string('가', 22) + "@example.com", out _));
        Assert.False(EmailAddress.TryParse("a@" + new string('a', 64) + ".com", out _));
        Assert.False(EmailAddress.TryParse("a@" + string.Concat(Enumerable.Repeat("aaaaaaa.", 32)) + "com", out _));
    }

    [Fact]
    public void Domains_compare_without_case_and_local_parts_with_it()
    {
        Assert.Equal(EmailAddress.Parse("Ann@Example.COM"), EmailAddress.Parse("Ann@example.com"));
        Assert.NotEqual(EmailAddress.Parse("Ann@example.com"), EmailAddress.Parse("ann@example.com"));
        Assert.Equal(EmailAddress.Parse("a@한글.kr"), EmailAddress.Parse("a@xn--bj0bj06e.kr"));
    }

    [Fact]
    public void Only_a_local_part_asks_for_smtputf8()
    {
        Assert.True(EmailAddress.Parse("č@x.test").RequiresUtf8);
        Assert.False(EmailAddress.Parse("c@한글.kr").RequiresUtf8);
    }

    [Fact]
    public void The_reason_is_in_the_language_of_the_reader() =>
        Assert.Contains("@가 없습니다", Spoken.InKorean(() => EmailAddress.TryParse("ann", out _, out var reason) ? "" : reason), StringComparison.Ordinal);
}
