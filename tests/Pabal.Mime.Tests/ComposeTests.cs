using System.Text;

namespace Pabal.Mime.Tests;

public sealed class ComposeTests
{
    private static readonly byte[] Png = [0x89, .. "PNG\r\n\u001a\n"u8, 0, 0, 0, 13, .. "IHDR"u8, 0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0];

    private static readonly Email Simple = new() { From = "홍길동 <gil@example.com>", To = "ann@example.com", Subject = "안녕하세요", Text = "본문" };

    private static string Written(Email email) => Encoding.ASCII.GetString(email.ToMessage().ToArray());

    [Fact]
    public void What_no_server_misses_is_there_without_asking()
    {
        var message = Simple.ToMessage(new FixedClock());
        Assert.Equal("Sat, 21 Nov 2026 09:05:00 +0900", message.Headers["Date"]);
        Assert.Equal("1.0", message.Headers["MIME-Version"]);
        Assert.Matches("^<[a-z0-9]{24}@example\\.com>$", message.MessageId);
        // By chance the id, 24 random letters, can hold a short name.
        var withoutId = Encoding.ASCII.GetString(message.ToArray()).Replace(message.MessageId!, "", StringComparison.Ordinal);
        Assert.DoesNotContain(Environment.MachineName, withoutId, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Each_composition_has_its_own_id_and_one_message_keeps_it()
    {
        Assert.NotEqual(Simple.ToMessage().MessageId, Simple.ToMessage().MessageId);
        var message = Simple.ToMessage();
        Assert.Equal(message.ToArray(), message.ToArray());
    }

    [Fact]
    public void A_body_made_by_hand_brings_its_content_fields_and_no_others()
    {
        var body = MimeMessage.Parse("Subject: of old\r\nContent-Language: ko\r\nContent-Type: text/plain\r\n\r\nhello\r\n"u8.ToArray()).Root;
        var message = MimeMessage.Create(new Email { From = "gil@example.com", To = "ann@example.com", Subject = "new" }, body, new FixedClock());
        Assert.Equal(["From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Language", "Content-Type"], message.Headers.Select(field => field.Name));
        Assert.Equal(("new", "hello\r\n"), (message.Subject, MimeMessage.Parse(message.ToArray()).TextBody));
    }

    [Fact]
    public void A_mail_with_two_bodies_is_refused()
    {
        var body = new TextPart("hello");
        Assert.Throws<ArgumentException>(() => MimeMessage.Create(Simple, body));
        Assert.Throws<ArgumentException>(() => MimeMessage.Create(new Email { From = "gil@example.com", Attachments = [Attachment.FromBytes("a.txt", "a"u8.ToArray())] }, body));
    }

    [Fact]
    public void Bcc_is_never_written()
    {
        var text = Written(Simple with { Bcc = "secret@example.com" });
        Assert.DoesNotContain("secret", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Bcc", text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Everything_is_seven_bit_with_crlf_only_and_short_lines()
    {
        var text = Written(Simple with
        {
            Text = "한 줄\n둘\r셋\r\n" + new string('x', 3000),
            Html = "<p>본문</p>",
            Subject = string.Concat(Enumerable.Repeat("제목 title ", 40)),
            Attachments = [Attachment.FromBytes(string.Concat(Enumerable.Repeat("보고서 ", 30)) + ".png", Png)],
        });
        Assert.True(Ascii.IsValid(text));
        Assert.DoesNotContain('\n', text.Replace("\r\n", "", StringComparison.Ordinal));
        Assert.DoesNotContain('\r', text.Replace("\r\n", "", StringComparison.Ordinal));
        Assert.All(text.Split("\r\n"), line => Assert.InRange(line.Length, 0, 78));
    }

    [Fact]
    public void A_utf8_local_part_is_the_one_thing_written_in_utf8()
    {
        var message = (Simple with { To = "홍길동 <길동@example.com>" }).ToMessage();
        Assert.True(message.HasUtf8Header);
        Assert.Contains("<길동@example.com>", Encoding.UTF8.GetString(message.ToArray()), StringComparison.Ordinal);
        Assert.False(Simple.ToMessage().HasUtf8Header);
    }

    [Fact]
    public void Parts_are_nested_so_that_every_program_shows_the_best_it_can()
    {
        var email = Simple with
        {
            Html = "<img src=\"cid:logo.png\">",
            Attachments = [Attachment.FromBytes("logo.png", Png) with { ContentId = "logo.png" }, Attachment.FromBytes("보고서.png", Png)],
        };
        Assert.Equal("multipart/mixed(multipart/alternative(text/plain,multipart/related(text/html,image/png)),image/png)", Shape(email.ToMessage().Root));
        Assert.Equal("text/plain", Shape(Simple.ToMessage().Root));
        Assert.Equal("multipart/alternative(text/plain,text/html)", Shape((Simple with { Text = null, Html = "<p>text" }).ToMessage().Root));
        Assert.Equal("text/html", Shape((Simple with { Text = "", Html = "<p>text" }).ToMessage().Root));
        Assert.Equal("text/html", Shape((Simple with { Text = null, Html = "<p>" }).ToMessage().Root));
        Assert.Equal("multipart/mixed(image/png)", Shape((Simple with { Text = null, Attachments = [Attachment.FromBytes("a", Png)] }).ToMessage().Root));
    }

    [Fact]
    public void A_file_that_is_attached_twice_is_there_twice()
    {
        var file = Attachment.FromBytes("a.png", Png);
        Assert.Equal("multipart/mixed(text/plain,image/png,image/png)", Shape((Simple with { Attachments = [file, file] }).ToMessage().Root));
    }

    [Theory]
    [InlineData("text", null)]
    [InlineData(null, "<p>text</p>")]
    [InlineData("", "<p>text</p>")]
    [InlineData("text", "<p>text</p>")]
    [InlineData("본문이 한국어", null)]
    public void A_message_ends_in_a_line_end_so_that_what_is_saved_is_what_is_sent(string? text, string? html) =>
        Assert.EndsWith("\r\n", Written(Simple with { Text = text, Html = html }), StringComparison.Ordinal);

    [Fact]
    public void A_file_name_stands_in_both_forms()
    {
        var text = Written(Simple with { Attachments = [Attachment.FromBytes("한글.png", Png)] });
        Assert.Contains("name=\"=?UTF-8?B?7ZWc6riALnBuZw==?=\"", text, StringComparison.Ordinal);
        Assert.Contains("filename*=UTF-8''%ED%95%9C%EA%B8%80.png", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_decomposed_file_name_is_composed() =>
        Assert.Equal("한글.txt", Attachment.FromBytes("한글.txt".Normalize(NormalizationForm.FormD), Png).FileName);

    [Theory]
    [InlineData("a\"\r\nX-Inj: 1")]
    [InlineData("a\0b")]
    [InlineData("")]
    public void A_file_name_that_would_break_its_line_is_refused(string name) =>
        Assert.ThrowsAny<ArgumentException>(() => Attachment.FromBytes(name, Png));

    [Theory]
    [InlineData("Bcc: x@example.com")]
    [InlineData("Subject: again")]
    [InlineData("Content-Type: text/html")]
    [InlineData("MIME-Version: 2.0")]
    public void A_second_field_of_a_kind_that_may_stand_once_is_refused(string header) =>
        Assert.Throws<ArgumentException>(() => (Simple with { Headers = [header] }).ToMessage());

    [Fact]
    public void A_date_or_id_of_ones_own_stands_in_place_of_the_one_made()
    {
        var message = (Simple with { Headers = ["Date: Tue, 1 Jan 2030 00:00:00 +0000", "Message-ID: <mine@example.com>", "X-Team: 우리"] }).ToMessage();
        Assert.Equal("<mine@example.com>", message.MessageId);
        Assert.Single(message.Headers.FindAll("Date"));
        Assert.Equal("우리", message.Headers["X-Team"]);
    }

    [Fact]
    public void Text_travels_the_shortest_way_that_nothing_on_the_way_changes()
    {
        Assert.Contains("7bit", Written(Simple with { Text = "plain\n.dot\n" }), StringComparison.Ordinal);
        Assert.Contains("\r\n=46rom here", Written(Simple with { Text = "From here" }), StringComparison.Ordinal);
        Assert.Contains("quoted-printable", Written(Simple with { Text = "caf\u00e9 au lait, s'il vous pla\u00eet" }), StringComparison.Ordinal);
        Assert.Contains("Content-Transfer-Encoding: base64", Written(Simple with { Text = "한국어로만 쓴 본문" }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Streamed_and_in_memory_writing_give_the_same_bytes_and_the_length_is_known_before()
    {
        var content = new byte[200_001];
        new Random(1).NextBytes(content);
        var message = (Simple with { Attachments = [Attachment.FromBytes("a.bin", content), Attachment.FromStream("b.bin", new MemoryStream(content))] }).ToMessage();
        using var streamed = new MemoryStream();
        await message.WriteToAsync(streamed, TestContext.Current.CancellationToken);
        Assert.Equal(message.ToArray(), streamed.ToArray());
        Assert.Equal(message.Length, streamed.Length);
    }

    [Fact]
    public async Task A_gigabyte_is_written_in_constant_memory()
    {
        var message = (Simple with { Attachments = [Attachment.FromStream("big.bin", new Zeros(1 << 30))] }).ToMessage();
        // Both streams complete at once, so that all of it happens on this thread.
        var before = GC.GetAllocatedBytesForCurrentThread();
        await message.WriteToAsync(Stream.Null, TestContext.Current.CancellationToken);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 * 1024 * 1024);
    }

    [Fact]
    public void A_stream_that_can_be_read_once_says_so_the_second_time()
    {
        var message = (Simple with { Attachments = [Attachment.FromStream("a", new ReadOnce())] }).ToMessage();
        Assert.Null(message.Length);
        message.ToArray();
        Assert.Contains("only once", Assert.Throws<InvalidOperationException>(message.ToArray).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mail_without_a_sender_is_refused() => Assert.Throws<ArgumentException>(() => new Email { To = "a@b" }.ToMessage());

    private static string Shape(MimePart part) => part is Multipart multipart
        ? $"{part.MediaType.Name}({string.Join(',', multipart.Parts.Select(Shape))})"
        : part.MediaType.Name;

    private sealed class FixedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 11, 21, 0, 5, 0, TimeSpan.Zero);
        public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.CreateCustomTimeZone("KST", TimeSpan.FromHours(9), "KST", "KST");
    }

    private class Zeros(long length) : Stream
    {
        private long position;

        public override bool CanRead => true;
        public override bool CanSeek => true;
        public override bool CanWrite => false;
        public override long Length => length;
        public override long Position { get => position; set => position = value; }
        public override void Flush() { }
        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = (int)Math.Min(count, length - position);
            Array.Clear(buffer, offset, read);
            position += read;
            return read;
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = (int)Math.Min(buffer.Length, length - position);
            buffer.Span[..read].Clear();
            position += read;
            return ValueTask.FromResult(read);
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }

    private sealed class ReadOnce() : Zeros(10)
    {
        public override bool CanSeek => false;
    }
}
