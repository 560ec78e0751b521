using System.Text;
using System.Text.RegularExpressions;

namespace Pabal.Mime.Tests.Dkim;

public sealed partial class DkimSignerTests
{
    private static readonly Email Korean = new()
    {
        From = "홍길동 <gil@football.example.com>",
        To = ["Suzie Q <suzie@shopping.example.net>", "앤 <ann@example.org>"],
        Subject = string.Join(' ', Enumerable.Repeat("저녁은 드셨습니까?", 10)),
        Text = "안녕하세요.\n\n.점으로 시작하는 줄\n\n\n",
        Html = "<p>안녕하세요.</p>",
        Attachments = [Attachment.FromBytes("사진.bin", Enumerable.Range(0, 10_000).Select(i => (byte)(i * 7)).ToArray())],
    };

    private static readonly Email Plain = new() { From = "joe@football.example.com", To = ["suzie@shopping.example.net"], Text = "Hi.  \n\t\n\n" };

    private static readonly Email Empty = new() { From = "joe@football.example.com" };

    public static TheoryData<bool, DkimCanonicalization, DkimCanonicalization> Combinations()
    {
        var data = new TheoryData<bool, DkimCanonicalization, DkimCanonicalization>();
        foreach (var isRsa in (bool[])[true, false])
        {
            foreach (var header in Enum.GetValues<DkimCanonicalization>())
            {
                foreach (var body in Enum.GetValues<DkimCanonicalization>())
                    data.Add(isRsa, header, body);
            }
        }
        return data;
    }

