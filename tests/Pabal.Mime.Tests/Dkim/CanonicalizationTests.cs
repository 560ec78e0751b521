using System.Security.Cryptography;
using System.Text;
using Pabal.Mime.Signing;

namespace Pabal.Mime.Tests.Dkim;

public class CanonicalizationTests
{
    // RFC 6376 3.4.5.
    private const string Example = "A: X\r\nB : Y\t\r\n\tZ  \r\n\r\n C \r\nD \t E\r\n\r\n\r\n";

    [Theory]
    [InlineData(DkimCanonicalization.Relaxed, "a:X|b:Y Z")]
    [InlineData(DkimCanonicalization.Simple, "A: X|B : Y\t\r\n\tZ  ")]
    public void The_header_of_RFC_6376_3_4_5_is_canonical_however_it_is_cut(DkimCanonicalization form, string expected) =>
        Assert.All(Cuts(Example, form), cut => Assert.Equal(expected, string.Join('|', cut.Header)));

    [Theory]
    [InlineData(DkimCanonicalization.Relaxed, " C\r\nD E\r\n")]
    [InlineData(DkimCanonicalization.Simple, " C \r\nD \t E\r\n")]
    public void The_body_of_RFC_6376_3_4_5_is_canonical_however_it_is_cut(DkimCanonicalization form, string expected) =>
        Assert.All(Cuts(Example, form), cut => Assert.Equal(HashOf(expected), cut.Body));

    [Theory]
    [InlineData("", "", "\r\n")]
    [InlineData("\r\n", "", "\r\n")]
    [InlineData("\r\n\r\n\r\n", "", "\r\n")]
    [InlineData(" \t\r\n", "", " \t\r\n")]
    [InlineData(" \t", "", " \t\r\n")]
    [InlineData("x", "x\r\n", "x\r\n")]
    [InlineData("x\r\n\r\n", "x\r\n", "x\r\n")]
    [InlineData("x \t y \t", "x y\r\n", "x \t y \t\r\n")]
    [InlineData("x\r\n \r\n\t\r\n", "x\r\n", "x\r\n \r\n\t\r\n")]
    [InlineData("\r\n \r\n\r\nx\r\n", "\r\n\r\n\r\nx\r\n", "\r\n \r\n\r\nx\r\n")]
    [InlineData("a\nb\n\n", "a\r\nb\r\n", "a\r\nb\r\n")]
    [InlineData("a\r\n\nb", "a\r\n\r\nb\r\n", "a\r\n\r\nb\r\n")]
    public void A_body_is_canonical_however_it_is_cut(string body, string relaxed, string simple)
    {
        Assert.All(Cuts($"From: a@b.example\r\n\r\n{body}", DkimCanonicalization.Relaxed), cut => Assert.Equal(HashOf(relaxed), cut.Body));
        Assert.All(Cuts($"From: a@b.example\r\n\r\n{body}", DkimCanonicalization.Simple), cut => Assert.Equal(HashOf(simple), cut.Body));
    }

    [Theory]
    [InlineData("a\rb", "a\r\nb\r\n", "a\rb\r\n")]
    [InlineData("a\r\rb\r", "a\r\n\r\nb\r\n", "a\r\rb\r\r\n")]
    [InlineData("a\r\r\nb\r\n", "a\r\n\r\nb\r\n", "a\r\r\nb\r\n")]
    public void A_lone_CR_ends_a_line_for_the_signer_and_is_text_for_the_verifier(string body, string toSigner, string toVerifier)
    {
        Assert.All(Cuts($"\r\n{body}", DkimCanonicalization.Simple, crEndsLine: true), cut => Assert.Equal(HashOf(toSigner), cut.Body));
        Assert.All(Cuts($"\r\n{body}", DkimCanonicalization.Simple), cut => Assert.Equal(HashOf(toVerifier), cut.Body));
    }

