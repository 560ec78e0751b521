using System.Text;
using Pabal.Mime.Tests.Reading;

namespace Pabal.Mime.Tests;

/// <summary>A mail saved as a file goes as a message if it may, as a file if it may not, and byte for byte in either case.</summary>
public sealed class AttachedMessageTests
{
    private static readonly byte[] Saved = Mail.Crlf("Received: from x by y; Sat, 21 Nov 2026 09:05:00 +0900", "From: ann@example.com", "Date: Sat, 21 Nov 2026 09:05:00 +0900",
        "Message-ID: <1@example.com>", "Content-Type: multipart/mixed; boundary=b", "", "--b", "", "text", "--b--", "");

    private static MimeMessage Send(Attachment file) =>
        MimeMessage.Parse(new Email { From = "gil@example.com", To = "ann@example.com", Text = "here", Attachments = [file] }.ToMessage().ToArray());

    private static byte[] With(string line) => [.. Saved.AsSpan(0, Saved.AsSpan().IndexOf("--b"u8)), .. Encoding.Latin1.GetBytes(line), .. "\r\n--b\r\n\r\ntext\r\n--b--\r\n"u8];

    [Fact]
    public void A_saved_mail_is_sent_as_a_message()
    {
        var message = Send(Attachment.FromBytes("보낸 메일.eml", Saved));
        var part = Assert.IsType<MessagePart>(message.Attachments.Single());
        Assert.Equal(("message/rfc822", "7bit", "attachment", "보낸 메일.eml"), (part.MediaType.Name, part.TransferEncoding, part.Disposition, part.FileName));
        Assert.Equal(Saved, part.Content);
        Assert.Equal("<1@example.com>", part.Message.MessageId);
        Assert.Empty(message.Defects);
    }

    [Fact]
    public void A_file_is_taken_for_what_it_holds()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory().FullName, "a.eml");
        File.WriteAllBytes(path, Saved);
        Assert.Equal(Saved, Assert.IsType<MessagePart>(Send(Attachment.FromFile(path)).Attachments.Single()).Content);
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }

    [Theory]
    [InlineData("\u00e9")]
    [InlineData("a\nb")]
    [InlineData("a\rb")]
    [InlineData("a\0b")]
    [InlineData(null)]
    public void What_can_not_travel_as_it_is_goes_as_a_file(string? line)
    {
        var saved = With(line ?? new string('x', 999));
        foreach (var file in new[] { Attachment.FromBytes("a.eml", saved), Attachment.FromBytes("a.eml", saved) with { MediaType = MediaType.Parse("message/rfc822") } })
        {
            var part = Assert.IsType<BinaryPart>(Send(file).Attachments.Single());
            Assert.Equal(("application/octet-stream", "base64"), (part.MediaType.Name, part.TransferEncoding));
            Assert.Equal(saved, part.Content);
        }
    }

    [Fact]
    public void A_line_of_998_octets_is_no_hindrance() => Assert.IsType<MessagePart>(Send(Attachment.FromBytes("a.eml", With(new string('x', 998)))).Attachments.Single());

    [Fact]
    public void A_stream_that_can_be_read_once_goes_as_a_file()
    {
        var part = Send(Attachment.FromStream("a.eml", new OnceStream(Saved))).Attachments.Single();
        Assert.Equal(("application/octet-stream", "base64"), (part.MediaType.Name, part.TransferEncoding));
        Assert.Equal(Saved, part.Content);
    }

    [Theory]
    [InlineData("a.eml", "From: a@x.test\nSubject: x\n\nbody", "message/rfc822")]
    [InlineData("a.eml", "Received: x\n\ty\n\n", "message/rfc822")]
    [InlineData("a.eml", "Subject: x\n\nbody", "text/plain")]
    [InlineData("a.eml", "From: a@x.test\nno header\n\n", "text/plain")]
    [InlineData("a.eml", "From: a@x.test\n", "text/plain")]
    [InlineData("a.eml", "just text", "text/plain")]
    [InlineData("a.txt", "From: Bob\nDate: Monday\nSubject: lunch\n\nAt one?", "text/plain")]
    [InlineData("a", "From: a@x.test\nDate: 1 Jan 2026 00:00 GMT\nMessage-ID: <1@x>\n\nbody", "message/rfc822")]
    [InlineData("a.pdf", "Received: x\nFrom: a@x.test\nDate: 1 Jan 2026 00:00 GMT\n\n", "message/rfc822")]
    public void A_message_is_known_by_its_header(string fileName, string content, string type) =>
        Assert.Equal(type, ContentSniffer.Detect(Encoding.ASCII.GetBytes(content), fileName).Name);

    [Theory]
    [InlineData("=?utf-8?Q?trap?=.txt")]
    [InlineData("a =?utf-8?B?7ZWc?= b")]
    [InlineData("half =?")]
    public void A_file_name_that_looks_encoded_is_read_back_as_it_is(string name)
    {
        var message = Send(Attachment.FromBytes(name, "x"u8.ToArray()));
        Assert.Equal(name, message.Attachments.Single().FileName);
        Assert.Equal(name, message.Attachments.Single().MediaType["name"]);
        Assert.Contains("filename*=UTF-8''", Mail.Text(message.ToArray()), StringComparison.Ordinal);
    }

    private sealed class OnceStream(byte[] content) : MemoryStream(content)
    {
        public override bool CanSeek => false;
    }
}
