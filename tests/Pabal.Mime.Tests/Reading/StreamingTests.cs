using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Pabal.Mime.Encodings;

namespace Pabal.Mime.Tests.Reading;

/// <summary>Content is decoded as it is read: the same octets as when all is decoded at once, without all being in memory.</summary>
public sealed class StreamingTests
{
    private const int Size = 20 << 20;
    private const long Little = 1 << 20;

    private static readonly byte[] Content = RandomNumberGenerator.GetBytes(Size);

    private static byte[] Drain(Stream stream, int chunk = 4096)
    {
        var all = new MemoryStream();
        var buffer = new byte[chunk];
        for (int read; (read = stream.Read(buffer)) > 0;)
            all.Write(buffer, 0, read);
        return all.ToArray();
    }

    private static MimeMessage WithFile(string coding, string body) => MimeMessage.Parse(Encoding.Latin1.GetBytes(
        $"From: a@x.test\r\nDate: Sat, 21 Nov 2026 09:05:00 +0900\r\nContent-Type: application/x\r\nContent-Transfer-Encoding: {coding}\r\nContent-Disposition: attachment\r\n\r\n{body}"));

    [Fact]
    public void A_large_attachment_is_never_whole_in_memory()
    {
        var message = WithFile("base64", Convert.ToBase64String(Content, Base64FormattingOptions.InsertLineBreaks));
        var buffer = new byte[4096];
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var before = GC.GetAllocatedBytesForCurrentThread();
        using (var stream = message.Root.OpenRead())
        {
            for (int read; (read = stream.Read(buffer)) > 0;)
                digest.AppendData(buffer, 0, read);
        }
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, Little);
        Assert.Equal(SHA256.HashData(Content), digest.GetHashAndReset());
    }

    [Theory]
    [InlineData("base64")]
    [InlineData("quoted-printable")]
    public void Its_size_its_digest_and_its_defects_need_little_memory(string coding)
    {
        var message = WithFile(coding, coding == "base64" ? Convert.ToBase64String(Content, Base64FormattingOptions.InsertLineBreaks)
            : new StringBuilder().Insert(0, "=41=42=43 =\r\n", Size / 4).ToString());
        var output = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(output);
        json.WriteStartObject();
        var before = GC.GetAllocatedBytesForCurrentThread();
        message.WriteDocument(json);
        _ = message.Root.Size;
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, Little);
        json.WriteEndObject();
        json.Flush();
        using var document = JsonDocument.Parse(output.WrittenMemory);
        Assert.Equal(Size, document.RootElement.GetProperty("root").GetProperty("size").GetInt64());
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(message.Root.Content.Span)), document.RootElement.GetProperty("attachments")[0].GetProperty("sha256").GetString());
    }

    [Theory]
    [InlineData("base64", "QUJDREVGR0hJSktM\r\n")]
    [InlineData("base64", "QUJDREVGR0hJSktM")]
    [InlineData("base64", "QU JD=\nQQ==*R\t")]
    [InlineData("quoted-printable", "one =3D two =\r\nthree  \t\r\n=G =E9==41 ")]
    [InlineData("quoted-printable", "no line end at all=20=")]
    [InlineData("quoted-printable", "==== =\t=4")]
    [InlineData("quoted-printable", "    ")]
    [InlineData("quoted-printable", "x\r")]
    [InlineData("x-uuencode", "#86)C\n#86)C\r\n#\n")]
    [InlineData("x-uuencode", "M")]
    public void A_stream_yields_what_decoding_all_at_once_yields(string coding, string piece)
    {
        foreach (var length in new[] { 0, 1, 5000, 49_152, 49_153, 150_000 })
        {
            var body = new StringBuilder().Insert(0, piece, 150_000 / piece.Length + 1).ToString()[..length];
            var part = WithFile(coding, (coding == "x-uuencode" ? "begin 644 x\n" : "") + body).Root;
            Assert.Equal(part.Content, Drain(part.OpenRead()));
            Assert.Equal(part.Content, Drain(part.OpenRead(), 1));
            Assert.Equal(part.Content.Length, part.Size);
        }
    }

    [Fact]
    public void Wherever_quoted_printable_is_cut_it_means_the_same()
    {
        var text = Encoding.ASCII.GetBytes("a=41 =\r\n b  \r\n==42=\t\r\n =4=G1\r \r\nend =3D= ");
        var whole = TransferDecoder.Decode(text, ContentCoding.QuotedPrintable).ToArray();
        for (var most = 1; most < text.Length; most++)
        {
            var decoder = new QuotedPrintableDecoder();
            var decoded = new List<byte>();
            for (ReadOnlySpan<byte> rest = text; !rest.IsEmpty;)
            {
                var cut = rest.Length <= most ? rest.Length : decoder.FindCut(rest, most);
                var output = new byte[cut];
                decoded.AddRange(output.AsSpan(0, decoder.Decode(rest[..cut], output)));
                rest = rest[cut..];
            }
            Assert.Equal(whole, decoded);
        }
    }
}
