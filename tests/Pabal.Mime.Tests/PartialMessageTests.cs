using System.Text;

namespace Pabal.Mime.Tests;

public sealed class PartialMessageTests
{
    private static readonly MimeMessage Large = new Email
    {
        From = "gil@example.com",
        To = "ann@example.com",
        Subject = "큰 파일",
        Text = "본문",
        Attachments = [Attachment.FromBytes("a.bin", SampleFiles.Noise(20_000))],
    }.ToMessage();

    private static MimeMessage[] Sent(IEnumerable<MimeMessage> pieces) => [.. pieces.Select(piece => MimeMessage.Parse(piece.ToArray()))];

    [Theory]
    [InlineData(1500)]
    [InlineData(5000)]
    public void A_message_is_the_same_when_it_was_put_together_again(int maxSize)
    {
        var pieces = Sent(PartialMessage.Split(Large, maxSize));

        Assert.True(pieces.Length > 4);
        Assert.All(pieces, piece => Assert.True(piece.Length <= maxSize));
        Assert.All(pieces, piece => Assert.Empty(piece.Defects));
        Assert.Equal(pieces.Length, pieces.Select(piece => piece.MessageId).Distinct().Count());
        Assert.Equal($"큰 파일 (1/{pieces.Length})", pieces[0].Subject);
        Assert.Equal("ann@example.com", pieces[^1].To.ToString());
        Assert.True(PartialMessage.TryJoin(pieces.Reverse().Append(pieces[0]), out var joined));
        Assert.Equal(Large.Headers.Select(field => field.ToString()).Order(), joined.Headers.Select(field => field.ToString()).Order());
        Assert.Equal(Large.TextBody, joined.TextBody);
        Assert.Equal(SampleFiles.Noise(20_000), Assert.Single(joined.Attachments).Content.ToArray());
        Assert.Empty(joined.Defects);
    }

    [Fact]
    public void What_fits_is_left_alone() => Assert.Same(Large, Assert.Single(PartialMessage.Split(Large, 100_000)));

    [Fact]
    public void A_piece_that_is_missing_or_foreign_is_noticed()
    {
        var pieces = Sent(PartialMessage.Split(Large, 5000));
        Assert.False(PartialMessage.TryJoin(pieces[1..], out _));
        Assert.False(PartialMessage.TryJoin(pieces[..^1], out _));
        Assert.False(PartialMessage.TryJoin([], out _));
        Assert.False(PartialMessage.TryJoin([Large], out _));
        Assert.False(PartialMessage.TryJoin([.. pieces, PartialMessage.Split(Large, 5000)[0]], out _));
        Assert.False(PartialMessage.TryJoin(pieces, out _, new MimeLimits { MaxMessage = 10_000 }));
        Assert.False(PartialMessage.TryJoin(pieces, out _, new MimeLimits { MaxParts = 2 }));
        Assert.False(PartialMessage.TryJoin([MimeMessage.Parse("Content-Type: message/partial; id=x; number=1; total=2147483647\r\n\r\n"u8.ToArray())], out _));
    }

    [Fact]
    public void What_can_not_be_cut_is_refused()
    {
        Assert.Throws<ArgumentException>(() => PartialMessage.Split(Large, 100));
        Assert.Throws<ArgumentException>(() => PartialMessage.Split(MimeMessage.Parse(Encoding.UTF8.GetBytes("From: a@b.test\r\n\r\n" + new string('가', 5000))), 3000));
        Assert.Throws<ArgumentException>(() => PartialMessage.Split(MimeMessage.Parse(Encoding.UTF8.GetBytes("From: a@b.test\r\n\r\n" + new string('x', 5000))), 3000));
    }

    [Fact]
    public void The_example_of_rfc_2046_is_put_together()
    {
        var first = MimeMessage.Parse(Encoding.ASCII.GetBytes("""
            X-Weird-Header-1: Foo
            From: Bill@host.com
            To: joe@otherhost.com
            Date: Fri, 26 Mar 1993 12:59:38 -0500 (EST)
            Subject: Audio mail (part 1 of 2)
            Message-ID: <id1@host.com>
            MIME-Version: 1.0
            Content-type: message/partial; id="ABC@host.com";
                          number=1; total=2

            X-Weird-Header-1: Bar
            X-Weird-Header-2: Hello
            Message-ID: <anotherid@foo.com>
            Subject: Audio mail
            MIME-Version: 1.0
            Content-type: audio/basic
            Content-transfer-encoding: base64

            Zmlyc3Qg

            """));
        var second = MimeMessage.Parse(Encoding.ASCII.GetBytes("""
            From: Bill@host.com
            Subject: Audio mail (part 2 of 2)
            MIME-Version: 1.0
            Message-ID: <id2@host.com>
            Content-type: message/partial;
                          id="ABC@host.com"; number=2; total=2

            aGFsZg==
            """));

        Assert.True(PartialMessage.TryJoin([second, first], out var message));
        Assert.Equal(["X-Weird-Header-1: Foo", "From: Bill@host.com", "To: joe@otherhost.com", "Date: Fri, 26 Mar 1993 12:59:38 -0500 (EST)", "Message-ID: <anotherid@foo.com>",
            "Subject: Audio mail", "MIME-Version: 1.0", "Content-type: audio/basic", "Content-transfer-encoding: base64"], message.Headers.Select(field => field.ToString()));
        Assert.Equal("first half", Encoding.ASCII.GetString(message.Root.Content.Span));
    }
}
