using System.Net;
using Pabal.Smtp.Client;

namespace Pabal.Smtp.Tests.Client;

public sealed class DomainNamesTests
{
    [Theory]
    [InlineData("mail.example.com", "192.0.2.1", "mail.example.com")]
    [InlineData("메일.example.com", "192.0.2.1", "xn--h32bq4v.example.com")]
    [InlineData("anns-laptop", "192.0.2.1", "[192.0.2.1]")]
    [InlineData("anns-laptop.local", "192.0.2.1", "[192.0.2.1]")]
    [InlineData("localhost.localdomain", "127.0.0.1", "[127.0.0.1]")]
    [InlineData("pc.lan", "2001:db8::1", "[IPv6:2001:db8::1]")]
    [InlineData("c0ffee", "::ffff:192.0.2.1", "[192.0.2.1]")]
    [InlineData("c0ffee", "fe80::1%3", "[IPv6:fe80::1]")]
    [InlineData("10.0.0.1", "10.0.0.1", "[10.0.0.1]")]
    [InlineData("a b.example.com", "192.0.2.1", "[192.0.2.1]")]
    [InlineData("x\r\nMAIL.example.com", "192.0.2.1", "[192.0.2.1]")]
    [InlineData("", "192.0.2.1", "[192.0.2.1]")]
    public void The_name_said_in_EHLO_is_the_machine_s_only_if_it_is_a_full_domain_name(string machine, string local, string expected) =>
        Assert.Equal(expected, DomainNames.HelloName(machine, new IPEndPoint(IPAddress.Parse(local), 0)));

    [Theory]
    [InlineData("mail.example.com", "mail.example.com")]
    [InlineData("my_host", "my_host")]
    [InlineData("메일.kr", "xn--h32bq4v.kr")]
    [InlineData("[192.0.2.1]", "[192.0.2.1]")]
    [InlineData("[IPv6:2001:db8::1]", "[IPv6:2001:db8::1]")]
    [InlineData("[2001:db8::1]", "[IPv6:2001:db8::1]")]
    [InlineData("[x]", null)]
    [InlineData("", null)]
    [InlineData("a..b", null)]
    [InlineData("-a.test", null)]
    [InlineData("a b", null)]
    [InlineData("a\r\nb", null)]
    [InlineData("a>b", null)]
    public void A_name_given_for_EHLO_is_a_domain_name_or_an_address_literal(string text, string? expected) => Assert.Equal(expected, DomainNames.ToHelloName(text));
}
