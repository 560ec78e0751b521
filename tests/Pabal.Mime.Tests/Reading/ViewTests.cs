using System.Text;

namespace Pabal.Mime.Tests.Reading;

public sealed class ViewTests
{
    [Fact]
    public void A_plain_message_is_read_whole()
    {
        var message = MimeMessage.Parse(Mail.Utf8(
            "From: =?utf-8?B?7ZmN6ri464+Z?= <gil@example.com>", "Sender: post@example.com", "To: Ann <ann@example.com>, team: b@example.com;",
            "Cc: c@example.com", "Reply-To: d@example.com", "Subject: =?utf-8?Q?=EC=95=88=EB=85=95?= there", "Date: Sat, 21 Nov 2026 09:05:00 +0900",
            "Message-ID: <1@example.com>", "In-Reply-To: <0@example.com>", "References: <a@x> <0@example.com>", "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: 8bit", "", "본문", ""));

        Assert.Equal("홍길동 <gil@example.com>", message.From.ToString());
        Assert.Equal("post@example.com", message.Sender!.ToString());
        Assert.Equal(["ann@example.com", "b@example.com"], message.To.Mailboxes.Select(m => m.Address.ToString()));
        Assert.Equal("team", Assert.IsType<MailboxGroup>(message.To[1]).Name);
        Assert.Equal("c@example.com", message.Cc.ToString());
        Assert.Equal("d@example.com", message.ReplyTo.ToString());
        Assert.Empty(message.Bcc);
        Assert.Equal("안녕 there", message.Subject);
        Assert.Equal(new DateTimeOffset(2026, 11, 21, 9, 5, 0, TimeSpan.FromHours(9)), message.Date);
        Assert.Equal("<1@example.com>", message.MessageId);
        Assert.Equal(["<0@example.com>"], message.InReplyTo);
        Assert.Equal(["<a@x>", "<0@example.com>"], message.References);
        Assert.Equal("본문\r\n", message.TextBody);
        Assert.Null(message.HtmlBody);
        Assert.Empty(message.Attachments);
        Assert.Empty(message.Defects);
    }

    // The example of RFC 8621 4.1.4.
    [Fact]
    public void Bodies_and_attachments_are_told_apart_as_in_RFC_8621()
    {
        string[] Part(string id, string type, params string[] more) => ["Content-Type: " + type, "Content-Description: " + id, .. more, "", id];
        var message = Mail.Parse(["From: a@x.test", "Date: Sat, 21 Nov 2026 09:05:00 +0900", "MIME-Version: 1.0", "Content-Type: multipart/mixed; boundary=1", "",
            "--1", .. Part("A", "text/plain", "Content-Disposition: inline"),
            "--1", "Content-Type: multipart/mixed; boundary=2", "",
            "--2", "Content-Type: multipart/alternative; boundary=3", "",
            "--3", "Content-Type: multipart/mixed; boundary=4", "",
            "--4", .. Part("B", "text/plain", "Content-Disposition: inline"),
            "--4", .. Part("C", "image/jpeg", "Content-Disposition: inline"),
            "--4", .. Part("D", "text/plain", "Content-Disposition: inline"), "--4--",
            "--3", "Content-Type: multipart/related; boundary=5", "",
            "--5", .. Part("E", "text/html"),
            "--5", .. Part("F", "image/jpeg"), "--5--", "--3--",
            "--2", .. Part("G", "image/jpeg", "Content-Disposition: attachment"),
            "--2", .. Part("H", "application/x-excel"),
            "--2", "Content-Type: message/rfc822", "Content-Description: J", "", "From: j@x.test", "Subject: J", "", "text", "--2--",
            "--1", .. Part("K", "text/plain", "Content-Disposition: inline"), "--1--", ""]);

        Assert.Equal("A\r\nB\r\nD\r\nK", message.TextBody);
        Assert.Equal("E", message.HtmlBody);
        Assert.Equal(["C", "F", "G", "H", "J"], message.Attachments.Select(part => part.Description!));
        Assert.Equal("J", Assert.IsType<MessagePart>(message.Attachments[^1]).Message.Subject);
        Assert.Empty(message.Defects);
    }

    [Fact]
    public void Html_alone_is_no_text()
    {
        var message = Mail.Parse("From: a@x.test", "Content-Type: text/html", "", "<p>hi");

        Assert.Null(message.TextBody);
        Assert.Equal("<p>hi", message.HtmlBody);
    }

    [Fact]
    public void What_Email_composes_is_read_back()
    {
        var picture = Enumerable.Range(0, 5000).Select(i => (byte)(i * 7)).ToArray();
        var email = new Email
        {
            From = "홍길동 <gil@example.com>",
            To = ["ann@example.com", "Team: b@example.com;"],
            Subject = "긴 제목 " + new string('가', 100),
            Text = "본문\n둘째 줄",
            Html = "<p>본문 <img src='cid:p.png'>",
            Date = new DateTimeOffset(2026, 11, 21, 9, 5, 0, TimeSpan.FromHours(9)),
            Attachments = [Attachment.FromBytes("보고서 (최종).pdf", picture), Attachment.FromBytes("p.png", picture) with { ContentId = "p.png" }],
        };

        var message = MimeMessage.Parse(email.ToMessage().ToArray());

        Assert.Equal(email.From, message.From);
        Assert.Equal(email.To, message.To);
        Assert.Equal(email.Subject, message.Subject);
        Assert.Equal("본문\r\n둘째 줄", message.TextBody);
        Assert.Equal(email.Html, message.HtmlBody);
        Assert.Equal(email.Date, message.Date);
        Assert.Equal(["p.png", "보고서 (최종).pdf"], message.Attachments.Select(part => part.FileName!));
        Assert.All(message.Attachments, part => Assert.Equal(picture, part.Content.ToArray()));
        Assert.Equal(["p.png"], message.InlineParts.Select(part => part.ContentId!));
        Assert.Empty(message.Defects);
        Assert.Equal(email.ToMessage().Root.GetType(), message.Root.GetType());
    }

    [Fact]
    public void The_header_alone_can_be_read()
    {
        var whole = Mail.Crlf("Subject: one", "Content-Type: multipart/mixed; boundary=b", "", "--b", "", "text", "--b--");
        var message = MimeMessage.ParseHeader(whole);

        Assert.Equal("one", message.Subject);
        Assert.Equal("mixed", Assert.IsType<BinaryPart>(message.Root).MediaType.Subtype);
        Assert.Equal(whole, message.ToArray());
        Assert.Equal("one", MimeMessage.ParseHeader(Encoding.ASCII.GetBytes("Subject: one")).Subject);
    }
}
