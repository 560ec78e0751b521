using Pabal.Smtp.Wire;

namespace Pabal.Smtp.Tests.Wire;

public sealed class XTextTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("QQ314159", "QQ314159")]
    [InlineData("a+b=c d", "a+2Bb+3Dc+20d")]
    [InlineData("\r\n\0\t\u007F", "+0D+0A+00+09+7F")]
    [InlineData("<>;,", "<>;,")]
    [InlineData("홍", "+ED+99+8D")]
    [InlineData("\u010A", "+C4+8A")]
    [InlineData("😀", "+F0+9F+98+80")]
    public void All_but_visible_ASCII_is_written_in_hexadecimal(string text, string encoded)
    {
        Assert.Equal(encoded, XText.Encode(text));
        Assert.Equal(text, XText.Decode(encoded));
    }

    [Theory]
    [InlineData("+")]
    [InlineData("+4")]
    [InlineData("a+2")]
    [InlineData("+GG")]
    [InlineData("+ 1")]
    [InlineData("+-1")]
    [InlineData("a=b")]
    [InlineData("a b")]
    [InlineData("a\rb")]
    [InlineData("a\0b")]
    [InlineData("a\u007Fb")]
    public void What_is_no_xtext_is_not_decoded(string encoded) => Assert.Null(XText.Decode(encoded));

    [Theory]
    [InlineData("+C4")]
    [InlineData("+ED+A0+80")]
    public void What_is_no_UTF_8_is_not_decoded(string encoded) => Assert.Null(XText.Decode(encoded));

    [Fact]
    public void Any_text_comes_back_as_it_was()
    {
        var random = new Random(20260103);
        for (var round = 0; round < 10_000; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(20)).Select(_ => char.ConvertFromUtf32(random.Next(4) == 0 ? random.Next(0xE000, 0x110000) : random.Next(0x300))));
            var encoded = XText.Encode(text);

            Assert.DoesNotContain(encoded, c => c is < '!' or > '~' or '=');
            Assert.Equal(text, XText.Decode(encoded));
        }
    }
}