    [Theory]
    [MemberData(nameof(Combinations))]
    public async Task What_is_signed_passes(bool isRsa, DkimCanonicalization header, DkimCanonicalization body)
    {
        using var signer = new DkimSigner(Samples.Domain, "s", isRsa ? Samples.RsaPem : Samples.Ed25519Seed, Samples.AtNow with { HeaderCanonicalization = header, BodyCanonicalization = body });
        foreach (var email in (Email[])[Korean, Plain, Empty])
        {
            var message = MimeMessage.Create(email);
            var signed = signer.Sign(message);
            var result = await Samples.VerifyOne(signer, signed.ToArray());
            Assert.Equal((DkimStatus.Pass, Samples.Domain, "s", $"@{Samples.Domain}", isRsa ? "rsa-sha256" : "ed25519-sha256", false),
                         (result.Status, result.Domain, result.Selector, result.Identity, result.Algorithm, result.IsTest));
            Assert.Equal(message.ToArray(), signed.ToArray()[signed.Headers[0].Raw.Length..]);
            Assert.Contains($"c={header}/{body};", signed.Headers[0].Value, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task A_message_its_bytes_and_its_stream_get_the_same_signature()
    {
        using var signer = Samples.Ed25519();
        var message = MimeMessage.Create(Korean);
        var token = TestContext.Current.CancellationToken;
        var field = signer.Sign(message).Headers[0].Raw.ToArray();
        Assert.Equal(field, (await signer.SignAsync(message, token)).Headers[0].Raw.ToArray());
        Assert.Equal(field, signer.Sign(message.ToArray()).Raw.ToArray());
        using var stream = new MemoryStream(message.ToArray());
        Assert.Equal(field, (await signer.SignAsync(stream, token)).Raw.ToArray());
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r")]
    [InlineData("\r\n")]
    public async Task Line_ends_of_any_kind_are_signed_as_the_CRLF_that_is_sent(string lineEnd)
    {
        using var signer = Samples.Rsa();
        var onDisk = Encoding.ASCII.GetBytes(Encoding.ASCII.GetString(Samples.Dinner).Replace("\r\n", lineEnd, StringComparison.Ordinal));
        byte[] sent = [.. signer.Sign(onDisk).Raw.Span, .. Samples.Dinner];
        Assert.Equal(DkimStatus.Pass, (await Samples.VerifyOne(signer, sent)).Status);
    }

    [Fact]
    public void The_field_is_folded_and_stands_first()
    {
        using var signer = Samples.Rsa();
        var signed = signer.Sign(MimeMessage.Create(Korean));
        Assert.Equal("DKIM-Signature", signed.Headers[0].Name);
        Assert.Equal("From", signed.Headers[1].Name);
        var lines = Encoding.ASCII.GetString(signed.Headers[0].Raw.Span).Split("\r\n");
        Assert.Equal("", lines[^1]);
        Assert.All(lines[..^1], line => Assert.InRange(line.Length, 1, 78));
        Assert.All(lines[1..^1], line => Assert.Matches("^ [^ ]", line));
    }

    [Fact]
    public void The_tags_are_those_of_the_RFC_and_never_a_body_length()
    {
        using var signer = new DkimSigner("Example.COM", "s1.mail", Samples.Ed25519Seed, Samples.AtNow with { Lifetime = TimeSpan.FromDays(7) });
        var tags = Tags(signer.Sign(Samples.Dinner));
        Assert.Equal(["v", "a", "c", "d", "s", "t", "x", "h", "bh", "b"], tags.Select(tag => tag.Name));
        Assert.Equal(["1", "ed25519-sha256", "relaxed/relaxed", "Example.COM", "s1.mail", "1772600767", "1773205567"], tags.Take(7).Select(tag => tag.Value));
        Assert.Equal("2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=", tags[8].Value);
    }

    [Fact]
    public void Every_field_that_matters_is_named_once_more_than_it_occurs()
    {
        using var signer = Samples.Rsa();
        var message = Samples.Wire("""
            From: a@football.example.com
            References: <1@example.com>
            List-Unsubscribe: <https://example.com/u>
            List-Unsubscribe-Post: List-Unsubscribe=One-Click
            Received: from x
            Subject : two
            subject: subjects

            """);
        Assert.Equal("From:From:Reply-To:To:Cc:Subject:Subject:Subject:Date:Message-ID:MIME-Version:Content-Type:Content-Transfer-Encoding:References:References"
            + ":List-Unsubscribe:List-Unsubscribe:List-Unsubscribe-Post:List-Unsubscribe-Post", Tags(signer.Sign(message)).Single(tag => tag.Name == "h").Value);
    }

    [Theory]
    [InlineData("From: Mallory <mallory@example.org>")]
    [InlineData("from : mallory@example.org")]
    [InlineData("To: mallory@example.org")]
    [InlineData("Cc: mallory@example.org")]
    [InlineData("Subject: Send money")]
    [InlineData("Date: Fri, 11 Jul 2025 21:00:37 -0700")]
    [InlineData("Reply-To: mallory@example.org")]
    [InlineData("Message-ID: <1@example.org>")]
    [InlineData("Content-Type: text/html")]
    [InlineData("Content-Transfer-Encoding: base64")]
    [InlineData("MIME-Version: 1.0")]
    [InlineData("List-Unsubscribe: <https://example.org>")]
    public async Task A_field_added_above_or_below_breaks_the_signature(string added)
    {
        using var signer = Samples.Rsa();
        var signed = Samples.Signed(signer, [.. Samples.Wire("List-Unsubscribe: <https://example.com>\n"), .. Samples.Dinner]);
        byte[] above = [.. Samples.Wire($"{added}\n"), .. signed];
        Assert.Equal(DkimStatus.Fail, (await Samples.VerifyOne(signer, above)).Status);
        Assert.Equal(DkimStatus.Fail, (await Samples.VerifyOne(signer, Samples.Replace(signed, "\r\n\r\nHi.", $"\r\n{added}\r\n\r\nHi."))).Status);
    }

    [Fact]
    public async Task What_relays_and_lists_add_breaks_nothing()
    {
        using var signer = Samples.Rsa();
        byte[] relayed = [.. Samples.Wire("Received: from x\nReturn-Path: <joe@example.com>\nX-Spam: no\nList-Id: <l.example.org>\nSender: l@example.org\n"), .. Samples.Signed(signer, Samples.Dinner)];
        Assert.Equal(DkimStatus.Pass, (await Samples.VerifyOne(signer, relayed)).Status);
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\n")]
    public async Task A_message_that_was_read_is_signed_without_another_change(string lineEnd)
    {
        using var signer = Samples.Rsa();
        var onDisk = Samples.Replace(Samples.Dinner, "\r\n", lineEnd);
        var signed = signer.Sign(MimeMessage.Parse(onDisk)).ToArray();
        Assert.EndsWith(Encoding.ASCII.GetString(onDisk), Encoding.ASCII.GetString(signed), StringComparison.Ordinal);
        Assert.Equal(DkimStatus.Pass, (await Samples.VerifyOne(signer, signed)).Status);
        Assert.Equal(DkimStatus.Pass, (await Samples.VerifyOne(signer, Samples.Wire(Encoding.ASCII.GetString(signed)))).Status);
    }

    [Fact]
    public async Task RSA_and_Ed25519_sign_side_by_side()
    {
        using var rsa = Samples.Rsa();
        using var ed25519 = Samples.Ed25519();
        var signed = rsa.Sign(ed25519.Sign(MimeMessage.Create(Korean)));
        var results = await Samples.Verify(signed.ToArray(), (rsa.RecordName, rsa.Record), (ed25519.RecordName, ed25519.Record));
        Assert.Equal([("rsa-sha256", DkimStatus.Pass), ("ed25519-sha256", DkimStatus.Pass)], results.Select(result => (result.Algorithm, result.Status)));
    }

    [Fact]
    public void A_stream_that_can_be_read_once_is_refused_before_it_is_read()
    {
        using var signer = Samples.Ed25519();
        using var stream = new OneWay();
        var message = MimeMessage.Create(Plain with { Attachments = [Attachment.FromStream("a.bin", stream) with { MediaType = new MediaType("application", "octet-stream") }] });
        Assert.Throws<InvalidOperationException>(() => signer.Sign(message));
        Assert.Equal(0, stream.Reads);
    }

    [Fact]
    public void A_message_without_From_is_not_signed()
    {
        using var signer = Samples.Ed25519();
        Assert.Throws<ArgumentException>(() => signer.Sign("Subject: x\r\n\r\nFrom: a@football.example.com\r\n"u8));
        Assert.Throws<ArgumentException>(() => signer.Sign([]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(4000)]
    public void A_lifetime_is_a_second_to_ten_years(int days) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new DkimSignerOptions { Lifetime = TimeSpan.FromDays(days) });

    [Fact]
    public async Task One_signer_serves_many_threads()
    {
        using var signer = Samples.Rsa();
        var expected = signer.Sign(Samples.Dinner).Raw.ToArray();
        var fields = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(() => signer.Sign(Samples.Dinner).Raw.ToArray())));
        Assert.All(fields, field => Assert.Equal(expected, field));
    }

    // The value is read without help of the code under test.
    private static List<(string Name, string Value)> Tags(HeaderField field) =>
        [.. AnyWhiteSpace().Replace(Encoding.ASCII.GetString(field.Raw.Span)["DKIM-Signature:".Length..], "").Split(';')
            .Select(tag => tag.Split('=', 2)).Select(tag => (tag[0], tag[1]))];

    [GeneratedRegex("\\s")]
    private static partial Regex AnyWhiteSpace();

    private sealed class OneWay : MemoryStream
    {
        public int Reads { get; private set; }
        public override bool CanSeek => false;
        public override int Read(Span<byte> buffer)
        {
            Reads++;
            return 0;
        }
    }
}
