using System.Text;

namespace Pabal.Mime.Tests;

public sealed class ReportTests
{
    private static readonly DeliveryReport Bounce = new()
    {
        Text = "메일을 배달하지 못했습니다.\r\n",
        ReportingMta = new("dns", "mx.example.com"),
        OriginalEnvelopeId = "QQ314159",
        ReceivedFromMta = new("dns", "client.example.net"),
        ArrivalDate = new DateTimeOffset(2026, 11, 21, 9, 5, 0, TimeSpan.FromHours(9)),
        Recipients =
        [
            new()
            {
                OriginalRecipient = TypedText.Address("ann@example.org"),
                FinalRecipient = TypedText.Address("ann@example.net"),
                Action = DeliveryAction.Failed,
                Status = "5.1.1",
                RemoteMta = new("dns", "mx.example.net"),
                DiagnosticCode = new("smtp", "550 5.1.1 그런 사용자가 없습니다 no such user"),
                LastAttemptDate = new DateTimeOffset(2026, 11, 21, 9, 6, 0, TimeSpan.FromHours(9)),
                FinalLogId = "4711",
                Extensions = ["X-Queue: 7"],
            },
            new()
            {
                FinalRecipient = new("utf-8", "길동+\\x{41}@example.net"),
                Action = DeliveryAction.Delayed,
                Status = "4.4.1",
                WillRetryUntil = new DateTimeOffset(2026, 11, 24, 9, 6, 0, TimeSpan.FromHours(9)),
            },
        ],
        Extensions = ["X-Reason: full"],
    };

    private static readonly DispositionReport Receipt = new()
    {
        Text = "보았습니다.",
        FinalRecipient = new("rfc822", "ann@example.com"),
        Disposition = DispositionType.Displayed,
        ReportingUa = "ann-pc.example.com; Pabal 1",
        OriginalRecipient = new("rfc822", "ann@example.org"),
        OriginalMessageId = "<1@example.com>",
        IsSentAutomatically = true,
        Modifiers = ["error"],
        Errors = ["one", "둘"],
    };

    private static readonly MimeMessage Original = MimeMessage.Parse("From: gil@example.com\r\nSubject: hi\r\nMessage-ID: <1@example.com>\r\n\r\nhello\r\n"u8.ToArray());

    private static MimeMessage Sent(DeliveryReport report) =>
        MimeMessage.Parse(report.ToMessage("Mail System <mailer-daemon@mx.example.com>", "gil@example.com", "배달하지 못했습니다").ToArray());

    [Fact]
    public void A_delivery_report_is_read_as_it_was_written()
    {
        var message = Sent(Bounce with { Original = Original });

        Assert.True(DeliveryReport.TryRead(message, out var read));
        Assert.Empty(message.Defects);
        Assert.Equal("auto-replied", message.Headers["Auto-Submitted"]);
        Assert.Equal("delivery-status", message.Root.MediaType["report-type"]);
        Assert.Equal(Original.ToArray(), read.Original!.ToArray());
        Assert.Equal(["X-Reason: full"], read.Extensions.Select(field => field.ToString()));
        Assert.Equal(["X-Queue: 7"], read.Recipients[0].Extensions.Select(field => field.ToString()));
        Assert.Equal(Bounce with { Recipients = read.Recipients, Extensions = read.Extensions, Original = read.Original }, read);
        Assert.Equal(Bounce.Recipients[0] with { Extensions = read.Recipients[0].Extensions }, read.Recipients[0]);
        Assert.Equal(Bounce.Recipients[1] with { Extensions = read.Recipients[1].Extensions }, read.Recipients[1]);
    }

    [Fact]
    public void The_header_alone_can_be_returned_in_ascii_or_not()
    {
        foreach (var subject in new[] { "hi", "안녕" })
        {
            var header = MimeMessage.Parse(Encoding.UTF8.GetBytes($"From: gil@example.com\nSubject: {subject}\n\nhello")).Headers;
            var message = Sent(Bounce with { OriginalHeaders = header });

            Assert.True(DeliveryReport.TryRead(message, out var read));
            Assert.Equal(header.Select(field => field.ToString()), read.OriginalHeaders!.Select(field => field.ToString()));
            Assert.Null(read.Original);
            Assert.DoesNotContain('\n', Encoding.UTF8.GetString(message.ToArray()).Replace("\r\n", "", StringComparison.Ordinal));
            Assert.Equal(subject == "hi" ? "text/rfc822-headers" : "message/global-headers", ((Multipart)message.Root).Parts[2].MediaType.Name);
        }
    }

