using System.CommandLine;
using Pabal.Cli.Commands;

namespace Pabal.Cli.Manual;

/// <summary>The manual page of the program in the macros of man(7), from the same definitions as <c>--help</c>.</summary>
internal static class ManualPage
{
    // Of the last change to what does not come from a definition.
    private const string Date = "2026-11-21";

    public static string Of(RootCommand root)
    {
        var roff = new Roff();
        roff.Line("'\\\" -*- coding: utf-8 -*-");
        roff.Line(".\\\" Made by: pabal manual --lang en >docs/pabal.1");
        roff.Line($".TH PABAL 1 {Date} \"Pabal {typeof(ManualPage).Assembly.GetName().Version!.ToString(3)}\"");
        roff.Section("NAME");
        roff.Text("pabal - send, receive and look into e-mail");
        roff.Section("SYNOPSIS");
        roff.Line(".nf");
        foreach (var command in Shown(root))
            roff.Text(CommandSummary.Usage(command));
        roff.Line(".fi");
        roff.Section("DESCRIPTION");
        roff.Text(root.Description!);
        roff.Text("Every command has a page with examples: pabal COMMAND --help.");
        roff.Section("OPTIONS OF EVERY COMMAND");
        roff.List(CommandSummary.OwnOptions(root));
        foreach (var command in Shown(root))
        {
            roff.Section($"pabal {command.Name}");
            roff.Text(command.Description!);
            roff.List([.. CommandSummary.Arguments(command), .. CommandSummary.OwnOptions(command)]);
            roff.AsIs(HelpText.Of(command));
        }
        roff.Section("ENVIRONMENT");
        roff.List(Environment);
        roff.Section("FILES");
        roff.List(Files);
        roff.Section("EXIT STATUS");
        roff.Text("That of sysexits.h, and a few more.");
        roff.List(ExitCodes);
        roff.Section("SEE ALSO");
        roff.Text("sendmail(8), curl(1), swaks(1)");
        return roff.ToString();
    }

    private static IEnumerable<Command> Shown(RootCommand root) => root.Subcommands.Where(command => !command.Hidden);

    private static readonly Entry[] Environment =
    [
        new("PABAL_SERVER, PABAL_USER, PABAL_FROM", "Stand in for the options of these names."),
        new("PABAL_PASSWORD, PABAL_OAUTH_TOKEN", "What logs in. Neither is ever taken from the command line."),
        new("PABAL_INBOX_PASSWORD", "What pabal inbox asks everybody for."),
        new("LC_ALL, LC_MESSAGES, LANG", "The language of explanations: English or Korean."),
    ];

    private static readonly Entry[] Files =
    [
        new(".env", "The same names as in the environment, one a line. Only its owner may be able to read it."),
        new("~/.config/pabal/config.json", "Named accounts; under $XDG_CONFIG_HOME if that is set."),
        new("./pabal-sandbox/", "What the sandbox has received."),
    ];

    private static readonly Entry[] ExitCodes =
    [
        new("0", "Done; every recipient was accepted."),
        new("1", "Some recipients were accepted, some refused."),
        new("64", "The command line is wrong."),
        new("65", "An address, a header or the message is wrong."),
        new("66", "A file is missing or can't be read."),
        new("67", "Every recipient was refused for good."),
        new("69", "The server is out of reach, or refused for good."),
        new("74", "Standard output can't be written to."),
        new("75", "Not now; the same may well succeed later."),
        new("76", "The other side broke the protocol."),
        new("77", "The login failed, or there is no TLS where it is demanded."),
        new("78", "The settings are wrong."),
        new("130", "Interrupted."),
    ];
}
