namespace Pabal.Mime.Tests.FromPython;

/// <summary>The snippets of docs/from-python.md on email.message.</summary>
public sealed class MessageTests
{
    // <raw>
    private static readonly byte[] Raw =
        """
        From: =?utf-8?B?7ZmN6ri464+Z?= <gil@example.com>
        To: Ann <ann@example.com>
        Subject: =?utf-8?B?7IKs7KeE?= 1
        Date: Sat, 21 Nov 2026 09:05:00 +0900
        Message-ID: <one@example.com>
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary="b"

        --b
        Content-Type: text/plain; charset=euc-kr; format=flowed
        Content-Transfer-Encoding: base64

        uru5rg==
        --b
        Content-Type: image/png
        Content-Disposition: attachment; filename*=utf-8''..%2F%EC%82%AC%EC%A7%84.png
        Content-Transfer-Encoding: base64

        iVBORw0KGgo=
        --b--

        """u8.ToArray();
    // </raw>

    [Fact]
    public void Fields()
    {
        // <fields>
        MimeMessage message = MimeMessage.Parse(Raw);
        Assert.Equal("사진 1", message.Headers["subject"]);
        Assert.Null(message.Headers["X-Tag"]);
        Assert.Equal(7, message.Headers.Count);
        Assert.Equal("Subject: =?utf-8?B?7IKs7KeE?= 1\n"u8, message.Headers.Find("Subject")!.Raw.Span);
        foreach (HeaderField field in message.Headers)
            Assert.NotEmpty($"{field.Name} is {field.Value}");

        // A message never changes; an edit is a new one, and every byte that it does not concern stays.
        MimeMessage tagged = message.WithHeaders(message.Headers.Add("X-Tag: a").Add("X-Tag: b"));
        Assert.Equal(["a", "b"], tagged.Headers.FindAll("X-Tag").Select(field => field.Value));
        Assert.Equal("사진 2", message.WithHeader(new HeaderField("Subject", "사진 2")).Subject);
        Assert.Null(message.WithoutHeader("Subject").Subject);
        Assert.Throws<ArgumentException>(() => new HeaderField("X-Tag: a\r\nBcc", "everybody@example.com"));
        // </fields>
        Assert.Equal(Raw, message.ToArray());
    }

    [Fact]
    public void Types()
    {
        // <types>
        MimeMessage message = MimeMessage.Parse(Raw);
        Assert.Equal("multipart/mixed", message.Root.MediaType.Name);
        Assert.Equal("b", message.Root.MediaType["boundary"]);

        MimePart text = message.Root.Children[0], picture = message.Root.Children[1];
        Assert.Equal(("text", "plain"), (text.MediaType.Type, text.MediaType.Subtype));
        Assert.Equal(["charset", "format"], text.MediaType.Parameters.Select(parameter => parameter.Key));
        Assert.Equal("euc-kr", text.Charset);
        Assert.Equal([null, "euc-kr", null], message.Parts.Select(entry => entry.Part.Charset));
        Assert.Equal("base64", text.TransferEncoding);

        Assert.Equal("attachment", picture.Disposition);
        Assert.Equal("../사진.png", picture.FileName);       // as the sender wrote it
        Assert.Equal("사진.png", picture.SafeFileName);      // to save it under

        // Another type, or one parameter more, less or other than before:
        MimePart named = picture.With(picture.MediaType.With("name", "그림.png"));
        Assert.Equal("그림.png", named.MediaType["name"]);
        MimePart bare = text.With(new MediaType("text", "plain", text.MediaType.Parameters.Where(parameter => parameter.Key != "format")));
        Assert.Equal("text/plain; charset=euc-kr", bare.MediaType.ToString());
        // </types>
    }

