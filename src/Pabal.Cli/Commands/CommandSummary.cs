using System.CommandLine;
using System.CommandLine.Help;
using static Pabal.Localized;

namespace Pabal.Cli.Commands;

/// <summary>What a definition tells of its command. The help page and the manual are two forms of it.</summary>
internal static class CommandSummary
{
    public static string Usage(Command command)
    {
        var name = command.Parents.FirstOrDefault() is null ? "pabal" : $"pabal {command.Name}";
        var rest = command.Subcommands.Count > 0 ? Say("COMMAND [options]", "명령 [옵션]") : Say("[options]", "[옵션]");
        return string.Join(' ', [name, .. command.Arguments.Select(Shown), rest]);
    }

    public static IReadOnlyList<Entry> Commands(Command command) =>
        [.. command.Subcommands.Where(one => !one.Hidden).Select(one => new Entry(string.Join(' ', [one.Name, .. one.Arguments.Select(Shown)]), one.Description ?? ""))];

    public static IReadOnlyList<Entry> Arguments(Command command) => [.. command.Arguments.Select(argument => new Entry(Shown(argument), argument.Description ?? ""))];

    /// <summary>The options of the command itself.</summary>
    public static IReadOnlyList<Entry> OwnOptions(Command command) => [.. command.Options.Where(option => !option.Hidden).OrderBy(option => option is HelpOption or VersionOption).Select(Row)];

    /// <summary>Those that it has from the commands above it.</summary>
    public static IReadOnlyList<Entry> InheritedOptions(Command command) => [.. command.Parents.OfType<Command>().SelectMany(parent => parent.Options.Where(option => option.Recursive).OrderBy(option => option is HelpOption).Select(Row))];

    private static Entry Row(Option option)
    {
        var names = string.Join(", ", option.Aliases.Where(name => name.StartsWith('-')).Order(StringComparer.Ordinal).Append(option.Name));
        var name = option.Arity.MaximumNumberOfValues == 0 || option.HelpName is null ? names : $"{names} <{option.HelpName}>";
        var normal = option.HasDefaultValue && option.Arity.MaximumNumberOfValues > 0 ? $" [{Say("default", "기본값")}: {option.GetDefaultValue()}]" : "";
        return new Entry(name, option.Description + normal);
    }

    private static string Shown(Argument argument) => argument.Arity.MinimumNumberOfValues == 0 ? $"[{argument.Name}]" : $"<{argument.Name}>";
}

/// <summary>A name and what it stands for.</summary>
internal sealed record Entry(string Name, string Text);
