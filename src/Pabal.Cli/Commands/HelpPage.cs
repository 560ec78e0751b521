using System.CommandLine;
using System.CommandLine.Invocation;
using Pabal.Cli.Terminal;
using static Pabal.Localized;

namespace Pabal.Cli.Commands;

/// <summary>The help page of a command, with examples after it: a page that only lists options teaches nobody. It fits 80 columns, of which a Korean letter takes two.</summary>
internal sealed class HelpPage : SynchronousCommandLineAction
{
    private const int PageWidth = 80;
    private const int WidestName = 26;

    // Who asks for help need not get the rest right.
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var (output, command) = (parseResult.InvocationConfiguration.Output, parseResult.CommandResult.Command);
        foreach (var line in Columns.Wrap(command.Description ?? "", PageWidth))
            output.WriteLine(line);
        output.WriteLine();
        output.WriteLine($"{Say("Usage:", "사용법:")} {CommandSummary.Usage(command)}");
        Write(output, Say("Commands:", "명령:"), CommandSummary.Commands(command));
        Write(output, Say("Arguments:", "인수:"), CommandSummary.Arguments(command));
        Write(output, Say("Options:", "옵션:"), [.. CommandSummary.OwnOptions(command), .. CommandSummary.InheritedOptions(command)]);
        output.WriteLine();
        output.WriteLine(HelpText.Of(command));
        return 0;
    }

    private static void Write(TextWriter output, string title, IReadOnlyList<Entry> entries)
    {
        if (entries.Count == 0)
            return;
        output.WriteLine();
        output.WriteLine(title);
        var indent = Math.Min(WidestName, entries.Max(entry => Columns.Width(entry.Name))) + 4;
        foreach (var (name, text) in entries)
        {
            var start = "  " + name;
            foreach (var line in Columns.Wrap(text, PageWidth - indent))
            {
                // A long name has a line to itself.
                if (Columns.Width(start) > indent - 2)
                {
                    output.WriteLine(start);
                    start = "";
                }
                output.WriteLine(start + new string(' ', indent - Columns.Width(start)) + line);
                start = "";
            }
        }
    }
}
