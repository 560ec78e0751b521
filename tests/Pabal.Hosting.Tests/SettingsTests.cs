using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Pabal.Smtp;

namespace Pabal.Hosting.Tests;

public sealed class SettingsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("pabal-test-").FullName;

    [Theory]
    [InlineData("", "", "Pabal:Server: there is no server; write a provider's name")]
    [InlineData("Server", "gmial", "Pabal:Server: “gmial” is no provider")]
    [InlineData("Server", "smtp://mail.example.com:99999", "Pabal:Server: “99999” is no port")]
    [InlineData("From", "ann at example.com", "Pabal:From: ")]
    [InlineData("User", "ann", "Pabal:Password: there is no password for ann; set the environment variable Pabal__Password")]
    [InlineData("Password", "s3cret", "Pabal:User: there is a password, but nobody to log in as")]
    [InlineData("Pasword", "s3cret", "Pabal:Pasword is unknown; the keys are Server, User, Password")]
    [InlineData("Pool:MaxConnections", "many", "Pabal:Pool:MaxConnections: write a whole number, such as 4")]
    [InlineData("Pool:MaxConnections", "0", "Pabal:Pool:MaxConnections: a client keeps 1 to 1000 connections")]
    [InlineData("Timeouts:Connect", "30", "Pabal:Timeouts:Connect: write a time as hours:minutes:seconds, such as 00:00:30")]
    [InlineData("Timeouts:Connect", "-00:00:30", "Pabal:Timeouts:Connect: a time-out is more than nothing")]
    [InlineData("Timeouts:Conect", "00:00:30", "Pabal:Timeouts:Conect is unknown")]
    public void A_wrong_setting_is_told_with_its_key_and_the_way_out(string key, string value, string problem)
    {
        Dictionary<string, string?> settings = key.Length == 0 ? [] : new() { ["Pabal:Server"] = "smtp://localhost", [$"Pabal:{key}"] = value };
        var failure = Failure(settings);
        Assert.Contains(problem, failure, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", failure, StringComparison.Ordinal);
        Assert.DoesNotContain("(Parameter", failure, StringComparison.Ordinal);
    }

    [Fact]
    public void Problems_are_told_in_Korean_too()
    {
        var failure = Spoken.InKorean(() => Failure(new() { ["Pabal:Server"] = "gmial", ["Pabal:Pool:Retries"] = "-1", ["Pabal:Pasword"] = "s3cret" }));
        Assert.Contains("Pabal:Pool:Retries: 다시 시도하는 횟수는", failure, StringComparison.Ordinal);
        Assert.Contains("Pabal:Pasword은(는) 모르는 키입니다", failure, StringComparison.Ordinal);
        Assert.Contains("Pabal:Server: “gmial”은(는) 아는 메일 서비스가 아닙니다", failure, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", failure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("smtp://ann:s3cret@mail.example.com")]
    [InlineData("smtps://ann:s3cr:et@et@mail.example.com:465?tls=none")]
    public void A_password_in_the_uri_is_refused_and_not_repeated(string server)
    {
        var failure = Failure(new() { ["Pabal:Server"] = server });
        Assert.Contains("Pabal:Server: a password has no place in the server's URI", failure, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr", failure, StringComparison.Ordinal);
    }

    [Fact]
    public void All_problems_of_all_accounts_are_told_at_once()
    {
        using var host = TestHost.Build(new() { ["Pabal:Server"] = "gmial", ["Pabal:From"] = "ann", ["Pabal:Accounts:newsletter:Server"] = "nave" },
            services => services.AddPabal().AddPabal("newsletter"));
        var failure = Assert.Throws<AggregateException>(() => host.Start()).ToString();
        Assert.All(["Pabal:Server: ", "Pabal:From: ", "Pabal:Accounts:newsletter:Server: "], key => Assert.Contains(key, failure, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null, "the file can't be read")]
    [InlineData("", "is to hold one line")]
    [InlineData("s3cret\nand more\n", "is to hold one line")]
    [InlineData("s3cret\0", "holds NUL")]
    public void A_password_file_that_is_none_is_told_without_its_content(string? content, string problem)
    {
        if (content is not null)
            File.WriteAllText(Path.Combine(folder, "password"), content);
        var failure = Failure(new() { ["Pabal:Server"] = "smtp://ann@localhost", ["Pabal:PasswordFile"] = "password" });
        Assert.Contains("Pabal:PasswordFile: ", failure, StringComparison.Ordinal);
        Assert.Contains(problem, failure, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", failure, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_setting_reaches_the_client()
    {
        var client = Client(new()
        {
            ["Pabal:Server"] = "smtp://mail.example.com",
            ["Pabal:Pool:MaxConnections"] = "7",
            ["Pabal:Pool:MailsPerConnection"] = "8",
            ["Pabal:Pool:IdleTime"] = "00:00:09",
            ["Pabal:Pool:Lifetime"] = "00:01:00",
            ["Pabal:Pool:MailsPerMinute"] = "11",
            ["Pabal:Pool:Retries"] = "2",
            ["Pabal:Pool:RetryDelay"] = "00:00:12",
            ["Pabal:Timeouts:Connect"] = "00:00:01",
            ["Pabal:Timeouts:Greeting"] = "00:00:02",
            ["Pabal:Timeouts:Command"] = "00:00:03",
            ["Pabal:Timeouts:Envelope"] = "00:00:04",
            ["Pabal:Timeouts:Data"] = "00:00:05",
            ["Pabal:Timeouts:Block"] = "00:00:06",
            ["Pabal:Timeouts:Final"] = "00:00:07",
            ["Pabal:Timeouts:Quit"] = "00:00:08",
        });
        Assert.Equal("mail.example.com", client.Host);
        Assert.Equal(new SmtpPoolOptions
        {
            MaxConnections = 7,
            MailsPerConnection = 8,
            IdleTime = TimeSpan.FromSeconds(9),
            Lifetime = TimeSpan.FromMinutes(1),
            MailsPerMinute = 11,
            Retries = 2,
            RetryDelay = TimeSpan.FromSeconds(12),
        }, client.Pool);
        Assert.Equal(new SmtpTimeouts
        {
            Connect = TimeSpan.FromSeconds(1),
            Greeting = TimeSpan.FromSeconds(2),
            Command = TimeSpan.FromSeconds(3),
            Envelope = TimeSpan.FromSeconds(4),
            Data = TimeSpan.FromSeconds(5),
            Block = TimeSpan.FromSeconds(6),
            Final = TimeSpan.FromSeconds(7),
            Quit = TimeSpan.FromSeconds(8),
        }, client.Timeouts);
    }

    [Fact]
    public void What_a_provider_allows_is_kept_to_but_for_what_is_set()
    {
        var client = Client(new() { ["Pabal:Server"] = "office365", ["Pabal:Pool:Retries"] = "2" });
        var allowed = SmtpPoolOptions.For(Providers.Find("office365")!);
        Assert.NotEqual(new SmtpPoolOptions(), allowed);
        Assert.Equal(allowed with { Retries = 2 }, client.Pool);
    }

    [Theory]
    [InlineData("naver", "gil@naver.com", "gil@naver.com")]
    [InlineData("sendgrid", "gil@example.com", "apikey")]
    public void At_a_provider_From_tells_who_logs_in(string provider, string from, string user) =>
        Assert.Equal(user, Client(new() { ["Pabal:Server"] = provider, ["Pabal:From"] = from, ["Pabal:Password"] = "s3cret" }).Credentials!.User);

    [Fact]
    public void What_code_sets_goes_before_the_configuration_and_an_empty_value_is_none()
    {
        var client = Client(new() { ["Pabal:Server"] = "smtp://mail.example.com", ["Pabal:User"] = "", ["Pabal:Password"] = "", ["Pabal:Pool:Retries"] = "2" },
            options => options.Server = "smtp://other.example.com");
        Assert.Equal("other.example.com", client.Host);
        Assert.Equal(2, client.Pool.Retries);
        Assert.Null(client.Credentials);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string Failure(Dictionary<string, string?> settings)
    {
        using var host = TestHost.Build(settings, services => services.AddPabal(), root: folder);
        return Assert.Throws<OptionsValidationException>(host.Start).Message;
    }

    /// <summary>What the client would be made of.</summary>
    private SmtpClientOptions Client(Dictionary<string, string?> settings, Action<PabalOptions>? configure = null)
    {
        SmtpClientOptions? client = null;
        using var host = TestHost.Build(settings, services => services.AddPabal(options =>
        {
            configure?.Invoke(options);
            options.Client = made => client = made;
        }), root: folder);
        host.Start();
        return client!;
    }
}
