using System.Globalization;
using Pabal.Smtp;

namespace Pabal.House.Tests.Documents;

/// <summary>docs/providers.md says what the library knows, in both languages.</summary>
public sealed class ProvidersPageTests
{
    private static readonly string[] Treated = ["gmail", "google-workspace", "naver", "daum", "kakao", "nate", "outlook", "office365", "yahoo", "icloud"];

    [Theory]
    [InlineData("docs/providers.md")]
    [InlineData("docs/providers.ko.md")]
    public void Every_server_is_the_one_the_library_connects_to(string page)
    {
        var rows = new Document(page).Sections.SelectMany(section => section.Rows).ToArray();
        Assert.Equal(Treated, rows.Select(row => row[0].Single()));
        Assert.All(rows, row =>
        {
            var provider = Providers.Find(row[0].Single())!;
            Assert.Equal(Addresses(provider), row[1]);
            Assert.Equal((provider.Host, provider.Port, provider.Tls), Parsed(row[1][0]));
        });

        static (string, int, TlsMode) Parsed(string address) => SmtpClientOptions.Parse(address) is var options ? (options.Host, options.Port, options.Tls) : default;
    }

    [Theory]
    [InlineData("docs/providers.md")]
    [InlineData("docs/providers.ko.md")]
    public void The_page_is_as_old_as_what_is_known(string page)
    {
        var known = Treated.Max(name => Providers.Find(name)!.Confirmed).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        Assert.Contains(known, Repository.Read(page), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Addresses(Provider provider) =>
        from port in (ProviderPort[])[new(provider.Port, provider.Tls), .. provider.Alternatives]
        select string.Create(CultureInfo.InvariantCulture, $"{(port.Tls == TlsMode.Implicit ? "smtps" : "smtp")}://{provider.Host}:{port.Port}");
}
