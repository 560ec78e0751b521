using System.IO.Pipelines;
using System.Text;

namespace Pabal.Mime.Tests.FromPython;

/// <summary>The snippets of docs/from-python.md on email, email.parser and email.feedparser.</summary>
public sealed class ReadingTests
{
    [Fact]
    public async Task Messages_from_anywhere()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var path = Path.GetTempFileName();
        // <package>
        var bytes = "From: Ann <ann@example.com>\nSubject: Hello\n\nIt is me.\n"u8.ToArray();
        MimeMessage message = MimeMessage.Parse(bytes);
        Assert.Equal("Hello", message.Subject);

        // Text that holds a message is its bytes in UTF-8.
        var text = "Subject: 안녕\n\n";
        Assert.Equal("안녕", MimeMessage.Parse(Encoding.UTF8.GetBytes(text)).Subject);

        await File.WriteAllBytesAsync(path, bytes, cancellationToken);
        MimeMessage opened = await MimeMessage.OpenAsync(path, cancellationToken: cancellationToken);
        Assert.Equal("It is me.\n", opened.TextBody);
        // </package>
        File.Delete(path);
    }

    [Fact]
    public async Task The_header_alone()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        using var stream = new MemoryStream("Subject: Hello\nX-Tag: 1\n\nthe rest"u8.ToArray());
        // <parser>
        MimeMessage header = MimeMessage.ParseHeader("Subject: Hello\nX-Tag: 1\n\nthe rest"u8.ToArray());
        Assert.Equal(["Subject", "X-Tag"], header.Headers.Select(field => field.Name));

        // From a stream no more is read than the header needs.
        MimeMessage opened = await MimeMessage.OpenHeaderAsync(stream, cancellationToken: cancellationToken);
        Assert.Equal("1", opened.Headers["X-Tag"]);

        // What a class and a policy are for in Python, limits are here: how much of a hostile message is taken apart.
        MimeMessage limited = MimeMessage.Parse("Subject: Hello\nX-Tag: 1\n\n"u8.ToArray(), new MimeLimits { MaxHeaders = 1 });
        Assert.Contains(limited.Defects, defect => defect.Id == "too-many-headers");
        // </parser>
    }

    [Fact]
    public async Task In_pieces_as_they_come()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        // <feedparser>
        var pipe = new Pipe();
        Task<MimeMessage> reading = MimeMessage.OpenAsync(pipe.Reader.AsStream(), cancellationToken: cancellationToken);
        await pipe.Writer.WriteAsync("Subject: He"u8.ToArray(), cancellationToken);          // feed
        await pipe.Writer.WriteAsync("llo\n\nIt is me."u8.ToArray(), cancellationToken);
        await pipe.Writer.CompleteAsync();                                                // close
        Assert.Equal("Hello", (await reading).Subject);
        // </feedparser>
    }
}
