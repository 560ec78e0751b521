using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Pabal.Mime.Tests.FromPython;

/// <summary>The snippets of docs/from-python.md on email.generator and email.policy.</summary>
public sealed class WritingTests
{
    [Fact]
    public async Task To_bytes_and_streams()
    {
        var message = new Email { From = "ann@example.com", To = "bob@example.com", Subject = "Hello", Text = "It is me." }.ToMessage();
        var cancellationToken = TestContext.Current.CancellationToken;
        // <generator>
        byte[] bytes = message.ToArray();
        string text = Encoding.UTF8.GetString(bytes);
        Assert.EndsWith("\r\n\r\nIt is me.\r\n", text);

        using var stream = new MemoryStream();
        await message.WriteToAsync(stream, cancellationToken);     // attachments are streamed, never whole in memory
        Assert.Equal(bytes, stream.ToArray());
        Assert.Equal(bytes.Length, message.Length);

        // For people, or for a log: the tree, the texts, sizes and digests as JSON.
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            message.WriteDocument(json);
            json.WriteEndObject();
        }
        Assert.StartsWith("{\"headers\":[{\"name\":\"From\",\"value\":\"ann@example.com\"}", Encoding.UTF8.GetString(buffer.WrittenSpan));
        // </generator>
    }

    [Fact]
    public void Line_ends()
    {
        var message = new Email { From = "ann@example.com", To = "bob@example.com", Text = "It is me." }.ToMessage();
        // <linesep>
        string unix = Encoding.UTF8.GetString(message.ToArray()).ReplaceLineEndings("\n");
        Assert.EndsWith("\n\nIt is me.\n", unix);

        // A message that was read keeps its line ends, and an edit takes them over.
        var read = MimeMessage.Parse(Encoding.UTF8.GetBytes(unix));
        Assert.DoesNotContain((byte)'\r', read.WithHeader("Subject: Hello").ToArray());
        // </linesep>
    }

    [Fact]
    public void Strictness()
    {
        // <defects>
        MimeMessage message = MimeMessage.Parse("Date: Sat, 21 Nov 2026 09:05:00 +0900\nSubject: no sender\n\n"u8.ToArray());
        foreach (MimeDefect defect in message.Defects)
            Assert.Equal("missing-from RFC 5322 3.6", $"{defect.Id} {defect.RfcSection}");
        Assert.Throws<InvalidDataException>(() =>
        {
            if (message.Defects is [var first, ..])
                throw new InvalidDataException(first.ToString());
        });

        // What is well-formed and still refused or shown wrong by the large providers is another question.
        Assert.Contains(message.Lint(), finding => finding.Severity == LintSeverity.Refused);
        // </defects>
    }

    [Fact]
    public void Unicode()
    {
        // <utf8>
        var email = new Email { From = "ann@example.com", To = "홍길동 <gil@한국.example>", Subject = "안녕", Text = "본문" };
        Assert.False(email.ToMessage().Is8Bit);      // encoded-words, A-labels, base64 or quoted-printable
        Assert.Equal("gil@xn--3e0b707e.example", email.To.Mailboxes.Single().Address.ToString());

        // UTF-8 appears in a header only where nothing else can say it, and the message knows.
        Assert.True((email with { To = "길동@example.com" }).ToMessage().HasUtf8Header);
        // </utf8>
    }
}
