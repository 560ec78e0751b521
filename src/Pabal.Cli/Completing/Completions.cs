using System.CommandLine;
using System.CommandLine.Completions;
using Pabal.Cli.Commands;

namespace Pabal.Cli.Completing;

/// <summary>What a half-typed command line may go on with, from the definitions of the commands.</summary>
internal static class Completions
{
    /// <param name="root">The program.</param>
    /// <param name="typed">The words after the program's name. The last is the one to complete.</param>
    public static IEnumerable<Entry> Of(RootCommand root, string[] typed)
    {
        // bash takes the = of --option=value for a word.
        var words = typed.Where(word => word != "=").ToList();
        var word = typed is [] or [.., "="] ? "" : words[^1];
        var before = typed is [.., "="] ? words : words[..^Math.Min(1, words.Count)];
        var command = CommandIn(root, before);
        Option[] options = [.. command.Options.Where(option => !option.Hidden), .. command == root ? [] : root.Options.Where(option => option.Recursive)];

        if (word.StartsWith("--", StringComparison.Ordinal) && word.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals)
        {
            var name = word[..equals];
            return Starting(word, Values(Named(options, name)).Select(value => new Entry($"{name}={value}", "")));
        }
        if (before.Count > 0 && Named(options, before[^1]) is { Arity.MaximumNumberOfValues: > 0 } awaiting)
            return Starting(word, Values(awaiting).Select(value => new Entry(value, "")));
        if (word.StartsWith('-'))
            return Starting(word, Unused(options, before));
        if (command == root)
            return Starting(word, root.Subcommands.Where(one => !one.Hidden).Select(one => new Entry(one.Name, one.Description ?? "")));
        if (command.Arguments.Count > 0)
            return Starting(word, command.Arguments[0].GetCompletions(CompletionContext.Empty).Select(item => new Entry(item.Label, "")));
        // A further value of an option that takes several is likelier than anything else.
        var several = before.FindLast(one => one.StartsWith('-')) is { } last && Named(options, last) is { AllowMultipleArgumentsPerToken: true };
        return several || word.Length > 0 ? [] : Unused(options, before);
    }

    private static Command CommandIn(RootCommand root, List<string> before)
    {
        for (var i = 0; i < before.Count; i++)
        {
            if (Named(root.Options, before[i]) is { Arity.MaximumNumberOfValues: > 0 })
                i++;
            else if (root.Subcommands.FirstOrDefault(command => command.Name == before[i]) is { } command)
                return command;
        }
        return root;
    }

    private static Option? Named(IEnumerable<Option> options, string word) => options.FirstOrDefault(option => option.Name == word || option.Aliases.Contains(word));

    private static IEnumerable<string> Values(Option? option) => option is null ? [] : option.GetCompletions(CompletionContext.Empty).Select(item => item.Label);

    private static IEnumerable<Entry> Unused(IEnumerable<Option> options, List<string> before) =>
        from option in options
        where option.AllowMultipleArgumentsPerToken || !before.Contains(option.Name)
        select new Entry(option.Name, option.Description ?? "");

    private static IEnumerable<Entry> Starting(string word, IEnumerable<Entry> entries) => entries.Where(entry => entry.Name.StartsWith(word, StringComparison.Ordinal));
}
