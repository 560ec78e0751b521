namespace Pabal.Smtp.Tests;

public sealed class EnhancedStatusTests
{
    [Theory]
    [InlineData("5.7.8 no", 5, 7, 8, 5)]
    [InlineData("2.0.0", 2, 0, 0, 5)]
    [InlineData("4.999.999  x", 4, 999, 999, 9)]
    [InlineData("5.7.139 Authentication unsuccessful", 5, 7, 139, 7)]
    public void A_code_at_the_start_is_read(string text, int kind, int subject, int detail, int length)
    {
        Assert.True(EnhancedStatus.TryParse(text, out var status, out var taken));
        Assert.Equal(new EnhancedStatus(kind, subject, detail), status);
        Assert.Equal(length, taken);
        Assert.Equal(text[..length], status.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData(" 5.7.8")]
    [InlineData("5.7")]
    [InlineData("5.7.")]
    [InlineData("5..78")]
    [InlineData("5.7.8.9")]
    [InlineData("3.7.8")]
    [InlineData("55.7.8")]
    [InlineData("5.7.1234")]
    [InlineData("5.-7.8")]
    [InlineData("5.+7.8")]
    [InlineData("5.7.8;")]
    [InlineData("5.７.8")]
    [InlineData("192.0.2.1")]
    [InlineData("no such user")]
    public void Anything_else_is_text(string text)
    {
        Assert.False(EnhancedStatus.TryParse(text, out var status, out var length));
        Assert.Equal(default, status);
        Assert.Equal(0, length);
    }
}
