using System.Text;

namespace Pabal.Mime.Tests.Reading;

public sealed class StoreWritingTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("pabal-maildir-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static async Task<(string Box, List<MboxMessage> Read)> ThroughAsync(params MimeMessage[] messages)
    {
        var box = new MemoryStream();
        await Mbox.WriteAsync(box, messages, Cancel);
        box.Position = 0;
        var read = new List<MboxMessage>();
        await foreach (var entry in Mbox.ReadAsync(box, cancellationToken: Cancel))
            read.Add(entry);
        return (Encoding.UTF8.GetString(box.ToArray()), read);
    }

    [Theory]
    [InlineData("text\n")]
    [InlineData("From here\n>From there\n>>From everywhere\nFrom\n>Fromage\n> From\n>\nFro")]
    [InlineData("no line end")]
    [InlineData("two empty lines\n\n\n")]
    [InlineData("From ")]
    [InlineData(">>>")]
    [InlineData("a\rFrom b\r\r\nFrom c\r")]
    [InlineData("")]
    public async Task What_is_written_into_an_mbox_is_read_from_it(string body)
    {
        var message = Mail.Parse("From: a@b.test", "Subject: 1", "", body.Replace("\n", "\r\n", StringComparison.Ordinal));
        var (box, read) = await ThroughAsync(message, message);

        Assert.Equal(2, read.Count);
        var expected = "From: a@b.test\nSubject: 1\n\n" + body;
        Assert.All(read, entry => Assert.Equal(expected.EndsWith('\n') ? expected : expected + "\n", Mail.Text(entry.Message.ToArray())));
        Assert.Contains("\n\nFrom a@b.test ", box, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_line_before_a_message_says_who_and_when()
    {
        var (box, read) = await ThroughAsync(
            Mail.Parse("Return-Path: <bounce@example.com>", "Received: by mx; Sat, 21 Nov 2026 09:05:00 +0900", "Date: Fri, 20 Nov 2026 00:00:00 +0000", "From: ann@example.com", "", "x"),
            Mail.Parse("Return-Path: <>", "Date: Fri, 6 Nov 2026 00:00:00 +0000", "", "x"));
        Assert.StartsWith("From bounce@example.com Sat Nov 21 00:05:00 2026\n", box, StringComparison.Ordinal);
        Assert.Equal(["bounce@example.com", "MAILER-DAEMON"], read.Select(entry => entry.Sender));
        Assert.Equal(new DateTimeOffset(2026, 11, 6, 0, 0, 0, TimeSpan.Zero), read[1].Received);
    }

    [Fact]
    public async Task A_sender_can_not_break_the_line()
    {
        var box = new MemoryStream();
        await Mbox.WriteAsync(box, [new MboxMessage("a b\nFrom x", DateTimeOffset.UnixEpoch, Mail.Parse("", "x"))], Cancel);
        Assert.StartsWith("From abFromx Thu Jan 1 00:00:00 1970\n", Encoding.ASCII.GetString(box.ToArray()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_in_pieces_of_any_size_is_quoted_the_same()
    {
        var lines = string.Concat(Enumerable.Range(0, 40_000).Select(i => i % 3 == 0 ? "From x\r\n" : ">>>>From y\r\n"));
        var (_, read) = await ThroughAsync(Mail.Parse("From: a@b.test", "", lines));
        Assert.Equal(lines.Replace("\r\n", "\n", StringComparison.Ordinal), read[0].Message.TextBody);
    }

    [Fact]
    public async Task A_delivered_message_is_new_until_it_has_flags()
    {
        var message = Mail.Parse("From: a@b.test", "Subject: 1", "", "x", "");
        var box = Path.Combine(folder, "box");
        var unseen = await Maildir.DeliverAsync(box, message, cancellationToken: Cancel);
        var seen = await Maildir.DeliverAsync(box, message, "SRS", cancellationToken: Cancel);

        Assert.Equal("new", Path.GetFileName(Path.GetDirectoryName(unseen)));
        Assert.EndsWith(":2,RS", seen, StringComparison.Ordinal);
        Assert.DoesNotContain(Environment.MachineName, unseen, StringComparison.OrdinalIgnoreCase);
        Assert.Empty(Directory.GetFiles(Path.Combine(box, "tmp")));
        var flags = new List<string>();
        await foreach (var entry in Maildir.ReadAsync(box, cancellationToken: Cancel))
        {
            Assert.Equal(message.ToArray(), entry.Message.ToArray());
            flags.Add(entry.Flags);
        }
        Assert.Equal(["", "RS"], flags.Order());
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.Combine(box, "new")));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(unseen));
        }
    }

    [Fact]
    public async Task A_delivery_that_fails_leaves_nothing()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Maildir.DeliverAsync(folder, Mail.Parse("", "x"), "S/../x", cancellationToken: Cancel));
        var gone = Attachment.FromStream("x", new MemoryStream());
        var message = new Email { From = "a@b.test", Attachments = [gone] }.ToMessage();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Maildir.DeliverAsync(folder, message, cancellationToken: cancelled.Token));
        Assert.Empty(Directory.GetFiles(folder, "*", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData("short")]
    [InlineData(" begins with a space")]
    [InlineData("From here")]
    [InlineData("> quoted, and so long that it has to be broken into several lines, each of which is quoted again by its own sign")]
    [InlineData(">> twice\n> once\nnone")]
    [InlineData("-- \nsignature")]
    [InlineData("a paragraph that is so long that it has to be broken, with  two   spaces and more     in between, and averyveryveryveryveryveryveryveryveryveryveryveryveryveryverylongword in it")]
    [InlineData("한국어 문단도 길면 여러 줄로 나뉘어야 하고, 다시 이으면 처음과 같아야 합니다. 그래서 이 문단은 일흔두 글자보다 길게 썼습니다. 이만하면 되었습니다.")]
    [InlineData("-- averyveryveryveryveryveryveryveryveryveryveryveryveryveryveryveryveryveryverylongword")]
    [InlineData("")]
    public void Flowed_text_is_joined_again(string text)
    {
        var part = TextPart.Flowed(text);
        Assert.Equal("flowed", part.MediaType["format"]);
        Assert.Equal(text, part.FlowedText.ReplaceLineEndings("\n"));
        Assert.All(part.Text.Split("\r\n"), line => Assert.True(line.Length <= 78 || !line.TrimEnd().Contains(' ') || line.StartsWith("-- ", StringComparison.Ordinal), line));
    }

    [Fact]
    public void Flowed_lines_look_as_rfc_3676_has_them() =>
        Assert.Equal("> `Take some more tea,' the March Hare said to Alice, very earnestly and \r\n> with pleasure.\r\n\r\n From here", TextPart.Flowed(
            "> `Take some more tea,' the March Hare said to Alice, very earnestly and with pleasure.\n\nFrom here").Text);
}
