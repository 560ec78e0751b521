namespace Pabal.Smtp.Tests;

public sealed class SmtpCredentialsTests
{
    [Theory]
    [InlineData("a\0b", "p")]
    [InlineData("a\u0001b", "p")]
    [InlineData("a\r\nb", "p")]
    [InlineData("a\uFFFDb", "p")]
    [InlineData("a", "se\0cret")]
    [InlineData("a", "se\uFFFDcret")]
    public void A_name_or_password_that_no_login_can_carry_is_refused_without_repeating_it(string user, string password)
    {
        var error = Assert.Throws<ArgumentException>(() => SmtpCredentials.Password(user, password));
        Assert.DoesNotContain("cret", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Half_of_a_character_is_refused()
    {
        Assert.Throws<ArgumentException>(() => SmtpCredentials.Password("a", "x" + '\uD800'));
        Assert.Throws<ArgumentException>(() => SmtpCredentials.Password("\uDC00" + "x", "p"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("ya29.secret\n")]
    [InlineData("ya29 secret")]
    [InlineData("ya29.secret\u0001host=evil.test")]
    [InlineData("비밀secret")]
    public void A_token_that_is_not_one_visible_word_is_refused_without_repeating_it(string token)
    {
        var error = Assert.Throws<ArgumentException>(() => SmtpCredentials.OAuthToken("a", token));
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Printing_shows_the_user_only()
    {
        var credentials = SmtpCredentials.Password("홍길동", "두부 tab\there");

        Assert.Equal("홍길동", credentials.ToString());
        Assert.False(credentials.IsToken);
        Assert.True(SmtpCredentials.OAuthToken("a", "ya29.A-0_~+/=").IsToken);
    }
}
