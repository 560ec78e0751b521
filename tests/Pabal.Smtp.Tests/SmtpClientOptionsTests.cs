namespace Pabal.Smtp.Tests;

public sealed class SmtpClientOptionsTests
{
    private static readonly SmtpClientOptions Good = new() { Host = "mail.example.com" };

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a/b")]
    [InlineData("mail.example.com\r\n")]
    [InlineData("-x.test")]
    [InlineData("[::1")]
    [InlineData("1:2")]
    public void A_host_is_a_domain_name_or_an_address(string host) => Assert.Throws<ArgumentException>(() => Good with { Host = host });

    [Theory]
    [InlineData("[2001:db8::1]", "2001:db8::1")]
    [InlineData("2001:db8:0::1", "2001:db8::1")]
    [InlineData("mail.example.com.", "mail.example.com")]
    [InlineData("메일.example.com", "xn--h32bq4v.example.com")]
    public void A_host_is_kept_as_it_is_looked_up(string host, string kept) => Assert.Equal(kept, (Good with { Host = host }).Host);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(65536)]
    public void A_port_is_in_range(int port) => Assert.Throws<ArgumentOutOfRangeException>(() => Good with { Port = port });

    [Fact]
    public void A_pin_is_a_whole_SHA_256()
    {
        Assert.Throws<ArgumentException>(() => Good with { PinnedCertificate = [1, 2, 3] });
        Assert.Throws<ArgumentException>(() => Good with { PinnedCertificate = default(System.Collections.Immutable.ImmutableArray<byte>) });
        Assert.Null((Good with { PinnedCertificate = null }).PinnedCertificate);
    }

    [Fact]
    public void A_time_out_is_more_than_nothing_and_may_be_endless()
    {
        foreach (var bad in new[] { TimeSpan.Zero, TimeSpan.FromSeconds(-1), TimeSpan.FromDays(25), TimeSpan.MaxValue })
            Assert.Throws<ArgumentOutOfRangeException>(() => new SmtpTimeouts { Final = bad });
        Assert.Equal(Timeout.InfiniteTimeSpan, new SmtpTimeouts { Final = Timeout.InfiniteTimeSpan }.Final);
    }

    [Fact]
    public void Printing_options_never_shows_the_secret() =>
        Assert.DoesNotContain("canary", (Good with { Credentials = SmtpCredentials.Password("ann", "canary") }).ToString(), StringComparison.Ordinal);
}
