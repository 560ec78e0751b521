using System.Text.RegularExpressions;

namespace Pabal.Cli.Tests;

public sealed partial class HelpTests : IDisposable
{
    private readonly PabalProgram pabal = new();

    public void Dispose() => pabal.Dispose();

    [Theory]
    [InlineData("en")]
    [InlineData("ko")]
    public async Task Every_page_fits_80_columns_of_which_a_Korean_letter_takes_two(string language)
    {
        var root = (await pabal.RunAsync(["--help", "--lang", language])).Succeeded();
        string[] commands = [.. Command().Matches(root).Select(match => match.Groups[1].Value)];
        Assert.Contains("send", commands);
        foreach (var command in commands.Prepend(null))
        {
            var page = (await pabal.RunAsync([.. command is null ? [] : (string[])[command], "--help", "--lang", language])).Succeeded();
            Assert.All(page.Split('\n'), line => Assert.InRange(line.TrimEnd().Sum(letter => letter is >= '가' and <= '힣' ? 2 : 1), 0, 80));
        }
    }

    [Theory]
    [InlineData("sned", "send")]
    [InlineData("chekc", "check")]
    [InlineData("provider", "providers")]
    public async Task A_mistyped_command_suggests_the_right_one(string typed, string meant)
    {
        var run = await pabal.RunAsync([typed]);
        Assert.Equal(64, run.ExitCode);
        Assert.Contains($"did you mean {meant}?", run.Error, StringComparison.Ordinal);
        Assert.Contains($"{meant}을(를) 뜻하셨습니까?", (await pabal.RunAsync([typed, "--lang", "ko"])).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_may_be_left_out_stands_in_brackets()
    {
        var page = (await pabal.RunAsync(["--help"])).Succeeded();
        Assert.Contains("  providers [NAME] ", page, StringComparison.Ordinal);
        Assert.Contains("  show <FILE> ", page, StringComparison.Ordinal);
    }

    [GeneratedRegex("^  ([a-z]+)(?: [<[]\\w+[]>])? {2,}", RegexOptions.Multiline)]
    private static partial Regex Command();
}