    [Fact]
    public async Task Python_reads_the_fields()
    {
        var report = Bounce.ToMessage("mailer-daemon@mx.example.com", "gil@example.com", "x");

        var lines = await PythonReader.AskAsync(report, """
            print(m.get_content_type(), m.get_param('report-type'))
            status = list(m.iter_parts())[1]
            blocks = [b for b in status.get_payload() if b.keys()]
            print(status.get_content_type(), len(blocks), blocks[0]['Reporting-MTA'], blocks[1]['Action'], blocks[2]['Final-Recipient'])
            """);

        Assert.Equal("multipart/report delivery-status", lines[0]);
        Assert.Equal("message/delivery-status 3 dns; mx.example.com failed utf-8; \\x{AE38}\\x{B3D9}\\x{2B}\\x{5C}x{41}@example.net", lines[1]);
    }

    [Fact]
    public void The_example_of_rfc_3464_is_read()
    {
        var message = MimeMessage.Parse(Encoding.ASCII.GetBytes("""
            From: Mail Delivery Subsystem <MAILER-DAEMON@CS.UTK.EDU>
            MIME-Version: 1.0
            Content-Type: multipart/report; report-type=delivery-status;
                  boundary="RAA14128.773615765/CS.UTK.EDU"

            --RAA14128.773615765/CS.UTK.EDU

            The original message was received at Sat, 2 Jul 1994 17:10:28 -0400

            --RAA14128.773615765/CS.UTK.EDU
            content-type: message/delivery-status

            Reporting-MTA: dns; cs.utk.edu

            Original-Recipient: rfc822;louisl@larry.slip.umd.edu
            Final-Recipient: rfc822;louisl@larry.slip.umd.edu
            Action: failed
            Status: 4.0.0
            Diagnostic-Code: smtp; 426 connection timed out
            Last-Attempt-Date: Thu, 7 Jul 1994 17:15:49 -0400

            --RAA14128.773615765/CS.UTK.EDU
            content-type: message/rfc822

            Subject: the original

            --RAA14128.773615765/CS.UTK.EDU--
            """));

        Assert.True(DeliveryReport.TryRead(message, out var read));
        Assert.Equal(new TypedText("dns", "cs.utk.edu"), read.ReportingMta);
        var recipient = Assert.Single(read.Recipients);
        Assert.Equal(new TypedText("rfc822", "louisl@larry.slip.umd.edu"), recipient.FinalRecipient);
        Assert.Equal((DeliveryAction.Failed, "4.0.0"), (recipient.Action, recipient.Status));
        Assert.Equal(new TypedText("smtp", "426 connection timed out"), recipient.DiagnosticCode);
        Assert.Equal(new DateTimeOffset(1994, 7, 7, 17, 15, 49, TimeSpan.FromHours(-4)), recipient.LastAttemptDate);
        Assert.Equal("the original", read.Original!.Subject);
        Assert.StartsWith("The original message was received", read.Text, StringComparison.Ordinal);
        Assert.False(DispositionReport.TryRead(message, out _));
    }

    [Theory]
    [InlineData("Reporting-MTA: dns; a\nFinal-Recipient: rfc822; x@y.test\nAction: Failed (really)\nStatus: 5.0.0 (unknown)\n", DeliveryAction.Failed, "5.0.0")]
    [InlineData("Reporting-MTA: dns; a\n \n\nFinal-Recipient: x@y.test\nAction: 1\n\n\n", DeliveryAction.Unknown, "")]
    [InlineData("\nOriginal-Recipient: rfc822; x@y.test\nStatus: 2.0.0\nAction: delivered", DeliveryAction.Delivered, "2.0.0")]
    public void A_sloppy_report_is_read_too(string status, DeliveryAction action, string code)
    {
        var message = MimeMessage.Parse(Encoding.ASCII.GetBytes("Content-Type: message/delivery-status\n\n" + status));

        Assert.True(DeliveryReport.TryRead(message, out var read));
        Assert.Equal((action, code), (read.Recipients.Single().Action, read.Recipients.Single().Status));
        Assert.Equal("x@y.test", read.Recipients.Single().FinalRecipient.Text);
        Assert.Empty(read.Recipients.Single().Extensions);
    }

