using System.Text;

namespace Pabal.Mime.Tests.FromPython;

/// <summary>The snippets of docs/from-python.md on email.utils, email.errors and imghdr.</summary>
public sealed class UtilityTests
{
    [Fact]
    public void Addresses()
    {
        // <addresses>
        Mailbox mailbox = Mailbox.Parse("\"Ann \\\"A.\\\" Lee\" <ann@example.com>");
        Assert.Equal("Ann \"A.\" Lee", mailbox.Name);
        Assert.Equal("\"Ann \\\"A.\\\" Lee\" <ann@example.com>", mailbox.ToString());
        Assert.True(AddressList.TryParse("ann@example.com, Team: bob@example.com;", out AddressList? list));
        Assert.Equal(2, list.Mailboxes.Count());
        Assert.False(AddressList.TryParse("alice@example.org)bob@example.com", out _));

        // Strict is what a person types; what a message holds is read as far as it goes.
        MimeMessage message = MimeMessage.Parse("Cc: ann@example.com, nonsense\n\n"u8.ToArray());
        Assert.Equal([true, false], message.Headers.Addresses("Cc").Mailboxes.Select(one => one.Address.IsValid));
        // </addresses>
    }

    [Fact]
    public void Dates()
    {
        // <dates>
        var date = new DateTimeOffset(2026, 11, 21, 9, 5, 0, TimeSpan.FromHours(9));
        Assert.Equal("Sat, 21 Nov 2026 09:05:00 +0900", MimeDate.Format(date));
        Assert.True(MimeDate.TryParse("Sat, 21 Nov 2026 09:05:00 +0900 (KST)", out DateTimeOffset read));
        Assert.Equal((date, 1795219500), (read, read.ToUnixTimeSeconds()));
        Assert.False(MimeDate.TryParse("tomorrow", out _));
        Assert.EndsWith(DateTimeOffset.Now.Offset < TimeSpan.Zero ? "-" : "+", MimeDate.Format(DateTimeOffset.Now)[..^4]);
        // </dates>
    }

    [Fact]
    public void Ids_and_parameters()
    {
        // <rest>
        var email = new Email { From = "ann@example.com", To = "bob@example.com", Text = "" };
        Assert.EndsWith("@example.com>", email.ToMessage().MessageId);      // the domain of From, never this machine's name

        MediaType type = MediaType.Parse("application/pdf; name*0*=utf-8''%EB%B3%B4; name*1=\"go.pdf\"");
        Assert.Equal("보go.pdf", type["name"]);
        MimePart part = new BinaryPart("application/pdf", "%PDF-1.7"u8.ToArray());
        part = part.With(part.MediaType.With("title", "보고서"));
        Assert.Contains("title*=UTF-8''%EB%B3%B4%EA%B3%A0%EC%84%9C", Encoding.ASCII.GetString(part.Headers.Find("Content-Type")!.Raw.Span));
        // </rest>
    }

    [Fact]
    public void Defects()
    {
        // <errors>
        static IEnumerable<string> DefectsOf(string raw) => MimeMessage.Parse(Encoding.UTF8.GetBytes(raw)).Defects.Select(defect => defect.Id);

        Assert.Contains("missing-boundary", DefectsOf("Content-Type: multipart/mixed\n\n"));
        Assert.Contains("missing-start-boundary", DefectsOf("Content-Type: multipart/mixed; boundary=b\n\nno parts"));
        Assert.Contains("missing-end-boundary", DefectsOf("Content-Type: multipart/mixed; boundary=b\n\n--b\n\n"));
        Assert.Contains("leading-continuation", DefectsOf(" continues nothing\nSubject: Hello\n\n"));
        Assert.Contains("unindented-line", DefectsOf("Subject: Hello\nFrom ann@example.com Sat Nov 21 00:05:00 2026\nTo: bob@example.com\n\n"));
        Assert.Contains("missing-blank-line", DefectsOf("Subject: Hello\nHow are you?"));
        Assert.Contains("encoded-composite", DefectsOf("Content-Type: multipart/mixed; boundary=b\nContent-Transfer-Encoding: base64\n\n--b\n\n--b--\n"));
        Assert.Contains("bad-base64", DefectsOf("Content-Transfer-Encoding: base64\n\nYQ"));
        Assert.Contains("bad-address", DefectsOf("To: nobody\n\n"));
        Assert.Contains("bad-content-type", DefectsOf("Content-Type:\n\n"));
        Assert.Contains("bad-parameter", DefectsOf("Content-Type: text/plain; charset\n\n"));
        Assert.Contains("bad-message-id", DefectsOf("Message-ID: one\n\n"));
        Assert.Contains("bad-date", DefectsOf("Date: tomorrow\n\n"));
        Assert.Contains("control-character", DefectsOf("Subject: \a\n\n"));

        var latin = MimeMessage.Parse(Encoding.Latin1.GetBytes("Subject: née\n\n"));
        Assert.Contains(latin.Defects, defect => defect is { Id: "bad-header-charset", Offset: 0 or > 0, RfcSection: "RFC 6532 3.2" });

        // Reading throws nothing for what a mail holds. Writing refuses at once, and says why.
        Assert.Throws<ArgumentException>(() => new HeaderField("Subject", "a\nb"));
        Assert.Throws<FormatException>(() => MediaType.Parse("text"));
        Assert.Throws<FormatException>(() => EmailAddress.Parse("nobody"));
        Assert.True(EmailAddress.Parse("길동@example.com").RequiresUtf8);
        // </errors>
    }

    [Fact]
    public void Pictures()
    {
        // <imghdr>
        (string Type, byte[] Content)[] pictures =
        [
            ("image/jpeg", [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, .. "JFIF\0"u8]),
            ("image/jpeg", [0xFF, 0xD8, 0xFF, 0xE2, 0, 16, .. "ICC_PROFILE"u8]),      // imghdr.what: None
            ("image/png", [0x89, .. "PNG\r\n\u001a\n"u8]),
            ("image/gif", [.. "GIF89a"u8]),
            ("image/tiff", [.. "MM\0*"u8]),
            ("image/sgi", [0x01, 0xDA, 1, 1, 0, 3, 0, 8]),
            ("image/x-portable-bitmap", [.. "P4 8 1\n\0"u8]),
            ("image/x-portable-graymap", [.. "P5 1 1 255\n\0"u8]),
            ("image/x-portable-pixmap", [.. "P6 1 1 255\n\0\0\0"u8]),
            ("image/x-sun-raster", [0x59, 0xA6, 0x6A, 0x95]),
            ("image/x-xbitmap", [.. "#define a_width 8\n#define a_height 8\n"u8]),
            ("image/bmp", [.. "BM"u8, .. new byte[12], 40, 0, 0, 0]),
            ("image/webp", [.. "RIFF\0\0\0\0WEBP"u8]),
            ("image/x-exr", [.. "v/1"u8, 1]),
        ];
        foreach (var (type, content) in pictures)
            Assert.Equal(type, ContentSniffer.Detect(content).Name);

        // A few letters make no picture.
        Assert.Equal("text/plain", ContentSniffer.Detect("BMW, P1 and MMX"u8).Name);
        // </imghdr>
    }
}
