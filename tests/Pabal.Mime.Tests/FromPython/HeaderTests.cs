using System.Text;

namespace Pabal.Mime.Tests.FromPython;

/// <summary>The snippets of docs/from-python.md on email.headerregistry, email.header and email.charset.</summary>
public sealed class HeaderTests
{
    [Fact]
    public void Addresses()
    {
        // <addresses>
        var ann = new Mailbox("Ann, Dr", "ann@한국.example");
        Assert.Equal("Ann, Dr", ann.Name);
        Assert.Equal(("ann", "한국.example"), (ann.Address.LocalPart, ann.Address.Domain));
        Assert.Equal("ann@xn--3e0b707e.example", ann.Address.ToString());
        Assert.Equal("\"Ann, Dr\" <ann@xn--3e0b707e.example>", ann.ToString());

        var team = new MailboxGroup("Team", ann, "bob@example.com");
        Assert.Equal("Team", team.Name);
        Assert.Equal(2, team.Members.Count);

        // A text is an address list too; a wrong one says what is wrong with it.
        AddressList list = "홍길동 <gil@example.com>, Team: bob@example.com;";
        Assert.Equal([1, 1], list.Select(entry => entry.Mailboxes.Count()));
        Assert.Throws<FormatException>(() => AddressList.Parse("ann@example.com, bob"));
        Assert.False(EmailAddress.TryParse("ann@example.com\r\nBcc: bob@example.com", out _, out string? reason));
        Assert.NotEmpty(reason);
        // </addresses>
    }

    [Fact]
    public void Typed_views()
    {
        // <views>
        MimeMessage message = MimeMessage.Parse("""
            From: Ann <ann@example.com>
            Sender: post@example.com
            To: Team: bob@example.com, carol@example.com;
            X-Approved-By: Dan <dan@example.com>
            X-Expires: Sat, 21 Nov 2026 09:05 KST
            Date: 21 Nov 26 00:05 GMT
            Message-ID: <two@example.com>
            References: <zero@example.com> <one@example.com>
            MIME-Version: 1.0
            Content-Type: image/png; name*=utf-8''%EA%B7%B8%EB%A6%BC.png
            Content-Disposition: inline; filename=a.png
            Content-Transfer-Encoding: BASE64


            """u8.ToArray());
        Assert.Equal("post@example.com", message.Sender?.Address.ToString());
        Assert.Equal(["bob@example.com", "carol@example.com"], message.To.Mailboxes.Select(mailbox => mailbox.Address.ToString()));
        Assert.Equal("Team", message.To.OfType<MailboxGroup>().Single().Name);
        Assert.Equal(new DateTimeOffset(2026, 11, 21, 0, 5, 0, TimeSpan.Zero), message.Date);
        Assert.Equal("<two@example.com>", message.MessageId);
        Assert.Equal(2, message.References.Length);
        Assert.Equal("1.0", message.Headers["MIME-Version"]);
        Assert.Empty(message.Defects);

        MimePart part = message.Root;
        Assert.Equal(("image", "png", "그림.png"), (part.MediaType.Type, part.MediaType.Subtype, part.MediaType["name"]));
        Assert.Equal(("inline", "a.png", "base64"), (part.Disposition, part.FileName, part.TransferEncoding));

        // The same for a field of any name: its user says how to read it.
        Assert.Equal("dan@example.com", message.Headers.Addresses("X-Approved-By").Mailboxes.Single().Address.ToString());
        Assert.True(MimeDate.TryParse(message.Headers["X-Expires"], out DateTimeOffset expires));
        Assert.Equal(9, expires.Offset.Hours);
        // </views>
    }

    [Fact]
    public void Typed_fields()
    {
        // <fields>
        HeaderField subject = new("Subject", "오늘 점심");
        HeaderField approved = HeaderField.Addresses("X-Approved-By", ["홍길동 <gil@example.com>"]);
        HeaderField expires = HeaderField.Date("X-Expires", new DateTimeOffset(2026, 11, 21, 9, 5, 0, TimeSpan.FromHours(9)));
        Assert.Equal("Subject: =?UTF-8?B?7Jik64qYIOygkOyLrA==?=\r\n"u8, subject.Raw.Span);
        Assert.Equal("X-Approved-By: =?UTF-8?B?7ZmN6ri464+Z?= <gil@example.com>\r\n"u8, approved.Raw.Span);
        Assert.Equal("X-Expires: Sat, 21 Nov 2026 09:05:00 +0900", expires.ToString());

        // By its name a field is checked too.
        Assert.Throws<ArgumentException>(() => new HeaderField("To", "nobody"));
        Assert.Throws<ArgumentException>(() => new HeaderField("Subject", "Hello\r\nBcc: everybody@example.com"));
        // </fields>
    }

    [Fact]
    public void Encoded_words()
    {
        // <header>
        var field = new HeaderField("Subject", "보고서 report 2026");
        Assert.Equal("Subject: =?UTF-8?B?67O06rOg7ISc?= report 2026\r\n"u8, field.Raw.Span);
        Assert.Equal("보고서 report 2026", field.Value);

        // A field that came from elsewhere, an IMAP server for one, is read like a message that has nothing else.
        var line = "Subject: =?euc-kr?B?uriw7Q==?= =?utf-8?Q?_?=\r\n =?utf-8?Q?report?="u8.ToArray();
        Assert.Equal("보고 report", MimeMessage.ParseHeader(line).Subject);

        // What looks like an encoded-word and is meant literally comes out as it went in.
        Assert.Equal("=?utf-8?Q?a?=", new HeaderField("Subject", "=?utf-8?Q?a?=").Value);
        // </header>
    }

    [Fact]
    public void Charsets()
    {
        // <charset>
        var korean = new TextPart("똠방각하", "plain", "ks_c_5601-1987");
        Assert.Equal("ks_c_5601-1987", korean.Charset);
        Assert.Equal("똠방각하", korean.Text);

        // The whole mail in another charset, header and body:
        var email = new Email { From = "ann@example.com", To = "bob@example.com", Subject = "안녕", Text = "본문", Charset = "euc-kr" };
        Assert.StartsWith("Subject: =?euc-kr?", Encoding.ASCII.GetString(email.ToMessage().Headers.Find("Subject")!.Raw.Span));

        // What the charset lacks is refused, never replaced.
        Assert.Throws<ArgumentException>(() => new TextPart("🐴", "plain", "euc-kr"));
        Assert.Throws<ArgumentException>(() => new TextPart("text", "plain", "no-such-charset"));

        // A charset that nobody knows: the bytes are yours.
        var own = new BinaryPart("text/plain; charset=x-own", "..."u8.ToArray());
        Assert.Equal("x-own", own.Charset);
        // </charset>
    }
}
