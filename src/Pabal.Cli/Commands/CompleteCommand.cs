using System.CommandLine;
using Pabal.Cli.Completing;
using Pabal.Cli.Terminal;

namespace Pabal.Cli.Commands;

/// <summary>
/// <c>pabal complete -- WORD…</c>: what a shell asks when the Tab key is pressed. The last word is the one to complete, as far as it is typed. One line for each answer,
/// with what it means after a tab; no line where the shell had better name files.
/// </summary>
internal sealed class CompleteCommand : Command
{
    private readonly Argument<string[]> words = new("WORD") { Arity = ArgumentArity.ZeroOrMore };

    public CompleteCommand() : base("complete")
    {
        Hidden = true;
        Arguments.Add(words);
        SetAction(parsed =>
        {
            foreach (var (name, text) in Completions.Of((RootCommand)parsed.RootCommandResult.Command, parsed.GetValue(words) ?? []))
                Console.WriteLine($"{name}\t{text}");
            return ExitCode.Done;
        });
    }
}
