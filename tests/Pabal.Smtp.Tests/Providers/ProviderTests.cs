using Pabal.Mime;
using Pabal.Smtp.Tests.Diagnostics;

namespace Pabal.Smtp.Tests.Providers;

public sealed class ProviderTests
{
    public static TheoryData<Provider> All => [.. Smtp.Providers.All];

    [Theory]
    [MemberData(nameof(All))]
    public void The_facts_of_a_provider_are_sound(Provider provider)
    {
        Assert.Equal(UriHostNameType.Dns, Uri.CheckHostName(provider.Host));
        Assert.Contains('.', provider.Host);
        Assert.False(string.IsNullOrWhiteSpace(provider.DisplayName));
        Assert.NotEmpty(provider.Mechanisms);
        Assert.All(provider.Mechanisms, name => Assert.Equal(name.ToUpperInvariant(), name));
        Assert.Equal(provider.UserName == UserNameForm.Fixed, provider.FixedUser is not null);
        Assert.StartsWith("https://", provider.Link);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Ports_and_protection_agree(Provider provider)
    {
        ProviderPort[] ports = [new(provider.Port, provider.Tls), .. provider.Alternatives];
        Assert.Equal(ports.Length, ports.Select(port => port.Port).Distinct().Count());
        Assert.All(ports, port => Assert.Contains(port, new ProviderPort[]
        {
            new(465, TlsMode.Implicit), new(2465, TlsMode.Implicit), new(587, TlsMode.Required), new(2587, TlsMode.Required), new(2525, TlsMode.Required), new(25, TlsMode.Required),
        }));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void How_to_get_a_password_is_told_in_both_languages(Provider provider)
    {
        Assert.NotEmpty(provider.Password);
        Assert.All(provider.Password, RuleTests.IsBilingual);
        Assert.All(provider.Doubts, RuleTests.IsBilingual);
        Assert.Equal(provider.Password.Select(step => step.English), Speaking.In("en", () => provider.PasswordSteps));
        Assert.Equal(provider.Password.Select(step => step.Korean), Speaking.In("ko", () => provider.PasswordSteps));
    }

    [Fact]
    public void Limits_are_positive() => Assert.All(Smtp.Providers.All.Select(provider => provider.Limits), limits =>
        Assert.All<long?>(
            [limits.MessagesPerDay, limits.RecipientsPerDay, limits.RecipientsPerMessage, limits.MessagesPerMinute, limits.Connections, limits.MessagesPerConnection, limits.MessageSize],
            limit => Assert.True(limit is null or > 0)));

    [Theory]
    [InlineData("gmail", "smtp.gmail.com", 465, TlsMode.Implicit)]
    [InlineData("naver", "smtp.naver.com", 465, TlsMode.Implicit)]
    [InlineData("daum", "smtp.daum.net", 465, TlsMode.Implicit)]
    [InlineData("kakao", "smtp.kakao.com", 465, TlsMode.Implicit)]
    [InlineData("nate", "smtp.mail.nate.com", 465, TlsMode.Implicit)]
    [InlineData("outlook", "smtp-mail.outlook.com", 587, TlsMode.Required)]
    [InlineData("office365", "smtp.office365.com", 587, TlsMode.Required)]
    [InlineData("yahoo", "smtp.mail.yahoo.com", 465, TlsMode.Implicit)]
    [InlineData("icloud", "smtp.mail.me.com", 587, TlsMode.Required)]
    [InlineData("ses-ap-northeast-2", "email-smtp.ap-northeast-2.amazonaws.com", 587, TlsMode.Required)]
    public void A_provider_is_a_server_by_name(string name, string host, int port, TlsMode tls)
    {
        var options = SmtpClientOptions.Parse(name);
        Assert.Equal((host, port, tls), (options.Host, options.Port, options.Tls));
    }

    [Theory]
    [InlineData("apikey", "sendgrid")]
    [InlineData("gil@naver.com", "naver")]
    [InlineData("gil", "web.de")]
    [InlineData(null, "mailgun")]
    public void The_user_name_follows_from_the_address_where_it_can(string? user, string name) =>
        Assert.Equal(user, Smtp.Providers.Find(name)!.UserFor(EmailAddress.Parse("gil@naver.com")));
}
