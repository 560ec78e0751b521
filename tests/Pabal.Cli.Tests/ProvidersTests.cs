using System.Text.Json;

namespace Pabal.Cli.Tests;

/// <summary>What is known of providers, for people in both languages and for programs.</summary>
public sealed class ProvidersTests : IDisposable
{
    private static readonly string[] Promised = ["gmail", "naver", "daum", "kakao", "nate", "outlook", "office365", "yahoo", "icloud"];

    private readonly PabalProgram pabal = new();

    public void Dispose() => pabal.Dispose();

    [Fact]
    public async Task All_are_listed_and_what_is_not_confirmed_is_marked()
    {
        var run = await pabal.RunAsync(["providers"]);
        Assert.Equal(0, run.ExitCode);
        Assert.All(Promised, name => Assert.Matches($@"(?m)^│ {name}\*? ", run.Output));
        Assert.Contains("kakao* ", run.Output, StringComparison.Ordinal);
        Assert.Contains("sendgrid ", run.Output, StringComparison.Ordinal);
        var document = JsonDocument.Parse((await pabal.RunAsync(["providers", "--json"])).Output).RootElement;
        Assert.Empty(Promised.Except(document.GetProperty("providers").EnumerateArray().Select(one => one.GetProperty("name").GetString())));
    }

    [Theory]
    [InlineData("en", "probably refused", "whether an app password is required", "As of")]
    [InlineData("ko", "거부될 수 있습니다", "앱 비밀번호가 필수인지 여부", "기준일")]
    public async Task One_is_told_in_full_with_its_doubts_and_its_date(string language, string step, string doubt, string date)
    {
        var run = await pabal.RunAsync(["providers", "kakao", "--lang", language]);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("smtps://smtp.kakao.com:465", run.Output, StringComparison.Ordinal);
        Assert.Contains(step, run.Output, StringComparison.Ordinal);
        Assert.Contains(doubt, run.Output, StringComparison.Ordinal);
        Assert.Matches($@"{date} +20\d\d-\d\d-\d\d", run.Output);
    }

    [Fact]
    public async Task A_program_reads_the_same()
    {
        var run = await pabal.RunAsync(["providers", "m365", "--json"]);
        var one = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal("office365", one.GetProperty("name").GetString());
        Assert.Equal("smtp://smtp.office365.com:587", one.GetProperty("ports")[0].GetProperty("uri").GetString());
        Assert.Equal("starttls", one.GetProperty("ports")[0].GetProperty("tls").GetString());
        Assert.Equal(30, one.GetProperty("limits").GetProperty("messagesPerMinute").GetInt32());
        Assert.Equal("address", one.GetProperty("userName").GetString());
        Assert.True(one.GetProperty("fromMustBeLogin").GetBoolean());
        Assert.NotEmpty(one.GetProperty("password").EnumerateArray());
        Assert.NotEmpty(one.GetProperty("unconfirmed").EnumerateArray());
        Assert.Matches(@"^20\d\d-\d\d-\d\d$", one.GetProperty("confirmed").GetString());
    }

    [Theory]
    [InlineData("gmial", "gmail")]
    [InlineData("Nvaer", "naver")]
    [InlineData("hanmail.net", "daum")]
    [InlineData("xyzzy-mail-service", "pabal providers")]
    public async Task A_name_nobody_knows_is_64_and_the_nearest_is_suggested(string name, string suggested)
    {
        var run = await pabal.RunAsync(["providers", name]);
        Assert.Equal(64, run.ExitCode);
        Assert.Contains(suggested, run.Error, StringComparison.Ordinal);
        var json = await pabal.RunAsync(["providers", name, "--json"]);
        Assert.Equal(64, json.ExitCode);
        Assert.Contains(suggested, JsonDocument.Parse(json.Output).RootElement.GetProperty("error").GetProperty("diagnosis").GetProperty("remedy")[0].GetString(), StringComparison.Ordinal);
    }
}
