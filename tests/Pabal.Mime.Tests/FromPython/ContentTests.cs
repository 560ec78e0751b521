using System.Text;

namespace Pabal.Mime.Tests.FromPython;

/// <summary>The snippets of docs/from-python.md on email.contentmanager, email.mime, email.encoders, email.iterators, email.base64mime and email.quoprimime.</summary>
public sealed class ContentTests
{
    [Fact]
    public void By_kind_of_part()
    {
        // <contentmanager>
        var forwarded = new Email { From = "ann@example.com", To = "bob@example.com", Subject = "Hello", Text = "It is me." }.ToMessage();
        MimePart[] parts =
        [
            new TextPart("안녕"),
            new BinaryPart("application/pdf", "%PDF-1.7"u8.ToArray()),
            new MessagePart(forwarded),
            new StatusPart("delivery-status", ["Reporting-MTA: dns; mx.example.com"]),
        ];
        Assert.Equal(["안녕", "8 octets", "Hello", "dns; mx.example.com"], parts.Select(Told));

        static string? Told(MimePart part) => part switch
        {
            TextPart text => text.Text,
            MessagePart message => message.Message.Subject,
            StatusPart status => status.Groups[0]["Reporting-MTA"],
            _ => $"{part.Content.Length} octets",
        };
        // </contentmanager>
    }

    [Fact]
    public void Classes()
    {
        // <mime>
        var text = new TextPart("안녕");
        var page = new TextPart("<p>안녕</p>", "html");
        var picture = new BinaryPart("image/png", new byte[] { 0x89, 0x50, 0x4E, 0x47 });
        var sound = new BinaryPart("audio/ogg", "OggS"u8.ToArray());
        var table = new BinaryPart(new MediaType("application", "vnd.ms-excel"), "..."u8.ToArray());
        var letter = new MessagePart(MimeMessage.Parse("Subject: Hello\n\n"u8.ToArray()));
        var whole = new Multipart("mixed", new Multipart("alternative", text, page), picture, sound, table, letter);
        Assert.Equal(5, whole.Parts.Length);

        // A file with a name is an attachment; its type follows from its content.
        var file = Attachment.FromBytes("사진", new byte[] { 0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A });
        MimeMessage message = new Email { From = "ann@example.com", To = "bob@example.com", Text = "", Attachments = [file] }.ToMessage();
        Assert.Equal(("image/png", "사진"), (message.Attachments[0].MediaType.Name, message.Attachments[0].FileName));
        Assert.Equal("image/png", ContentSniffer.Detect(message.Attachments[0].Content.Span).Name);
        // </mime>
    }

    [Fact]
    public void Transfer_encodings()
    {
        // <encoders>
        Assert.Equal("7bit", new TextPart("plain").TransferEncoding);
        Assert.Equal("quoted-printable", new TextPart("mostly plain, née so").TransferEncoding);
        Assert.Equal("base64", new TextPart("거의 다 한글입니다").TransferEncoding);
        Assert.Equal("base64", new BinaryPart("image/gif", "GIF89a"u8.ToArray()).TransferEncoding);
        Assert.Equal("7bit", new MessagePart(MimeMessage.Parse("Subject: Hello\n\n"u8.ToArray())).TransferEncoding);
        // </encoders>
    }

    [Fact]
    public void Walks()
    {
        var text = new TextPart("one\ntwo");
        var parts = new Multipart("mixed", text, new BinaryPart("image/gif", "GIF89a"u8.ToArray()));
        var message = MimeMessage.Create(new Email { From = "ann@example.com", To = "bob@example.com" }, parts);
        // <iterators>
        Assert.Equal(["1 multipart/mixed", "1.1 text/plain", "1.2 image/gif"],
            message.Parts.Select(entry => $"{entry.Path} {entry.Part.MediaType.Name}"));

        // Parts of one type
        Assert.Single(message.Parts, entry => entry.Part.MediaType.Type == "image");

        // Lines of all texts
        Assert.Equal(["one", "two"], message.Parts.Select(entry => entry.Part).OfType<TextPart>()
            .SelectMany(part => part.Text.ReplaceLineEndings("\n").Split('\n')));
        // </iterators>
    }

    [Fact]
    public void Base64()
    {
        // <base64mime>
        byte[] bytes = [.. Enumerable.Repeat((byte)0, 100)];
        string encoded = Convert.ToBase64String(bytes, Base64FormattingOptions.InsertLineBreaks);
        Assert.Equal(bytes, Convert.FromBase64String(encoded));

        // Damaged as mail often is, it is read as part of a message: what can be decoded is kept, and the damage is named.
        MimeMessage message = MimeMessage.Parse("Content-Transfer-Encoding: base64\n\naGV*sbG8"u8.ToArray());
        Assert.Equal("hello"u8, message.Root.Content.Span);
        Assert.Contains(message.Defects, defect => defect.Id == "bad-base64");
        // </base64mime>
    }

    [Fact]
    public void Quoted_printable()
    {
        // <quoprimime>
        var part = new TextPart("née, and not much more");
        MimeMessage message = MimeMessage.Create(new Email { From = "ann@example.com", To = "bob@example.com" }, part);
        Assert.Contains("\r\n\r\nn=C3=A9e, and not much more", Encoding.ASCII.GetString(message.ToArray()));

        MimeMessage read = MimeMessage.Parse("Content-Transfer-Encoding: quoted-printable\n\nn=C3=A9=\ne"u8.ToArray());
        Assert.Equal("née"u8, read.Root.Content.Span);

        // The Q encoding of headers, both ways
        Assert.Equal("Subject: =?UTF-8?Q?Montr=C3=A9al-Centre?=\r\n"u8, new HeaderField("Subject", "Montréal-Centre").Raw.Span);
        Assert.Equal("née", MimeMessage.ParseHeader("Subject: =?utf-8?Q?n=C3=A9e?="u8.ToArray()).Subject);
        // </quoprimime>
    }
}