    [Fact]
    public void Content()
    {
        // <content>
        MimeMessage message = MimeMessage.Parse(Raw);
        Assert.Equal("본문", message.TextBody);
        Assert.Null(message.HtmlBody);
        Assert.True(message.Root is Multipart { Parts.Length: 2 });
        Assert.Equal(["1", "1.1", "1.2"], message.Parts.Select(entry => entry.Path));
        Assert.Equal("본문", ((TextPart)message.Root.Children[0]).Text);

        foreach (MimePart file in message.Attachments)
        {
            Assert.Equal([0x89, .. "PNG\r\n\u001a\n"u8], file.Content.ToArray());      // or file.OpenRead(), a stream
            Assert.Equal(8, file.Size);
        }
        Assert.Equal(Raw, message.ToArray());
        Assert.Empty(message.Defects);
        // </content>
    }

    [Fact]
    public void Mail()
    {
        // <make>
        var email = new Email
        {
            From = "홍길동 <gil@example.com>",
            To = ["Ann <ann@example.com>", "bob@example.com"],
            Subject = "사진",
            Text = "사진을 보냅니다.",
            Html = "<p>사진을 보냅니다. <img src=\"cid:logo\"></p>",
            Attachments =
            [
                Attachment.FromBytes("사진.png", new byte[] { 0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A }),
                Attachment.FromBytes("logo.gif", "GIF89a"u8.ToArray()) with { ContentId = "logo" },
            ],
            Headers = ["X-Tag: a"],
        };
        MimeMessage message = email.ToMessage();
        Assert.Equal(
            ["multipart/mixed", "multipart/alternative", "text/plain", "multipart/related", "text/html", "image/gif", "image/png"],
            message.Parts.Select(entry => entry.Part.MediaType.Name));
        // </make>
    }

    [Fact]
    public void Edits()
    {
        // <edit>
        MimeMessage message = MimeMessage.Parse(Raw);
        MimeMessage retold = message.WithPart(message.Root.Children[0], new TextPart("다른 본문", "plain", "euc-kr"));
        Assert.Equal("다른 본문", retold.TextBody);

        MimeMessage without = message.WithoutPart(message.Attachments[0]);
        Assert.Empty(without.Attachments);

        MimeMessage more = message.WithAttachment(Attachment.FromBytes("b.txt", "b"u8.ToArray()));
        Assert.Equal(["../사진.png", "b.txt"], more.Attachments.Select(part => part.FileName));
        // </edit>
        Assert.EndsWith("iVBORw0KGgo=\n--b--\n", System.Text.Encoding.ASCII.GetString(retold.ToArray()));
    }

    [Fact]
    public void Trees()
    {
        // <tree>
        var page = new TextPart("<img src=\"cid:p@example.com\">", "html");
        MimePart picture = new BinaryPart("image/gif", "GIF89a"u8.ToArray());
        picture = picture.With(picture.Headers.Add("Content-ID: <p@example.com>").Add("Content-Disposition: inline"));
        var views = new Multipart("alternative", new TextPart("(a picture)"), new Multipart("related", page, picture));

        MimeMessage message = MimeMessage.Create(new Email { From = "ann@example.com", To = "bob@example.com" }, views);
        Assert.Equal("multipart/alternative", message.Root.MediaType.Name);
        Assert.Equal("p@example.com", message.InlineParts.Single().ContentId);

        // Its parts can be changed as those of any list can; what was alternative becomes mixed.
        Multipart longer = views.Insert(2, new TextPart("third")).RemoveAt(0).Replace(1, new TextPart("second"));
        Assert.Equal(["multipart/related", "text/plain"], longer.Parts.Select(part => part.MediaType.Name));
        Assert.Equal("multipart/mixed", longer.With("multipart/mixed").MediaType.Name);
        // </tree>
    }

    [Fact]
    public async Task Lines_of_mbox()
    {
        var file = "From ann@example.com Sat Nov 21 00:05:00 2026\nSubject: Hello\n\n>From here on\n"u8.ToArray();
        var cancellationToken = TestContext.Current.CancellationToken;
        // <mbox>
        await foreach (MboxMessage entry in Mbox.ReadAsync(new MemoryStream(file), cancellationToken: cancellationToken))
        {
            Assert.Equal("ann@example.com", entry.Sender);
            Assert.Equal(new DateTimeOffset(2026, 11, 21, 0, 5, 0, TimeSpan.Zero), entry.Received);
            Assert.Equal("From here on\n", entry.Message.TextBody);
        }
        // </mbox>
    }
}
