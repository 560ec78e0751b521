namespace Pabal.Mime.Tests.Reading;

public sealed class ContentFactTests
{
    private static MimePart Part(params string[] fields) => Mail.Parse([.. fields, "", "Check\n Integrity!"]).Root;

    [Fact]
    public void What_the_header_says_of_the_content_is_read()
    {
        var part = Part("Content-Location: http://example.com/very/\r\n long/name.gif", "Content-Language: ko (Korean), en-GB,,", "Content-Duration: 33 (seconds)");
        Assert.Equal("http://example.com/very/long/name.gif", part.Location);
        Assert.Equal(["ko", "en-GB"], part.Languages);
        Assert.Equal(TimeSpan.FromSeconds(33), part.Duration);
        Assert.Null(part.MatchesMd5);
        var bare = Part("Content-Duration: soon");
        Assert.Equal((null, 0, null), (bare.Location, bare.Languages.Length, bare.Duration));
    }

    [Theory]
    [InlineData("izFuHT4wXfz3fJBozTMfPQ==", true)]
    [InlineData("izFuHT4wXfz3fJBozTMfPQ== (made by us)", true)]
    [InlineData("Q2hlY2sgSW50ZWdyaXR5IQ==", false)]
    [InlineData("not base64", false)]
    [InlineData("", false)]
    public void The_digest_is_of_text_in_lines_that_end_in_crlf(string digest, bool isRight)
    {
        var message = Mail.Parse("From: a@b.test", $"Content-MD5: {digest}", "", "Check\n Integrity!");
        Assert.Equal(isRight, message.Root.MatchesMd5);
        Assert.Equal(isRight, message.Lint().All(finding => finding.Id != "wrong-content-md5"));
    }

    [Fact]
    public void A_part_in_base64_is_decoded_first()
    {
        var bytes = SampleFiles.Noise(100);
        string[] fields = ["Content-Type: application/x-own", "Content-Transfer-Encoding: base64", $"Content-MD5: {Md5(bytes)}", "", Convert.ToBase64String(bytes)];
        Assert.True(Mail.Parse(fields).Root.MatchesMd5);
        fields[^1] = Convert.ToBase64String(bytes[1..]);
        Assert.False(Mail.Parse(fields).Root.MatchesMd5);
    }

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA5351", Justification = "The field is defined by it.")]
    private static string Md5(byte[] bytes) => Convert.ToBase64String(System.Security.Cryptography.MD5.HashData(bytes));
}
