namespace Pabal.House.Tests.Documents;

public sealed class ShellCommandTests
{
    [Fact]
    public void Quotes_and_continued_lines_make_one_command() => Assert.Equal(
        [["pabal", "send", "--to", "홍길동 <gil@example.com>", "--text", "it's"]],
        ShellCommand.Split("pabal send --to \"홍길동 <gil@example.com>\" \\\n  --text \"it's\"  # a comment\n"));

    [Fact]
    public void A_pipe_joins_two_commands() => Assert.Equal([["echo", "a|b"], ["pabal", "sendmail", "-t"]], ShellCommand.Split("echo 'a|b' | pabal sendmail -t"));

    [Fact]
    public void Of_a_session_only_what_is_typed_counts() => Assert.Equal("a \\\n  b\nc\n", ShellCommand.Typed("$ a \\\n  b\nprinted --so\n$ c\n"));

    [Theory]
    [InlineData("PABAL_LANG=ko artifacts/bin/Pabal.Cli/release/pabal check", "check")]
    [InlineData("dotnet run -c Release --project src/Pabal.Cli -- send --to a@example.com", "send --to a@example.com")]
    [InlineData("swaks --to a@example.com", null)]
    public void Pabal_is_known_however_it_is_called(string line, string? arguments) =>
        Assert.Equal(arguments?.Split(' '), ShellCommand.PabalArguments(ShellCommand.Split(line).Single()));
}
