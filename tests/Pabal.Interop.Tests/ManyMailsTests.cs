namespace Pabal.Interop.Tests;

/// <summary>Many mails over one connection, in each way in which our client sends them.</summary>
public sealed class ManyMailsTests(PostfixServer postfix, EximServer exim, OpenSmtpdServer openSmtpd)
{
    /// <summary>Round trips per mail at most, handshakes, EHLO and QUIT among them: there is a new connection after some refusals.</summary>
    public const double Windows = 0.2;

    /// <inheritdoc cref="Windows"/>
    public const double OneEach = 1.25;

    [Theory]
    [InlineData(true, Windows)]
    [InlineData(false, OneEach)]
    public async Task Go_through_postfix(bool chunking, double waits)
    {
        await postfix.StartAsync();
        var waited = await Flood.SendAsync(postfix, postfix.Options() with { UseChunking = chunking }, $"many-{chunking}", 300);
        Assert.InRange(waited, 0, waits);
    }

    [Theory]
    [InlineData(true, Windows)]
    [InlineData(false, OneEach)]
    public async Task Go_through_exim(bool chunking, double waits)
    {
        await exim.StartAsync();
        var waited = await Flood.SendAsync(exim, exim.Options() with { UseChunking = chunking }, $"many-{chunking}", 300);
        Assert.InRange(waited, 0, waits);
    }

    [Fact]
    public async Task Go_one_step_at_a_time_where_there_is_no_pipelining()
    {
        await postfix.StartAsync();
        var waited = await Flood.SendAsync(postfix, postfix.Options() with { Port = postfix.PlainPort }, "many-plain", 100);
        Assert.InRange(waited, 3, 5);
    }

    [Fact]
    public async Task Go_through_opensmtpd_which_has_no_pipelining()
    {
        await openSmtpd.StartAsync();
        var waited = await Flood.SendAsync(openSmtpd, openSmtpd.Options("clear"), "many", 100);
        Assert.InRange(waited, 3, 5);
    }
}
