namespace Pabal.Smtp.Tests;

public sealed class SmtpReplyTests
{
    [Theory]
    [InlineData(200, true, false, false)]
    [InlineData(250, true, false, false)]
    [InlineData(354, false, false, false)]
    [InlineData(421, false, true, false)]
    [InlineData(599, false, false, true)]
    public void The_first_digit_says_what_it_is(int code, bool positive, bool transient, bool permanent)
    {
        var reply = new SmtpReply(code, "text");

        Assert.Equal((positive, transient, permanent), (reply.IsPositive, reply.IsTransient, reply.IsPermanent));
    }

    [Theory]
    [InlineData(-250)]
    [InlineData(0)]
    [InlineData(199)]
    [InlineData(600)]
    [InlineData(2500)]
    public void A_code_is_200_to_599(int code) => Assert.Throws<ArgumentOutOfRangeException>(() => new SmtpReply(code, "text"));

    [Theory]
    [InlineData("no such user\r\n250 ok")]
    [InlineData("no\nsuch\0user")]
    [InlineData("\u001b[2J\u001b]0;owned\u0007")]
    [InlineData("\u0085\u009b")]
    public void A_line_stays_one_line(string text)
    {
        var reply = new SmtpReply(550, new EnhancedStatus(5, 1, 1), text, text);

        Assert.Equal(2, reply.Lines.Length);
        Assert.All(reply.Lines, line => Assert.DoesNotContain(line, char.IsControl));
        Assert.DoesNotContain(reply.ToString(), char.IsControl);
    }

    [Fact]
    public void A_reply_prints_on_one_line()
    {
        Assert.Equal("550 5.1.1 no such user, 없는 사용자", new SmtpReply(550, "5.1.1", "no such user, 없는 사용자").ToString());
        Assert.Equal("250 a b", new SmtpReply(250, null, ["a", "b"]).ToString());
        Assert.Equal("a\nb", new SmtpReply(250, null, ["a", "b"]).Text);
        Assert.Equal("250", new SmtpReply(250, "").ToString());
    }

    [Fact]
    public void A_reply_has_at_least_one_line() => Assert.Equal([""], new SmtpReply(250, null, lines: []).Lines);

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("3.0.0")]
    [InlineData("5.1.1 no such user")]
    public void What_is_no_status_is_not_taken_for_one(string enhanced) => Assert.Throws<ArgumentException>(() => new SmtpReply(550, enhanced, "text"));

    [Fact]
    public void Replies_are_equal_when_code_status_and_lines_are()
    {
        var reply = new SmtpReply(550, "5.1.1", "no");

        Assert.Equal(reply, new SmtpReply(550, new EnhancedStatus(5, 1, 1), "no"));
        Assert.Equal(reply.GetHashCode(), new SmtpReply(550, "5.1.1", "no").GetHashCode());
        Assert.NotEqual(reply, new SmtpReply(551, "5.1.1", "no"));
        Assert.NotEqual(reply, new SmtpReply(550, "5.1.2", "no"));
        Assert.NotEqual(reply, new SmtpReply(550, "no"));
        Assert.NotEqual(reply, new SmtpReply(550, new EnhancedStatus(5, 1, 1), "no", "no"));
    }
}
