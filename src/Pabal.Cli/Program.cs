using System.CommandLine;
using System.Text;
using Pabal.Cli.Commands;
using Pabal.Cli.Sendmailing;
using Pabal.Cli.Terminal;
using static Pabal.Localized;

Console.OutputEncoding = Encoding.UTF8;
Language.Choose(args);

using var interrupt = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    interrupt.Cancel();
};
if (SendmailArguments.Of(args) is { } arguments)
    return await EndAsync(() => Submission.RunAsync(arguments, interrupt.Token));

// "help send" is what many try first.
args = args is ["help", .. var about] ? [.. about, "--help"] : args;
var command = PabalCommand.Create();
// A value such as "@home" is a value, not the name of a file with more options.
var parsed = command.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
if (args.Length == 0)
    return command.Parse("--help").Invoke();
if (parsed.Errors.Count > 0)
    return UsageErrors.Report(parsed, args);
return await EndAsync(() => parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, interrupt.Token));

static async Task<int> EndAsync(Func<Task<int>> run)
{
    try
    {
        return await run();
    }
    catch (OperationCanceledException)
    {
        Screen.WriteError(Say("interrupted", "중단했습니다"), []);
        return ExitCode.Interrupted;
    }
    catch (Exception e) when (e is IOException or UnauthorizedAccessException)
    {
        // Standard output is closed or full, and perhaps standard error as well: the exit code has to tell.
        return ExitCode.NoOutput;
    }
}
