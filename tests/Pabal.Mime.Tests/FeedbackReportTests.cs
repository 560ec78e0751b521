using System.Net;
using System.Text;

namespace Pabal.Mime.Tests;

public sealed class FeedbackReportTests
{
    private static readonly MimeMessage Original = MimeMessage.Parse("From: gil@example.com\r\nSubject: Earn money\r\n\r\nSpam Spam Spam\r\n"u8.ToArray());

    private static readonly FeedbackReport Complaint = new()
    {
        Text = "신고가 들어왔습니다.\r\n",
        FeedbackType = "abuse",
        UserAgent = "SomeGenerator/1.0",
        OriginalEnvelopeId = "QQ1",
        OriginalMailFrom = "somespammer@example.net",
        OriginalRecipients = ["user@example.com", "other@example.com"],
        ArrivalDate = new DateTimeOffset(2005, 3, 8, 14, 0, 0, TimeSpan.FromHours(-5)),
        ReportingMta = new("dns", "mail.example.com"),
        SourceIp = IPAddress.Parse("192.0.2.1"),
        Incidents = 3,
        AuthenticationResults = ["mail.example.com; spf=fail smtp.mailfrom=somespammer@example.com"],
        ReportedDomains = ["example.net"],
        ReportedUris = ["http://example.net/earn_money.html", "mailto:user@example.com"],
        Extensions = ["Removal-Recipient: user@example.com"],
    };

    [Fact]
    public void A_report_is_read_as_it_was_written()
    {
        var message = MimeMessage.Parse((Complaint with { Original = Original }).ToMessage("abuse@example.com", "gil@example.net", "FW: Earn money").ToArray());

        Assert.Empty(message.Defects);
        Assert.Equal("feedback-report", message.Root.MediaType["report-type"]);
        Assert.True(FeedbackReport.TryRead(message, out var read));
        Assert.Equal(Original.ToArray(), read.Original!.ToArray());
        Assert.Equal(Complaint.OriginalRecipients, read.OriginalRecipients);
        Assert.Equal(Complaint.AuthenticationResults, read.AuthenticationResults);
        Assert.Equal(Complaint.ReportedDomains, read.ReportedDomains);
        Assert.Equal(Complaint.ReportedUris, read.ReportedUris);
        Assert.Equal(["Removal-Recipient: user@example.com"], read.Extensions.Select(field => field.ToString()));
        Assert.Equal(Complaint with
        {
            OriginalRecipients = read.OriginalRecipients,
            AuthenticationResults = read.AuthenticationResults,
            ReportedDomains = read.ReportedDomains,
            ReportedUris = read.ReportedUris,
            Extensions = read.Extensions,
            Original = read.Original,
        }, read);
    }

    [Fact]
    public void The_smallest_example_of_rfc_5965_is_read()
    {
        var message = MimeMessage.Parse(Encoding.ASCII.GetBytes("""
            From: <abusedesk@example.com>
            Date: Thu, 8 Mar 2005 17:40:36 EDT
            Subject: FW: Earn money
            To: <abuse@example.net>
            MIME-Version: 1.0
            Content-Type: multipart/report; report-type=feedback-report;
                 boundary="part1_13d.2e68ed54_boundary"

            --part1_13d.2e68ed54_boundary
            Content-Type: text/plain; charset="US-ASCII"

            This is an email abuse report.
            --part1_13d.2e68ed54_boundary
            Content-Type: message/feedback-report

            Feedback-Type: abuse
            User-Agent: SomeGenerator/1.0
            Version: 1

            --part1_13d.2e68ed54_boundary
            Content-Type: message/rfc822
            Content-Disposition: inline

            From: <somespammer@example.net>
            Subject: Earn money

            Spam Spam Spam
            --part1_13d.2e68ed54_boundary--
            """));

        Assert.True(FeedbackReport.TryRead(message, out var read));
        Assert.Equal(("abuse", "SomeGenerator/1.0", "Earn money", null, null), (read.FeedbackType, read.UserAgent, read.Original!.Subject, read.SourceIp, read.Incidents));
        Assert.Empty(read.Extensions);
    }

    [Fact]
    public void An_empty_sender_and_broken_values_are_left_out()
    {
        var part = new StatusPart("feedback-report", ["Feedback-Type: Abuse", "Original-Mail-From: <>", "Source-IP: nowhere", "Incidents: -1", "Arrival-Date: x"]);
        Assert.True(FeedbackReport.TryRead(MimeMessage.Parse(new MimeMessage(new Multipart("report", new TextPart("x"), part)).ToArray()), out var read));
        Assert.Equal(("abuse", null, null, null, null, null), (read.FeedbackType, read.UserAgent, read.OriginalMailFrom, read.SourceIp, read.Incidents, read.ArrivalDate));
        Assert.False(FeedbackReport.TryRead(Original, out _));
    }

    [Fact]
    public void A_report_without_what_it_must_have_is_not_written()
    {
        foreach (var bad in new[] { Complaint, Complaint with { Original = Original, UserAgent = null }, Complaint with { Original = Original, FeedbackType = "two words" } })
            Assert.Throws<InvalidOperationException>(() => bad.ToMessage("a@example.com", "b@example.com", "x"));
    }
}
