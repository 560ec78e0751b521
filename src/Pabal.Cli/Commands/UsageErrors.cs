using System.CommandLine;
using System.CommandLine.Parsing;
using Pabal.Cli.Sending;
using Pabal.Cli.Terminal;
using static Pabal.Localized;

namespace Pabal.Cli.Commands;

/// <summary>A command line that is not understood: which option, why, and the one that was probably meant. Values are never repeated, they may be secrets.</summary>
internal static class UsageErrors
{
    public static int Report(ParseResult parsed, string[] args)
    {
        var (message, remedy) = Explain(parsed, args);
        if (args.Contains("--json"))
            WriteJson(parsed.CommandResult.Command is SendCommand, ErrorDocument.From(new CliException(ExitCode.Usage, message, remedy)));
        else
            Screen.WriteError(message, remedy);
        return ExitCode.Usage;
    }

    private static void WriteJson(bool isSend, ErrorDocument error)
    {
        if (isSend)
            JsonOutput.Write(new SendDocument { Error = error }, SendJson.Default.SendDocument);
        else
            JsonOutput.Write(new FailureDocument(error), SendJson.Default.FailureDocument);
    }

    private static (string Message, string[] Remedy) Explain(ParseResult parsed, string[] args)
    {
        if (args.Any(arg => arg is "--password" or "--pass" or "--token" || arg.StartsWith("--password=", StringComparison.Ordinal)))
        {
            return (Say("a password is never taken from the command line: every user of this machine can read that", "비밀번호는 명령줄에서 받지 않습니다. 이 컴퓨터의 모든 사용자가 볼 수 있기 때문입니다"),
                [Say("put PABAL_PASSWORD=… into a .env file (chmod 600), or use --password-file F", ".env 파일(chmod 600)에 PABAL_PASSWORD=…을 쓰거나 --password-file F를 쓰십시오")]);
        }
        if (parsed.UnmatchedTokens.Count > 0 && args.Contains("--"))
        {
            return (Say("what stands after -- belongs to no option", "-- 뒤에 있는 것은 어느 옵션에도 속하지 않습니다"),
                [Say("for a value that begins so, write it with =: --subject=--", "그렇게 시작하는 값은 =로 이어 쓰십시오: --subject=--")]);
        }
        if (parsed.UnmatchedTokens.Count > 0 && FlagWithValue(parsed, args) is { } flag)
            return (Say($"{flag} takes no value", $"{flag}에는 값을 쓰지 않습니다"), [Say($"write {flag} alone, or leave it out", $"{flag}만 쓰거나 빼십시오")]);
        if ((parsed.UnmatchedTokens.FirstOrDefault(token => token.StartsWith('-')) ?? Swallowed(parsed)) is { } unknown)
        {
            unknown = unknown.Split('=')[0];
            var near = Nearest.To(unknown, Options(parsed).Select(option => option.Name));
            return (Say($"there is no option {unknown}", $"{unknown} 옵션은 없습니다"), [near is null ? HelpHint(parsed) : DidYouMean(near)]);
        }
        if (parsed.UnmatchedTokens.Count > 0 && parsed.CommandResult.Command is RootCommand root)
        {
            var near = Nearest.To(parsed.UnmatchedTokens[0], root.Subcommands.Where(command => !command.Hidden).Select(command => command.Name));
            return (Say($"there is no command {parsed.UnmatchedTokens[0]}", $"{parsed.UnmatchedTokens[0]} 명령은 없습니다"), [near is null ? HelpHint(parsed) : DidYouMean(near)]);
        }
        if (parsed.UnmatchedTokens.Count > 0)
            return (Say("there is a word that belongs to no option; put values with spaces in quotes", "어느 옵션에도 속하지 않는 단어가 있습니다. 공백이 든 값은 따옴표로 묶으십시오"), [HelpHint(parsed)]);
        var error = parsed.Errors.Count > 0 ? parsed.Errors[0] : null;
        return (error?.SymbolResult switch
        {
            OptionResult { Option.Name: var name, Tokens.Count: 0 } => Say($"{name} needs a value", $"{name}에는 값이 필요합니다"),
            OptionResult { Option.Name: var name, IdentifierTokenCount: > 1 } => Say($"{name} is there more than once; it takes one value", $"{name}이(가) 두 번 이상 있습니다. 값은 하나만 쓰십시오"),
            OptionResult => error.Message,
            ArgumentResult { Argument.Name: var name, Tokens.Count: 0 } => Say($"{name} is missing", $"{name}이(가) 없습니다"),
            CommandResult { Command: not RootCommand and { Arguments: [{ Name: var name }, ..] } } => Say($"{name} is missing", $"{name}이(가) 없습니다"),
            _ => Say("no command was given", "명령이 없습니다"),
        }, [HelpHint(parsed)]);
    }

    /// <summary>Whether a value of an option that takes several is rather an option, mistyped.</summary>
    public static bool IsOption(string value) => value.StartsWith("--", StringComparison.Ordinal) && value.Length > 2;

    private static string? Swallowed(ParseResult parsed) => parsed.CommandResult.Children.OfType<OptionResult>()
        .Where(result => result.Option.Arity.MaximumNumberOfValues > 1).SelectMany(result => result.Tokens).Select(token => token.Value).FirstOrDefault(IsOption);

    private static IEnumerable<Option> Options(ParseResult parsed) => parsed.RootCommandResult.Command.Options.Concat(parsed.CommandResult.Command.Options);

    // "--json true" and "--json=true": an option that is there or not.
    private static string? FlagWithValue(ParseResult parsed, string[] args)
    {
        if (IsOption(parsed.UnmatchedTokens[0]))
            return null;
        var flags = Options(parsed).Where(option => option.Arity.MaximumNumberOfValues == 0).Select(option => option.Name).ToList();
        return flags.Find(flag => args.Any(arg => arg.StartsWith(flag + "=", StringComparison.Ordinal)) || args.Zip(args.Skip(1)).Any(pair => pair.First == flag && pair.Second == parsed.UnmatchedTokens[0]));
    }

    private static string DidYouMean(string near) => Say($"did you mean {near}?", $"{near}을(를) 뜻하셨습니까?");

    private static string HelpHint(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command is RootCommand ? "pabal --help" : $"pabal {parsed.CommandResult.Command.Name} --help";
        return Say($"see {command}", $"{command}를 보십시오");
    }
}
