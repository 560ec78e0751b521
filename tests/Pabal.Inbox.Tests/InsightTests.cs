using Pabal.Inbox.Insight;

namespace Pabal.Inbox.Tests;

public sealed class InsightTests
{
    [Theory]
    [InlineData("Your code is 123456.", "123456")]
    [InlineData("인증번호는 482913입니다. 5분 안에 입력하십시오.", "482913")]
    [InlineData("[가게] 인증번호 [0071]를 입력해 주세요", "0071")]
    [InlineData("Your verification code: 123 456", "123456")]
    [InlineData("Use G7K2QX as your one-time passcode", "G7K2QX")]
    [InlineData("© 2026. Your login code 9931 expires in 10 minutes", "9931")]
    [InlineData("Your order 123456 has shipped", "")]
    [InlineData("Your code is on https://example.com/verify/123456", "")]
    [InlineData("call 010-1234-5678 to confirm", "")]
    [InlineData("", "")]
    public void A_code_is_found_near_a_word_that_speaks_of_one(string text, string expected) =>
        Assert.Equal(expected, CodeFinder.Find(text).FirstOrDefault() ?? "");

    [Fact]
    public void Links_are_found_in_HTML_and_in_text_each_once()
    {
        var links = LinkFinder.Find("See https://example.com/a?b=1&c=2. (Or http://example.com/x_(y)) 주소는 https://example.com/한글입니다",
            "<A HREF='https://example.com/a?b=1&amp;c=2'>Confirm <b>now</b></A><a name=x><abbr>no</abbr><a href='javascript:1'>j</a><a href=https://example.com/2>두 번째</a>");
        Assert.Equal(["https://example.com/a?b=1&c=2", "https://example.com/2", "http://example.com/x_(y)", "https://example.com/한글입니다"], links.Select(link => link.Url));
        Assert.Equal(["Confirm now", "두 번째"], links.Take(2).Select(link => link.Text));
    }

    [Fact]
    public async Task They_come_with_what_providers_would_refuse()
    {
        await using var inbox = await TestInbox.StartAsync();
        var id = await inbox.SendAsync("From: ann@example.com\nContent-Type: text/html\n\n<p>Your code is <b>246810</b>, or <a href=\"https://example.com/go\">go</a><img src=https://t.test/p.gif>");
        var insights = await inbox.GetAsync($"/api/messages/{id}/insights");
        Assert.Equal("246810", (string)insights["codes"]![0]!);
        Assert.Equal(("https://example.com/go", "go"), ((string)insights["links"]![0]!["url"]!, (string)insights["links"]![0]!["text"]!));
        Assert.Equal(1, (int)insights["remote"]!);
        Assert.Contains(insights["lint"]!.AsArray(), finding => (string)finding!["id"]! == "missing-date" && (string)finding["severity"]! == "refused");
        var korean = await inbox.GetAsync($"/api/messages/{id}/insights?lang=ko");
        Assert.Matches("[가-힣]", (string)korean["lint"]![0]!["message"]!);
    }
}
