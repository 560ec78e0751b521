using System.Buffers;
using System.Text;
using Pabal.Smtp.Wire;

namespace Pabal.Smtp.Tests.Wire;

public sealed class ChunkReaderTests
{
    [Theory]
    [InlineData("", "", false)]
    [InlineData("a\r\nb\r\n", "a\r\nb\r\n", false)]
    [InlineData(".\r\n..\r\n", ".\r\n..\r\n", false)]
    [InlineData("a\nb", "a\r\nb", true)]
    [InlineData("\n", "\r\n", true)]
    [InlineData("a\rb", "a\r\nb", true)]
    [InlineData("a\r", "a\r\n", true)]
    [InlineData("a\r\r\nb", "a\r\n\r\nb", true)]
    [InlineData("\r\n\r\n\n", "\r\n\r\n\r\n", true)]
    public void Line_ends_are_seen_wherever_chunks_and_blocks_are_cut(string content, string normal, bool isBare)
    {
        var octets = Encoding.Latin1.GetBytes(content);
        for (var cut = 0; cut <= octets.Length; cut++)
        {
            foreach (var (isBinary, normalize) in new[] { (false, false), (false, true), (true, true) })
            {
                foreach (var isChunk in new[] { false, true })
                {
                    var reader = new ChunkReader(isBinary, normalize);
                    var output = new ArrayBufferWriter<byte>();
                    reader.Begin(isChunk ? cut : octets.Length);
                    Assert.Equal(cut, reader.Read(octets.AsSpan(0, cut), output));
                    if (isChunk)
                    {
                        Assert.True(reader.IsComplete);
                        reader.Begin(octets.Length - cut);
                    }
                    Assert.Equal(octets.Length - cut, reader.Read([.. octets[cut..], .. isChunk ? "QUIT\r\n"u8 : ""u8], output));
                    reader.Finish(output);
                    Assert.True(reader.IsComplete);
                    Assert.Equal(octets.Length, reader.Length);
                    Assert.Equal(!isBinary && isBare, reader.HasBareNewline);
                    Assert.Equal(!isBinary && normalize ? normal : content, Encoding.Latin1.GetString(output.WrittenSpan));
                }
            }
        }
    }

    [Fact]
    public void Sizes_that_do_not_add_up_to_a_number_are_as_large_as_one_gets()
    {
        var reader = new ChunkReader(isBinary: true, normalize: false);
        reader.Begin(long.MaxValue);
        reader.Begin(long.MaxValue);
        Assert.Equal(long.MaxValue, reader.Length);
    }
}
