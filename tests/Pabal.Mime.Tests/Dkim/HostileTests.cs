using System.Text;
using Pabal.Mime.Signing;

namespace Pabal.Mime.Tests.Dkim;

public class HostileTests
{
    [Theory]
    [InlineData("a=1; b=2;", "a,b")]
    [InlineData(" a = 1 ;\r\n\tb=\r\n 2", "a,b")]
    [InlineData("", "")]
    [InlineData(";;;", "")]
    [InlineData("a=;b==", "a,b")]
    [InlineData("A=1;a=2", "A,a")]
    [InlineData("a_1=x", "a_1")]
    [InlineData("a", null)]
    [InlineData("=1", null)]
    [InlineData("1a=1", null)]
    [InlineData("a b=1", null)]
    [InlineData("a=1;a=2", null)]
    [InlineData("a=\0", null)]
    [InlineData("ä=1", null)]
    public void A_tag_list_is_read_or_refused(string text, string? names)
    {
        var (tags, reason) = TagList.Parse(Encoding.UTF8.GetBytes(text));
        Assert.Equal(names is null, tags is null);
        Assert.Equal(names is null, reason is not null);
        if (names is not null)
            Assert.All(names.Split(',', StringSplitOptions.RemoveEmptyEntries), name => Assert.NotNull(tags![name]));
        if (tags is not null)
            Assert.Null(tags["zz"]);
    }

    [Fact]
    public void The_place_of_a_value_includes_the_white_space_around_it()
    {
        var text = Encoding.ASCII.GetBytes("bh=x; b = \r\n 1 2 ;c=3");
        Assert.Equal(" \r\n 1 2 ", Encoding.ASCII.GetString(text[TagList.Parse(text).Tags!.RangeOf("b")]));
    }

    // Seeded: bits of valid signatures and headers, shuffled, cut and doubled; nothing may throw and nothing may pass.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Nonsense_never_throws_and_never_passes(int seed)
    {
        var random = new Random(seed);
        using var signer = Samples.Ed25519();
        var signed = Samples.Signed(signer, Samples.Dinner);
        string[] bits = ["DKIM-Signature:", "From:", " ", "\t", "\r\n", "\n", "\r", ";", "=", "b=", "h=from", ":", "v=1", "\0", "é", "a=rsa-sha256;", "bh=AAAA", "i=@", "l=0", "x=9", "\r\n\r\n"];
        for (var round = 0; round < 1000; round++)
        {
            var message = Encoding.Latin1.GetString(signed);
            for (var edits = random.Next(1, 8); edits > 0; edits--)
            {
                var at = random.Next(message.Length);
                var cut = Math.Min(random.Next(20), message.Length - at);
                message = message[..at] + bits[random.Next(bits.Length)] + message[(at + cut)..];
            }
            var bytes = Encoding.Latin1.GetBytes(message);
            var results = await Samples.Verify(bytes, (signer.RecordName, random.Next(2) == 0 ? signer.Record : bits[random.Next(bits.Length)]));
            Assert.True(results.All(result => result.Status != DkimStatus.Pass) || IsSameInRelaxedForm(message, signed), message);
            Assert.All(results, result => Assert.DoesNotContain(result.Reason + result.Identity + result.Algorithm + result.Domain, char.IsControl));
            using var stream = new MemoryStream(bytes);
            var again = await new DkimVerifier((_, _) => new(signer.Record)) { Clock = new Samples.Stopped(Samples.Now) }.VerifyAsync(stream, TestContext.Current.CancellationToken);
            Assert.Equal(results.Length, again.Length);
        }
    }

    // As bytes and as a message that was read; what can't be signed says so.
    [Fact]
    public async Task A_broken_message_is_refused_or_its_signature_passes()
    {
        var random = new Random(11);
        using var signer = Samples.Ed25519();
        string[] bits = ["\r\n", "\n", " ", "\t", "\r\n\r\n", "\r\n ", "From ", "x:", "\0", "é", "Subject: twice\r\n"];
        var passed = 0;
        for (var round = 0; round < 1000; round++)
        {
            var message = Encoding.Latin1.GetString(Samples.Dinner);
            for (var edits = random.Next(1, 4); edits > 0; edits--)
                message = message.Insert(random.Next(message.Length), bits[random.Next(bits.Length)]);
            var bytes = Encoding.Latin1.GetBytes(random.Next(2) == 0 ? message : message.Replace("\r\n", "\n", StringComparison.Ordinal));
            byte[] signed;
            try
            {
                signed = random.Next(2) == 0 ? Samples.Signed(signer, bytes) : signer.Sign(MimeMessage.Parse(bytes)).ToArray();
            }
            catch (ArgumentException)
            {
                continue;
            }
            passed++;
            Assert.Equal(DkimStatus.Pass, (await Samples.VerifyOne(signer, Sent(signed))).Status);
        }
        Assert.InRange(passed, 300, 999);
    }

    [Fact]
    public async Task A_header_of_more_than_a_mebibyte_is_not_kept()
    {
        using var signer = Samples.Ed25519();
        var signed = Samples.Signed(signer, Samples.Dinner);
        Assert.Equal(DkimStatus.Pass, (await Samples.VerifyOne(signer, [.. Line(1_000_000), .. signed])).Status);
        Assert.Equal(DkimStatus.PermError, (await Samples.VerifyOne(signer, [.. Line(2_000_000), .. signed])).Status);

        static byte[] Line(int length) => Encoding.ASCII.GetBytes($"X: {new string('a', length)}\r\n");
    }

    [Fact]
    public async Task More_than_10_000_fields_are_refused()
    {
        using var signer = Samples.Ed25519();
        var signed = Samples.Signed(signer, Samples.Dinner);
        Assert.Equal(DkimStatus.Pass, (await Samples.VerifyOne(signer, [.. Lines(9_000), .. signed])).Status);
        Assert.Equal(DkimStatus.PermError, (await Samples.VerifyOne(signer, [.. Lines(10_000), .. signed])).Status);

        static byte[] Lines(int count) => Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("a:\r\n", count)));
    }

    [Fact]
    public async Task A_signature_field_of_more_than_32_KiB_is_refused_and_one_within_takes_no_longer_than_its_length()
    {
        var many = string.Concat(Enumerable.Range(0, 3000).Select(i => $"x{i}=; "));
        Assert.Equal(DkimStatus.Pass, (await HandMade.Verify(HandMade.Sign(Samples.Dinner, tags: many))).Status);
        Assert.Equal(DkimStatus.PermError, (await HandMade.Verify(HandMade.Sign(Samples.Dinner, tags: many + many.Replace("x", "y", StringComparison.Ordinal)))).Status);
    }

    // CR, LF and CRLF leave as CRLF.
    private static byte[] Sent(byte[] message) => Encoding.Latin1.GetBytes(
        Encoding.Latin1.GetString(message).Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Replace("\n", "\r\n", StringComparison.Ordinal));

    // An edit may happen to undo another, or to touch only what relaxed form ignores.
    private static bool IsSameInRelaxedForm(string message, byte[] signed) => Squeezed(message) == Squeezed(Encoding.Latin1.GetString(signed));

    private static string Squeezed(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
}
