using System.Text;
using Pabal.Smtp.Wire;

namespace Pabal.Smtp.Tests.Wire;

public sealed class ReplyReaderTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("250 ok\r\n", 250, null, "ok")]
    [InlineData("250\r\n", 250, null, "")]
    [InlineData("250 \r\n", 250, null, "")]
    [InlineData("250 ok\n", 250, null, "ok")]
    [InlineData("550 5.1.1 no such user\r\n", 550, "5.1.1", "no such user")]
    [InlineData("550 5.1.1\r\n", 550, "5.1.1", "")]
    [InlineData("550-5.1.1 no such\r\n550 5.1.1 user\r\n", 550, "5.1.1", "no such\nuser")]
    [InlineData("550-see below\r\n550 5.7.1 denied\r\n", 550, "5.7.1", "see below\ndenied")]
    [InlineData("250-\r\n250 x\r\n", 250, null, "\nx")]
    [InlineData("250 4.1.1 of another class\r\n", 250, null, "4.1.1 of another class")]
    [InlineData("550 \u001b[2J\u001b]0;owned\u0007\0\r\n", 550, null, " [2J ]0;owned  ")]
    [InlineData("550 \xff\xfe\r\n", 550, null, "ÿþ")]
    [InlineData("550 \xed\x95\x9c\r\n", 550, null, "한")]
    [InlineData("550 \xe2\x80\xae!\r\n", 550, null, " !")]
    public async Task A_reply_is_read(string octets, int code, string? enhanced, string text)
    {
        var (reply, fault) = await ReadAsync(octets);
        Assert.Equal(ReplyFault.None, fault);
        Assert.NotNull(reply);
        Assert.Equal((code, enhanced, text), (reply.Code, reply.Enhanced?.ToString(), reply.Text));
    }

    [Theory]
    [InlineData("2506 ok\r\n")]
    [InlineData("25 ok\r\n")]
    [InlineData("abc\r\n")]
    [InlineData("\r\n")]
    [InlineData("000 ok\r\n")]
    [InlineData("199 ok\r\n")]
    [InlineData("600 ok\r\n")]
    [InlineData("999 ok\r\n")]
    [InlineData("250\tok\r\n")]
    [InlineData("250_ok\r\n")]
    [InlineData("250-ok\r\n250_ok\r\n")]
    [InlineData("HTTP/1.1 400 Bad Request\r\n")]
    public async Task What_is_no_code_is_malformed(string octets) => Assert.Equal((null, ReplyFault.Malformed), await ReadAsync(octets));

    [Fact]
    public async Task Two_codes_in_one_reply_are_mixed() => Assert.Equal((null, ReplyFault.MixedCodes), await ReadAsync("250-a\r\n550 b\r\n"));

    [Theory]
    [InlineData("")]
    [InlineData("25")]
    [InlineData("250 ok")]
    [InlineData("250 ok\r")]
    [InlineData("250-a\r\n")]
    public async Task A_reply_cut_short_is_no_reply(string octets) => Assert.Equal((null, ReplyFault.Closed), await ReadAsync(octets));

    [Fact]
    public async Task Limits_are_exact()
    {
        var longest = "250 " + new string('x', ReplyReader.MaxLine - 6) + "\r\n";
        Assert.Equal(ReplyFault.None, (await ReadAsync(longest)).Fault);
        Assert.Equal(ReplyFault.TooLong, (await ReadAsync("250 x" + longest[4..])).Fault);

        var most = string.Concat(Enumerable.Repeat("250-a\r\n", ReplyReader.MaxLines - 1)) + "250 a\r\n";
        Assert.Equal(ReplyReader.MaxLines, (await ReadAsync(most)).Reply?.Lines.Length);
        Assert.Equal(ReplyFault.TooLong, (await ReadAsync("250-a\r\n" + most)).Fault);

        var kibi = "250-" + new string('x', 1018) + "\r\n";
        Assert.Equal(ReplyFault.None, (await ReadAsync(string.Concat(Enumerable.Repeat(kibi, 63)) + "250 " + kibi[4..])).Fault);
        Assert.Equal(ReplyFault.TooLong, (await ReadAsync(string.Concat(Enumerable.Repeat(kibi, 64)) + "250 a\r\n")).Fault);
    }

    [Fact]
    public async Task Input_that_never_ends_is_given_up_early()
    {
        var endless = new EndlessStream("a"u8.ToArray());
        await using var wire = new SmtpWire(endless);
        var (_, fault) = await ReplyReader.ReadAsync(wire, null, null, Cancel);
        Assert.Equal(ReplyFault.TooLong, fault);
        Assert.InRange(endless.Read, 0, 128 * 1024);

        var endlessLines = new EndlessStream("220-hello\r\n"u8.ToArray());
        await using var otherWire = new SmtpWire(endlessLines);
        (_, fault) = await ReplyReader.ReadAsync(otherWire, null, null, Cancel);
        Assert.Equal(ReplyFault.TooLong, fault);
        Assert.InRange(endlessLines.Read, 0, 128 * 1024);
    }

    private static async Task<(SmtpReply? Reply, ReplyFault Fault)> ReadAsync(string octets)
    {
        await using var wire = new SmtpWire(new MemoryStream(Encoding.Latin1.GetBytes(octets)));
        return await ReplyReader.ReadAsync(wire, null, null, Cancel);
    }

    private sealed class EndlessStream(byte[] pattern) : MemoryStream
    {
        public new long Read { get; private set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            for (var i = 0; i < buffer.Length; i++)
                buffer.Span[i] = pattern[Read++ % pattern.Length];
            return new(buffer.Length);
        }
    }
}
