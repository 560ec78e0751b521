using System.ComponentModel;
using System.Diagnostics;
using Pabal.Cli.Terminal;
using static Pabal.Localized;

namespace Pabal.Cli.Settings;

/// <summary>A program that knows the password: <c>pass</c>, <c>secret-tool</c>, a vault. It is started without a shell, and may ask its user on the terminal.</summary>
internal static class SecretCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(2);

    /// <summary>What it prints, without the line end.</summary>
    public static string Run(IReadOnlyList<string> command)
    {
        if (command.Count == 0 || command.Any(part => part is null || part.Contains('\0', StringComparison.Ordinal)))
            throw Failed("passwordCommand", Say("it must be a program and its arguments", "프로그램과 그 인수여야 합니다"));
        using var process = Start(command);
        var output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            throw Failed(command[0], Say($"not finished within {Patience.TotalMinutes:0} minutes", $"{Patience.TotalMinutes:0}분 안에 끝나지 않았습니다"));
        }
        if (process.ExitCode != 0)
            throw Failed(command[0], Say($"ended with exit code {process.ExitCode}", $"종료 코드 {process.ExitCode}로 끝났습니다"));
        // An agent that it left running may hold the pipe open for good.
        if (!output.Wait(LastWords))
            throw Failed(command[0], Say("it left a program running that holds its output open", "출력을 열어 둔 채 남은 프로그램이 있습니다"));
        var secret = output.GetAwaiter().GetResult().TrimEnd('\r', '\n');
        return secret.Length > 0 && secret.AsSpan().IndexOfAny('\r', '\n', '\0') < 0 ? secret
            : throw Failed(command[0], Say("it has to print the password and nothing else, on one line", "비밀번호만 한 줄로 출력해야 합니다"));
    }

    private static Process Start(IReadOnlyList<string> command)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardOutput = true })!;
        }
        catch (Win32Exception e)
        {
            throw Failed(command[0], e.Message);
        }
    }

    private static CliException Failed(string program, string reason) => new(ExitCode.Configuration,
        Say($"no password from {program}: {reason}", $"{program}에서 비밀번호를 얻지 못했습니다: {reason}"),
        Say($"try the passwordCommand of the account in {ConfigFile.Path} by hand", $"{ConfigFile.Path}의 계정에 있는 passwordCommand를 직접 실행해 보십시오"));
}