    [Fact]
    public void A_report_within_an_attached_message_is_not_the_messages_own()
    {
        var forwarded = new Multipart("mixed", new TextPart("look"), new MessagePart(Sent(Bounce)));
        Assert.False(DeliveryReport.TryRead(MimeMessage.Parse(new Email { From = "a@b.test", Text = "x" }.ToMessage().WithAttachment(forwarded).ToArray()), out _));
        Assert.False(DeliveryReport.TryRead(Original, out _));
    }

    [Fact]
    public void A_report_without_what_every_report_has_is_not_written()
    {
        Assert.Throws<InvalidOperationException>(() => Sent(Bounce with { Recipients = [] }));
        Assert.Throws<InvalidOperationException>(() => Sent(Bounce with { ReportingMta = null }));
        Assert.Throws<InvalidOperationException>(() => Sent(Bounce with { Recipients = [Bounce.Recipients[0] with { Action = DeliveryAction.Unknown }] }));
        Assert.Throws<InvalidOperationException>(() => Sent(Bounce with { Recipients = [Bounce.Recipients[0] with { Status = "550" }] }));
        Assert.Throws<ArgumentException>(() => new TypedText("dns", "a\r\nAction: delivered"));
    }

    [Fact]
    public void A_read_receipt_is_read_as_it_was_written()
    {
        var message = MimeMessage.Parse((Receipt with { OriginalHeaders = Original.Headers }).ToMessage("ann@example.com", "gil@example.com", "Read").ToArray());

        Assert.True(DispositionReport.TryRead(message, out var read));
        Assert.Equal(["error"], read.Modifiers);
        Assert.Equal(["one", "둘"], read.Errors);
        Assert.Equal(Original.Headers["Subject"], read.OriginalHeaders!["Subject"]);
        Assert.Equal(Receipt with { Modifiers = read.Modifiers, Errors = read.Errors, Extensions = read.Extensions, OriginalHeaders = read.OriginalHeaders }, read);
        Assert.Throws<ArgumentException>(() => (Receipt with { OriginalMessageId = "1" }).ToMessage("a@b.test", "a@b.test", "x"));
        Assert.Throws<InvalidOperationException>(() => (Receipt with { Disposition = DispositionType.Unknown }).ToMessage("a@b.test", "a@b.test", "x"));
    }

    [Fact]
    public void The_example_of_rfc_8098_is_read()
    {
        var message = MimeMessage.Parse(Encoding.ASCII.GetBytes("""
            Subject: Disposition notification
            MIME-Version: 1.0
            Content-Type: multipart/report; report-type=disposition-notification;
               boundary="RAA14128.773615765/example.com"

            --RAA14128.773615765/example.com

            This is no guarantee that the message has been read or understood.

            --RAA14128.773615765/example.com
            Content-Type: message/disposition-notification

            Reporting-UA: joes-pc.cs.example.com; Foomail 97.1
            Original-Recipient: rfc822;Joe_Recipient@example.com
            Final-Recipient: rfc822;Joe_Recipient@example.com
            Original-Message-ID: <199509192301.23456@example.org>
            Disposition: manual-action/MDN-sent-manually; displayed

            --RAA14128.773615765/example.com
            Content-Type: message/rfc822

            Subject: First draft of report

            --RAA14128.773615765/example.com--
            """));

        Assert.True(DispositionReport.TryRead(message, out var read));
        Assert.Equal("joes-pc.cs.example.com; Foomail 97.1", read.ReportingUa);
        Assert.Equal("Joe_Recipient@example.com", read.FinalRecipient.Text);
        Assert.Equal("<199509192301.23456@example.org>", read.OriginalMessageId);
        Assert.Equal((DispositionType.Displayed, false, false), (read.Disposition, read.IsAutomaticAction, read.IsSentAutomatically));
        Assert.Empty(read.Modifiers);
        Assert.Equal("First draft of report", read.Original!.Subject);
    }
}
