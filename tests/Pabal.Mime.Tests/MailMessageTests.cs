using System.Net.Mail;
using System.Net.Mime;
using System.Text;
using FrameworkAttachment = System.Net.Mail.Attachment;

namespace Pabal.Mime.Tests;

public sealed class MailMessageTests
{
    private static MailMessage Full()
    {
        var html = AlternateView.CreateAlternateViewFromString("<p>안녕 <img src=\"cid:logo\"></p>", Encoding.GetEncoding("utf-16"), MediaTypeNames.Text.Html);
        html.LinkedResources.Add(new LinkedResource(new MemoryStream(SampleFiles.Png()), "image/png") { ContentId = "logo" });
        return new MailMessage
        {
            From = new MailAddress("ann@example.com", "Ann, Lee"),
            Sender = new MailAddress("robot@example.com"),
            To = { new MailAddress("gil@example.com", "홍길동", Encoding.UTF8), new MailAddress("b@example.com") },
            CC = { "c@example.com" },
            Bcc = { "d@example.com" },
            ReplyToList = { "reply@example.com" },
            Subject = "제목",
            Body = "본문",
            Priority = MailPriority.High,
            AlternateViews = { html },
            Attachments = { new FrameworkAttachment(new MemoryStream("월,매출\n"u8.ToArray()), "매출.csv"), new FrameworkAttachment(new MemoryStream([1, 2]), "x.bin", "application/x-own") },
            Headers = { { "X-Campaign", "7" }, { "X-Priority", "5" }, { "In-Reply-To", "<1@example.com>" } },
        };
    }

    [Fact]
    public void Everything_of_the_framework_s_mail_is_carried_over()
    {
        using var mail = Full();

        var message = MimeMessage.Parse(Email.FromMailMessage(mail).ToMessage().ToArray());

        Assert.Equal(("\"Ann, Lee\" <ann@example.com>", "robot@example.com", "홍길동 <gil@example.com>, b@example.com", "c@example.com", "reply@example.com", "제목"),
            (message.From.ToString(), message.Sender!.ToString(), message.To.ToString(), message.Cc.ToString(), message.ReplyTo.ToString(), message.Subject));
        Assert.Equal("본문", message.TextBody);
        Assert.Contains("안녕", message.HtmlBody, StringComparison.Ordinal);
        Assert.Equal(SampleFiles.Png(), Assert.Single(message.InlineParts, part => part.ContentId == "logo").Content.ToArray());
        Assert.Equal(["매출.csv", "x.bin"], message.Attachments.Where(part => part.Disposition == "attachment").Select(part => part.FileName));
        Assert.Equal(["text/csv", "application/x-own"], message.Attachments.Where(part => part.Disposition == "attachment").Select(part => part.MediaType.Name));
        Assert.Equal(("7", "1", "<1@example.com>"), (message.Headers["X-Campaign"], message.Headers["X-Priority"], message.InReplyTo[0]));
        Assert.Null(message.Headers.Find("Bcc"));
        Assert.Equal("d@example.com", Email.FromMailMessage(mail).Bcc.ToString());
        Assert.Empty(message.Defects);
    }

    [Fact]
    public void A_body_in_html_is_the_html()
    {
        using var mail = new MailMessage("a@example.com", "b@example.com", "x", "<b>y</b>") { IsBodyHtml = true };
        var email = Email.FromMailMessage(mail);
        Assert.Equal((null, "<b>y</b>"), (email.Text, email.Html));
    }

    [Fact]
    public void A_view_that_has_no_place_is_named()
    {
        using var mail = new MailMessage("a@example.com", "b@example.com");
        mail.AlternateViews.Add(AlternateView.CreateAlternateViewFromString("x", null, "text/x-amp-html"));
        Assert.Contains("text/x-amp-html", Assert.Throws<ArgumentException>(() => Email.FromMailMessage(mail)).Message, StringComparison.Ordinal);
    }
}
