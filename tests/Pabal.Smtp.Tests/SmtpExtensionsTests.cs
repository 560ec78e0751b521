namespace Pabal.Smtp.Tests;

public sealed class SmtpExtensionsTests
{
    [Fact]
    public void Keywords_are_read_with_their_parameters_and_found_in_any_case()
    {
        var offered = Offered("8BITMIME", "size 35651584", "Auth plain LOGIN  plain", "X-UNKNOWN  a b ");

        Assert.True(offered.Has("8bitmime"));
        Assert.Equal(35651584, offered.MaxSize);
        Assert.Equal(["PLAIN", "LOGIN"], offered.Mechanisms);
        Assert.Equal("a b", offered.Keywords["x-unknown"]);
        Assert.Equal("", offered.Keywords["8BITMIME"]);
    }

    [Fact]
    public void The_greeting_is_no_keyword() => Assert.Empty(SmtpExtensions.From(new SmtpReply(250, "STARTTLS")).Keywords);

    [Theory]
    [InlineData("XSTARTTLS")]
    [InlineData("STARTTLSX")]
    [InlineData("STARTTLS=1")]
    [InlineData("X STARTTLS")]
    public void Only_the_whole_keyword_counts(string line) => Assert.False(Offered(line).Has("STARTTLS"));

    [Fact]
    public void The_old_form_of_AUTH_adds_to_the_new_one()
    {
        Assert.Equal(["PLAIN", "LOGIN"], Offered("AUTH PLAIN", "AUTH=PLAIN LOGIN").Mechanisms);
        Assert.Equal(["LOGIN"], Offered("AUTH=LOGIN").Mechanisms);
        Assert.Empty(Offered("AUTHX PLAIN").Mechanisms);
        Assert.Empty(Offered("AUTH").Mechanisms);
    }

    [Theory]
    [InlineData("SIZE")]
    [InlineData("SIZE 0")]
    [InlineData("SIZE -1")]
    [InlineData("SIZE +1")]
    [InlineData("SIZE 1e9")]
    [InlineData("SIZE 99999999999999999999")]
    [InlineData("SIZE 10 20")]
    [InlineData("SIZE １０")]
    public void A_silly_size_is_none(string line)
    {
        Assert.Null(Offered(line).MaxSize);
        Assert.True(Offered(line).Has("SIZE"));
    }

    [Theory]
    [InlineData("LIMITS RCPTMAX=10 MAILMAX=3", 10, 3)]
    [InlineData("limits mailmax=1", null, 1)]
    [InlineData("LIMITS RCPTDOMAINMAX=1", null, null)]
    [InlineData("LIMITS RCPTMAX=0 MAILMAX=-1", null, null)]
    [InlineData("LIMITS RCPTMAX= MAILMAX=99999999999", null, null)]
    [InlineData("LIMITS", null, null)]
    public void Limits_are_positive_numbers_or_none(string line, int? recipients, int? mails)
    {
        Assert.Equal(recipients, Offered(line).MaxRecipients);
        Assert.Equal(mails, Offered(line).MaxMails);
    }

    [Fact]
    public void Of_an_endless_list_a_hundred_are_kept()
    {
        var offered = Offered([.. Enumerable.Range(0, 5000).Select(n => $"X{n}")]);

        Assert.Equal(100, offered.Keywords.Count);
        Assert.True(offered.Has("X99"));
    }

    [Fact]
    public void Empty_lines_and_control_characters_make_no_keyword() => Assert.Equal(["A"], Offered("", " ", "\u001b", "\rSTARTTLS", "A").Keywords.Keys);

    [Fact]
    public void Nothing_is_offered_after_HELO()
    {
        Assert.Empty(SmtpExtensions.None.Keywords);
        Assert.Empty(SmtpExtensions.None.Mechanisms);
        Assert.Null(SmtpExtensions.None.MaxSize);
    }

    private static SmtpExtensions Offered(params string[] lines) => SmtpExtensions.From(new SmtpReply(250, null, ["mail.example.com", .. lines]));
}
