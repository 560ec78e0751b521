using System.CommandLine;
using Pabal.Cli.Manual;
using Pabal.Cli.Terminal;

namespace Pabal.Cli.Commands;

/// <summary><c>pabal manual</c>: prints what <c>docs/pabal.1</c> holds, which is made by it.</summary>
internal sealed class ManualCommand : Command
{
    public ManualCommand() : base("manual")
    {
        Hidden = true;
        SetAction(parsed =>
        {
            Console.Write(ManualPage.Of((RootCommand)parsed.RootCommandResult.Command));
            return ExitCode.Done;
        });
    }
}
