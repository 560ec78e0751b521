using System.Buffers;
using System.Text;
using Pabal.Smtp.Wire;

namespace Pabal.Smtp.Tests.Wire;

public sealed class DotReaderTests
{
    [Theory]
    [InlineData(".\r\n", "")]
    [InlineData("\r\n.\r\n", "\r\n")]
    [InlineData("a\r\n.\r\n", "a\r\n")]
    [InlineData("..first\r\n.\r\n", ".first\r\n")]
    [InlineData("..\r\n.\r\n", ".\r\n")]
    [InlineData("...\r\n.\r\n", "..\r\n")]
    [InlineData(".x\r\n.\r\n", "x\r\n")]
    [InlineData(".\0\r\n.\r\n", "\0\r\n")]
    [InlineData("a.\r\n.\r\n", "a.\r\n")]
    [InlineData("a\r\n. \r\n.\r\n", "a\r\n \r\n")]
    [InlineData("a\r\n\0.\r\n.\r\n", "a\r\n\0.\r\n")]
    [InlineData("a\r\n.\0\r\n.\r\n", "a\r\n\0\r\n")]
    [InlineData("a\r\n..\r\n..b\r\n\r\n.\r\n", "a\r\n.\r\n.b\r\n\r\n")]
    public void Content_ends_with_a_dot_alone_on_a_line_and_loses_one_dot_a_line(string wire, string content)
    {
        foreach (var cut in Cuts(wire.Length))
            Assert.Equal((content, false, true, wire.Length), Read(wire, cut, normalize: false));
    }

    /// <summary>All that has ever been taken for an end of data, followed by a command in waiting.</summary>
    [Theory]
    [InlineData("a\n.\n")]
    [InlineData("a\n.\r\n")]
    [InlineData("a\r\n.\n")]
    [InlineData("a\r.\r")]
    [InlineData("a\r.\r\n")]
    [InlineData("a\r\n.\r")]
    [InlineData("a\n.\r")]
    [InlineData("a\r.\n")]
    [InlineData("a\r\n.\r\r\n")]
    [InlineData("a\n\n.\r\n")]
    [InlineData("a\r\r.\r\n")]
    [InlineData("\n.\r\n")]
    [InlineData(".\n")]
    [InlineData(".\r.\r\n")]
    public void Nothing_else_ends_the_content_and_a_bare_newline_is_noted(string smuggled)
    {
        var wire = smuggled + "MAIL FROM:<evil@example.com>\r\n.\r\nQUIT\r\n";
        foreach (var cut in Cuts(wire.Length))
        {
            var (content, hasBareNewline, isComplete, taken) = Read(wire, cut, normalize: false);
            Assert.Contains("MAIL FROM", content, StringComparison.Ordinal);
            Assert.True(hasBareNewline);
            Assert.True(isComplete);
            Assert.Equal("QUIT\r\n", wire[taken..]);
        }
    }

    [Fact]
    public void A_CR_before_the_last_line_is_noted_though_the_content_ends_there()
    {
        const string wire = "a\r\r\n.\r\n";
        foreach (var cut in Cuts(wire.Length))
            Assert.Equal(("a\r\r\n", true, true, wire.Length), Read(wire, cut, normalize: false));
    }

    [Theory]
    [InlineData("a\nb\rc\r\n.\r\n", "a\r\nb\r\nc\r\n")]
    [InlineData("a\r\r\n.\r\n", "a\r\n\r\n")]
    [InlineData("a\n.\nb\r\n.\r\n", "a\r\n.\r\nb\r\n")]
    [InlineData("a\n\r\n.\r\n", "a\r\n\r\n")]
    [InlineData("..\n.\r\n\r\n.\r\n", ".\r\n.\r\n\r\n")]
    [InlineData(".\rX\r\n.\r\n", "\r\nX\r\n")]
    [InlineData(".\n\r\n.\r\n", "\r\n\r\n")]
    public void Normalized_every_newline_becomes_CRLF(string wire, string content)
    {
        foreach (var cut in Cuts(wire.Length))
            Assert.Equal((content, true, true, wire.Length), Read(wire, cut, normalize: true));
    }

    [Fact]
    public void What_a_client_stuffs_comes_back_however_it_is_cut()
    {
        var random = new Random(20261);
        for (var round = 0; round < 300; round++)
        {
            var lines = Enumerable.Range(0, random.Next(6)).Select(_ => string.Concat(Enumerable.Range(0, random.Next(5)).Select(_ => ".a\0\x80"[random.Next(4)]))).ToArray();
            var content = string.Concat(lines.Select(line => line + "\r\n"));
            var wire = string.Concat(lines.Select(line => (line is ['.', ..] ? "." : "") + line + "\r\n")) + ".\r\n";
            foreach (var cut in Cuts(wire.Length))
                Assert.Equal((content, false, true, wire.Length), Read(wire, cut, normalize: false));
        }
    }

    [Fact]
    public void The_length_counts_the_message_and_not_its_transport()
    {
        var reader = new DotReader(normalize: false);
        reader.Read("..a\r\n\r\n.\r\n"u8, null);
        Assert.Equal(".a\r\n\r\n".Length, reader.Length);
    }

    // Every pair of cuts, of which one may be none.
    private static IEnumerable<(int First, int Second)> Cuts(int length) =>
        from first in Enumerable.Range(0, length)
        from second in Enumerable.Range(first, length - first)
        select (first, second);

    private static (string Content, bool HasBareNewline, bool IsComplete, int Taken) Read(string wire, (int First, int Second) cut, bool normalize)
    {
        var bytes = Encoding.Latin1.GetBytes(wire);
        var output = new ArrayBufferWriter<byte>();
        var reader = new DotReader(normalize);
        var taken = 0;
        foreach (var (start, end) in new[] { (0, cut.First), (cut.First, cut.Second), (cut.Second, bytes.Length) })
        {
            if (!reader.IsComplete)
                taken += reader.Read(bytes.AsSpan(start..end), output);
        }
        Assert.Equal(output.WrittenCount, reader.Length);
        return (Encoding.Latin1.GetString(output.WrittenSpan), reader.HasBareNewline, reader.IsComplete, taken);
    }
}
