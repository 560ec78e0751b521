using System.CommandLine;
using Pabal.Cli.Terminal;
using static Pabal.Localized;

namespace Pabal.Cli.Commands;

/// <summary><c>pabal completion SHELL</c>: the script by which a shell asks <see cref="CompleteCommand"/>.</summary>
internal sealed class CompletionCommand : Command
{
    private static readonly string[] Shells = ["bash", "zsh", "pwsh"];

    private readonly Argument<string> shell = new("SHELL") { Description = "bash, zsh, pwsh" };

    public CompletionCommand() : base("completion", Say("Print what makes the Tab key complete commands, options and their values.", "명령, 옵션, 값을 탭 키로 자동 완성하는 스크립트를 출력합니다."))
    {
        shell.CompletionSources.Add(Shells);
        shell.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var typed }] && !Shells.Contains(typed))
                result.AddError(Say("there are scripts for bash, zsh and pwsh", "bash, zsh, pwsh용 스크립트가 있습니다"));
        });
        Arguments.Add(shell);
        SetAction(parsed => Print(parsed.GetRequiredValue(shell)));
    }

    private static int Print(string shell)
    {
        using var script = new StreamReader(typeof(CompletionCommand).Assembly.GetManifestResourceStream($"completion.{shell}")!);
        Console.Write(script.ReadToEnd());
        return ExitCode.Done;
    }
}
