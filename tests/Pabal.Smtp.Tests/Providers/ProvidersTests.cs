using Pabal.Mime;

namespace Pabal.Smtp.Tests.Providers;

public sealed class ProvidersTests
{
    [Fact]
    public void Names_and_aliases_are_lower_case_and_name_one_provider_each()
    {
        var names = Smtp.Providers.All.SelectMany(provider => provider.Aliases.Add(provider.Name)).ToList();
        Assert.Equal(names.Count, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(names, name => Assert.Matches("^[a-z0-9.-]+$", name));
        Assert.All(Smtp.Providers.All, provider => Assert.Same(provider, Smtp.Providers.Find(provider.Name)));
    }

    [Theory]
    [InlineData("Gmail", "gmail")]
    [InlineData("HOTMAIL", "outlook")]
    [InlineData("hanmail", "daum")]
    [InlineData("m365", "office365")]
    [InlineData("SES-eu-west-1", "ses-eu-west-1")]
    public void A_name_is_found_whatever_its_case(string name, string found) => Assert.Equal(found, Smtp.Providers.Find(name)?.Name);

    [Theory]
    [InlineData("")]
    [InlineData("gmai")]
    [InlineData("ses")]
    [InlineData("ses-")]
    [InlineData("ses-1")]
    [InlineData("ses-evil.example/x-1-1")]
    [InlineData("ses-a-b-1.attacker.test#-1")]
    [InlineData("ses-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-b-1")]
    public void What_is_no_provider_is_not_found(string name) => Assert.Null(Smtp.Providers.Find(name));

    [Theory]
    [InlineData("a@gmail.com", "gmail")]
    [InlineData("a@GoogleMail.com", "gmail")]
    [InlineData("a@naver.com", "naver")]
    [InlineData("a@hanmail.net", "daum")]
    [InlineData("a@daum.net", "daum")]
    [InlineData("a@kakao.com", "kakao")]
    [InlineData("a@nate.com", "nate")]
    [InlineData("a@hotmail.com", "outlook")]
    [InlineData("a@yahoo.co.jp", "yahoo-japan")]
    [InlineData("a@me.com", "icloud")]
    [InlineData("a@mail.naver.com", null)]
    [InlineData("a@company.example", null)]
    public void An_address_belongs_to_the_provider_of_its_domain(string address, string? name) =>
        Assert.Equal(name, Smtp.Providers.ForAddress(EmailAddress.Parse(address))?.Name);

    [Fact]
    public void No_domain_belongs_to_two_providers()
    {
        var domains = Smtp.Providers.All.SelectMany(provider => provider.Domains).ToList();
        Assert.Equal(domains.Count, domains.Distinct().Count());
        Assert.All(domains, domain => Assert.Equal(domain.ToLowerInvariant(), domain));
    }

    [Theory]
    [InlineData("smtp.gmail.com", "gmail")]
    [InlineData("SMTP.naver.com.", "naver")]
    [InlineData("smtp.live.com", "outlook")]
    [InlineData("email-smtp.us-gov-west-1.amazonaws.com", "ses-us-gov-west-1")]
    [InlineData("email-smtp..amazonaws.com", null)]
    [InlineData("email-smtp.amazonaws.com", null)]
    [InlineData("smtp.gmail.com.example", null)]
    [InlineData("", null)]
    public void A_host_tells_its_provider(string host, string? name) => Assert.Equal(name, Smtp.Providers.ForHost(host)?.Name);
}
