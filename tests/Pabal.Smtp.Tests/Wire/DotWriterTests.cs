using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using Pabal.Smtp.Wire;

namespace Pabal.Smtp.Tests.Wire;

public sealed class DotWriterTests
{
    public static TheoryData<string, string> Contents => new()
    {
        { "", ".\r\n" },
        { "a", "a\r\n.\r\n" },
        { "a\r\n", "a\r\n.\r\n" },
        { "a\n", "a\r\n.\r\n" },
        { "a\r", "a\r\n.\r\n" },
        { "\r\n", "\r\n.\r\n" },
        { ".", "..\r\n.\r\n" },
        { ".\r\n", "..\r\n.\r\n" },
        { "..\r\n", "...\r\n.\r\n" },
        { ".a\r\n.b\r\n", "..a\r\n..b\r\n.\r\n" },
        { "a.\r\nb.", "a.\r\nb.\r\n.\r\n" },
        { "l1\n.\nl2", "l1\r\n..\r\nl2\r\n.\r\n" },
        { "l1\r.\rl2", "l1\r\n..\r\nl2\r\n.\r\n" },
        { "l1\r\n.\rl2", "l1\r\n..\r\nl2\r\n.\r\n" },
        { "l1\r\r\n.\r\nl2", "l1\r\n\r\n..\r\nl2\r\n.\r\n" },
        { "l1\n\r.\r\n", "l1\r\n\r\n..\r\n.\r\n" },
        { "l1\r\n.\r\r\nl2", "l1\r\n..\r\n\r\nl2\r\n.\r\n" },
        { "a\0b\r\nÿ", "a\0b\r\nÿ\r\n.\r\n" },
        { "plain\r\nlines\r\n\r\nand more\r\n", "plain\r\nlines\r\n\r\nand more\r\n.\r\n" },
    };

    [Theory]
    [MemberData(nameof(Contents))]
    public async Task Line_ends_become_crlf_and_dots_at_line_starts_are_doubled(string content, string expected) =>
        Assert.Equal(expected, await WrittenAsync([content]));

    [Theory]
    [MemberData(nameof(Contents))]
    public async Task The_result_is_the_same_however_the_content_is_cut(string content, string expected)
    {
        for (var cut = 0; cut <= content.Length; cut++)
        {
            for (var next = cut; next <= content.Length; next++)
                Assert.Equal(expected, await WrittenAsync([content[..cut], content[cut..next], content[next..]]));
        }
        Assert.Equal(expected, await WrittenAsync(content.Select(c => c.ToString())));
    }

    [Fact]
    public async Task It_can_be_written_through_its_own_memory_as_well()
    {
        using var stream = new MemoryStream();
        var dots = new DotWriter(PipeWriter.Create(stream));
        dots.Write("one\n.two"u8);
        ".\r"u8.CopyTo(dots.GetSpan(100_000));
        dots.Advance(2);
        await dots.FlushAsync(TestContext.Current.CancellationToken);
        dots.Write("\nthree"u8);
        dots.Finish();
        await dots.FlushAsync(TestContext.Current.CancellationToken);
        Assert.Equal("one\r\n..two.\r\nthree\r\n.\r\n", Encoding.Latin1.GetString(stream.ToArray()));
        Assert.Equal(8 + 2 + 6, dots.Written);
    }

    [Fact]
    public async Task Memory_stays_constant_however_large_the_content_is()
    {
        var dots = new DotWriter(PipeWriter.Create(Stream.Null));
        var block = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(".a line of the content, of ordinary length\r\n", 50_000)));
        await dots.WriteAsync(block, TestContext.Current.CancellationToken);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 60; i++)
            await dots.WriteAsync(block, TestContext.Current.CancellationToken);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, block.Length);
        Assert.Equal(61L * block.Length, dots.Written);
    }

    private static async Task<string> WrittenAsync(IEnumerable<string> pieces)
    {
        using var stream = new MemoryStream();
        var dots = new DotWriter(PipeWriter.Create(stream));
        foreach (var piece in pieces)
            await dots.WriteAsync(Encoding.Latin1.GetBytes(piece), TestContext.Current.CancellationToken);
        dots.Finish();
        await dots.FlushAsync(TestContext.Current.CancellationToken);
        return Encoding.Latin1.GetString(stream.ToArray());
    }
}
