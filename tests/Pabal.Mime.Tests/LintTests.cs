using System.Text;

namespace Pabal.Mime.Tests;

public sealed class LintTests
{
    private const string Good = "From: a@example.com\r\nTo: b@example.com\r\nSubject: s\r\nDate: Sat, 21 Nov 2026 09:05:00 +0900\r\nMessage-ID: <1@example.com>\r\nMIME-Version: 1.0\r\n";

    private static IEnumerable<string> Ids(string message) => MimeMessage.Parse(Encoding.Latin1.GetBytes(message)).Lint().Select(finding => finding.Id);

    [Fact]
    public void What_is_composed_here_is_without_fault() => Assert.Empty(new Email
    {
        From = "홍길동 <gil@example.com>",
        To = "ann@example.com",
        Subject = "안녕하세요",
        Text = new string('가', 3000),
        Html = "<p>그림 <img src=\"cid:logo.png\"></p>",
        Attachments = [Attachment.FromBytes("logo.png", new byte[10]) with { ContentId = "logo.png" }, Attachment.FromBytes("보고서.pdf", new byte[10])],
    }.ToMessage().Lint());

    [Theory]
    [InlineData("\r\nok\r\n")]
    [InlineData("From: c@example.com\r\n\r\nok\r\n", "duplicate-field", "several-authors")]
    [InlineData("Bcc: c@example.com\r\n\r\nok\r\n", "bcc-present")]
    [InlineData("X-A: \u00e9\r\n\r\nok\r\n", "raw-8bit-header")]
    [InlineData("List-Unsubscribe: <mailto:a@b.c>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n\r\nok\r\n", "one-click-without-https")]
    [InlineData("\r\nbare\nline\r\n", "bare-lf")]
    [InlineData("\r\nbare\rline\r\n", "bare-cr")]
    [InlineData("\r\n\u00e9\r\n", "raw-8bit")]
    [InlineData("Content-Type: text/html\r\n\r\n<img src=\"cid:nowhere\">\r\n", "unresolved-cid", "html-only")]
    [InlineData("Content-Type: application/octet-stream; name=\"setup.exe\"\r\nContent-Disposition: attachment\r\n\r\nx\r\n", "blocked-file-type")]
    public void Each_fault_is_found_and_nothing_else(string rest, params string[] expected) => Assert.Equal(expected.Order(), Ids(Good + rest).Distinct().Order());

    [Fact]
    public void A_message_without_anything_misses_what_every_server_asks_for() =>
        Assert.Equal(["missing-date", "missing-from", "missing-message-id", "missing-subject", "no-visible-recipient"], Ids("\r\nhello\r\n").Order());

    [Fact]
    public void A_line_may_have_998_octets()
    {
        Assert.Empty(Ids($"{Good}\r\n{new string('x', 998)}\r\n"));
        Assert.Equal(["long-line"], Ids($"{Good}\r\n{new string('x', 999)}\r\n"));
    }

    [Fact]
    public void Every_finding_is_told_in_both_languages()
    {
        var message = MimeMessage.Parse("From: a@b.c, d@e\nBcc: x\n\nbody\n"u8.ToArray());
        var english = message.Lint();
        var korean = Spoken.InKorean(message.Lint);
        Assert.Equal(english.Select(finding => finding.Id), korean.Select(finding => finding.Id));
        Assert.All(english.Zip(korean), pair => Assert.NotEqual(pair.First.Message, pair.Second.Message));
        Assert.All(english.Zip(korean), pair => Assert.NotEqual(pair.First.Remedy, pair.Second.Remedy));
    }
}
