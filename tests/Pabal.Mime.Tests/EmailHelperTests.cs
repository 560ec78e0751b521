using System.Text;

namespace Pabal.Mime.Tests;

public sealed class EmailHelperTests
{
    private const string Ics = """
        BEGIN:VCALENDAR
        VERSION:2.0
        PRODID:-//example//EN
        METHOD:REQUEST
        BEGIN:VEVENT
        UID:1@example.com
        DTSTAMP:20261121T000000Z
        DTSTART:20261124T010000Z
        SUMMARY:주간 회의
        ORGANIZER:mailto:gil@example.com
        ATTENDEE;RSVP=TRUE:mailto:ann@exam
         ple.com
        END:VEVENT
        END:VCALENDAR
        """;

    private static readonly Email Simple = new() { From = "홍길동 <gil@example.com>", To = "ann@example.com", Subject = "안녕하세요", Text = "본문" };

    [Fact]
    public async Task An_invitation_stands_beside_the_text_and_is_attached()
    {
        var message = (Simple with { Html = "<p>본문", Invitation = new(Ics) }).ToMessage();

        var lines = await PythonReader.AskAsync(message, """
            for p in m.walk():
                print(p.get_content_type(), p.get_param('method'), p.get_content_charset(), p.get_content_disposition(), p.get_filename())
            calendar = [p for p in m.walk() if p.get_content_type() == 'text/calendar'][0]
            attached = [p for p in m.walk() if p.get_content_type() == 'application/ics'][0]
            print(calendar.get_content().encode() == attached.get_content(), b'METHOD:REQUEST\r\n' in attached.get_content())
            """);

        Assert.Equal(
        [
            "multipart/mixed None None None None",
            "multipart/alternative None None None None",
            "text/plain None utf-8 None None",
            "text/html None utf-8 None None",
            "text/calendar REQUEST utf-8 None None",
            "application/ics REQUEST None attachment invite.ics",
            "True True",
        ], lines);
        var calendar = Assert.IsType<TextPart>(message.Parts.Single(part => part.Part.MediaType.Is("text", "calendar")).Part);
        Assert.Equal(Ics.ReplaceLineEndings("\r\n") + "\r\n", Encoding.UTF8.GetString(calendar.Content.Span));
        Assert.Equal(calendar.Content.ToArray(), message.Attachments.Single(part => part.FileName == "invite.ics").Content.ToArray());
    }

    [Fact]
    public void The_method_is_the_calendars_own_and_no_other_is_taken()
    {
        Assert.Equal("REQUEST", new CalendarInvitation("request", Ics).Method);
        Assert.Contains("METHOD:REQUEST", Assert.Throws<ArgumentException>(() => new CalendarInvitation("CANCEL", Ics)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("METHOD:REQUEST\n", "", "no METHOD")]
    [InlineData("METHOD:REQUEST", "METHOD:REQUEST\nMETHOD:CANCEL", "two METHOD")]
    [InlineData("UID:1@example.com\n", "", "UID")]
    [InlineData("ATTENDEE", "X-NOBODY", "ATTENDEE")]
    [InlineData("END:VCALENDAR", "", "no whole calendar")]
    [InlineData("BEGIN:VCALENDAR\n", "", "begins with")]
    [InlineData("END:VCALENDAR", "END:VCALENDAR\nBEGIN:VCALENDAR", "follows")]
    public void A_calendar_that_would_show_no_buttons_is_refused(string part, string instead, string reason)
    {
        var broken = Ics.ReplaceLineEndings("\n").Replace(part, instead, StringComparison.Ordinal);
        Assert.Contains(reason, Assert.Throws<ArgumentException>(() => new CalendarInvitation(broken)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_click_unsubscription_has_both_fields()
    {
        var message = (Simple with { Unsubscribe = new("https://news.example.com/u?id=7", "leave@example.com") { MailSubject = "leave 7" } }).ToMessage();

        Assert.Equal("<https://news.example.com/u?id=7>, <mailto:leave@example.com?subject=leave%207>", message.Headers["List-Unsubscribe"]);
        Assert.Equal("List-Unsubscribe=One-Click", message.Headers["List-Unsubscribe-Post"]);
        Assert.Equal("<https://news.example.com/u>", (Simple with { Unsubscribe = new("https://news.example.com/u") }).ToMessage().Headers["List-Unsubscribe"]);
    }

    [Theory]
    [InlineData("http://example.com/u")]
    [InlineData("/u")]
    [InlineData("https://user@example.com/")]
    [InlineData("mailto:a@example.com")]
    public void Unsubscription_by_anything_but_https_is_refused(string address) => Assert.Throws<ArgumentException>(() => new ListUnsubscribe(address));

    [Fact]
    public void A_web_address_can_not_leave_its_brackets() =>
        Assert.DoesNotContain('\n', (Simple with { Unsubscribe = new("https://example.com/>,<http://evil.test/\u0020\r\nX: y") }).ToMessage().Headers["List-Unsubscribe"]!);

    [Theory]
    [InlineData(EmailPriority.High, "1", "high", "urgent")]
    [InlineData(EmailPriority.Low, "5", "low", "non-urgent")]
    [InlineData(EmailPriority.Normal, null, null, null)]
    public void Priority_is_written_in_all_three_ways_that_programs_read(EmailPriority priority, string? x, string? importance, string? word)
    {
        var headers = (Simple with { Priority = priority }).ToMessage().Headers;
        Assert.Equal((x, importance, word), (headers["X-Priority"], headers["Importance"], headers["Priority"]));
    }

    [Fact]
    public void A_receipt_is_asked_for_and_a_thread_is_kept()
    {
        var message = MimeMessage.Parse((Simple with { ReadReceiptTo = "길동 <gil@example.com>", InReplyTo = ["<2@example.com>"], References = ["<1@example.com>", "<2@example.com>"] }).ToMessage().ToArray());

        Assert.Equal("길동 <gil@example.com>", message.Headers["Disposition-Notification-To"]);
        Assert.Equal(["<2@example.com>"], message.InReplyTo);
        Assert.Equal(["<1@example.com>", "<2@example.com>"], message.References);
        Assert.Equal(["<2@example.com>"], (Simple with { InReplyTo = ["<2@example.com>"] }).ToMessage().References);
        Assert.Throws<ArgumentException>(() => (Simple with { InReplyTo = ["2@example.com"] }).ToMessage());
    }

    [Fact]
    public void What_a_property_writes_is_not_written_twice()
    {
        Assert.Throws<ArgumentException>(() => (Simple with { Priority = EmailPriority.High, Headers = ["X-Priority: 3"] }).ToMessage());
        Assert.Equal("3", (Simple with { Headers = ["X-Priority: 3"] }).ToMessage().Headers["X-Priority"]);
        Assert.Equal(["<1@example.com>"], (Simple with { InReplyTo = ["<2@example.com>"], Headers = ["References: <1@example.com>"] }).ToMessage().References);
    }
}
