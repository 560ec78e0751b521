using Pabal.Smtp.Tests.Scripted;

namespace Pabal.Smtp.Tests.Client;

public sealed class TranscriptTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_session_is_told_line_by_line(bool withContent)
    {
        var lines = new List<TranscriptLine>();
        await using var server = new ScriptedServer("""
            S~ 220 mx\x1b[2J\r\n
            C: EHLO client.test
            S: 250-mx.test
            S: 250 SIZE

            """ + Scripts.Mail.Replace("a.test>", "a.test> SIZE=22", StringComparison.Ordinal));
        await using (var connection = await SmtpConnection.OpenAsync(server.Options with { Transcript = lines.Add, TranscribeContent = withContent }, Cancel))
            await connection.SendAsync(Scripts.Envelope, Scripts.Content, cancellationToken: Cancel);

        string[] content = ["C: Subject: hi", "C: ", "C: hello"];
        Assert.Equal([
            $"*: connected to 127.0.0.1:{server.Port}",
            @"S: 220 mx\u001B[2J",
            "C: EHLO client.test",
            "S: 250-mx.test",
            "S: 250 SIZE",
            "C: MAIL FROM:<ann@a.test> SIZE=22",
            "S: 250 ok",
            "C: RCPT TO:<bob@b.test>",
            "S: 250 ok",
            "C: DATA",
            "S: 354 go ahead",
            .. withContent ? content : [],
            "*: 22 octets of content",
            "C: .",
            "S: 250 queued",
            "C: QUIT",
            "S: 221 bye",
        ], lines.Select(line => line.ToString()));
        Assert.Equal(withContent ? 3 : 0, lines.Count(line => line.Side == TranscriptSide.Content));
        Assert.All(lines, line => Assert.InRange(DateTimeOffset.UtcNow - line.Time, TimeSpan.FromSeconds(-5), TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public async Task Content_lines_are_cut_at_any_line_end_and_shown_up_to_a_limit()
    {
        var lines = new List<string>();
        await using var server = new ScriptedServer(Scripts.Hello() + Scripts.Mail);
        await using var connection = await SmtpConnection.OpenAsync(server.Options with
        {
            TranscribeContent = true,
            Transcript = line =>
            {
                if (line.Side == TranscriptSide.Content)
                    lines.Add(line.Text);
            },
        }, Cancel);
        await connection.SendAsync(Scripts.Envelope, Scripts.ContentOf($"a\rb\nc\r\n\r\n{new string('d', 5000)}\ne\u001b"), cancellationToken: Cancel);
        Assert.Equal(["a", "b", "c", "", new string('d', 2000), @"e\u001B"], lines);
    }

    [Fact]
    public async Task A_broken_line_is_told_before_it_is_complained_about()
    {
        var lines = new List<string>();
        await using var server = new ScriptedServer("S~ what\\x00?\\r\\n\nSILENCE");
        await Assert.ThrowsAsync<SmtpException>(() => SmtpConnection.OpenAsync(server.Options with { Transcript = line => lines.Add(line.ToString()) }, Cancel));
        Assert.Equal(@"S: what\u0000?", lines[^1]);
    }
}