    [Theory]
    [InlineData("SubJect :  a\t b\r\n\t \r\n c ", "subject:a b c")]
    [InlineData("X:", "x:")]
    [InlineData("X: \r\n ", "x:")]
    [InlineData("X:a\rb\r", "x:a\rb\r")]
    [InlineData("X\t:y:z", "x:y:z")]
    [InlineData("Ünï: é", "Ünï:é")]
    public void A_field_is_unfolded_and_its_white_space_collapses(string field, string expected)
    {
        var canonical = SignableHeader.Canonical(Encoding.UTF8.GetBytes(field), DkimCanonicalization.Relaxed);
        Assert.Equal(expected, Encoding.UTF8.GetString(canonical));
    }

    [Theory]
    [InlineData("A: 1\r\n \r\nB: 2\r\n\r\nbody", "A,B")]
    [InlineData("A: 1\nB: 2\n\nbody", "A,B")]
    [InlineData("A: 1\r\nB: 2", "A,B")]
    [InlineData(" : 1\r\nno field\r\nB:\r\n\r\n", ",,B")]
    [InlineData("\r\nA: 1\r\n", "")]
    [InlineData("", "")]
    public void The_header_ends_at_the_first_empty_line(string message, string names) =>
        Assert.All(Cuts(message, DkimCanonicalization.Simple), cut => Assert.Equal(names, string.Join(',', cut.Names)));

    [Fact]
    public void A_megabyte_of_spaces_takes_no_memory_and_no_place()
    {
        using var hash = new BodyHash(DkimCanonicalization.Relaxed);
        hash.Text("x"u8);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var spaces = " \t \t"u8;
        for (var i = 0; i < 256 * 1024; i++)
            hash.Text(spaces);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        hash.LineEnd();
        Assert.Equal(HashOf("x\r\n"), Convert.ToHexString(hash.Finish()));
    }

    [Fact]
    public void A_limit_cuts_the_canonical_form_not_the_text()
    {
        using var hash = new BodyHash(DkimCanonicalization.Relaxed, limit: 3);
        hash.Text("a  b  c"u8);
        Assert.Equal(HashOf("a b"), Convert.ToHexString(hash.Finish()));
        Assert.Equal("a b c\r\n".Length, hash.Length);
    }

    [Fact]
    public void A_word_longer_than_any_buffer_is_hashed_whole()
    {
        var text = new string('x', 100_000) + " " + new string('y', 8192);
        using var hash = new BodyHash(DkimCanonicalization.Relaxed);
        hash.Text(Encoding.ASCII.GetBytes(text));
        Assert.Equal(HashOf(text + "\r\n"), Convert.ToHexString(hash.Finish()));
    }

    private static string HashOf(string text) => Convert.ToHexString(SHA256.HashData(Encoding.Latin1.GetBytes(text)));

    private sealed record Cut(string[] Names, string[] Header, string Body);

    // Whole, in two at every place, and in pieces of one, two and three octets.
    private static IEnumerable<Cut> Cuts(string message, DkimCanonicalization form, bool crEndsLine = false)
    {
        var bytes = Encoding.Latin1.GetBytes(message);
        for (var at = 0; at <= bytes.Length; at++)
            yield return Digest([bytes[..at], bytes[at..]], form, crEndsLine);
        for (var size = 1; size <= 3; size++)
            yield return Digest([.. bytes.Chunk(size)], form, crEndsLine);
    }

    private static Cut Digest(byte[][] pieces, DkimCanonicalization form, bool crEndsLine)
    {
        List<RawField> fields = [];
        BodyHash? body = null;
        using var digest = new MessageDigest(header =>
        {
            fields = header;
            return [body = new BodyHash(form)];
        })
        { CrEndsLine = crEndsLine };
        foreach (var piece in pieces)
            digest.Append(piece);
        digest.Complete();
        return new Cut([.. fields.Select(field => field.Name)],
                       [.. fields.Where(field => field.Colon > 0).Select(field => Encoding.Latin1.GetString(SignableHeader.Canonical(field.Bytes.Span, form)))],
                       Convert.ToHexString(body!.Finish()));
    }
}
