using System.CommandLine;
using System.CommandLine.Help;
using static Pabal.Localized;

namespace Pabal.Cli.Commands;

/// <summary>The program's command tree.</summary>
internal static class PabalCommand
{
    public static RootCommand Create()
    {
        var common = new CommonOptions();
        var root = new RootCommand(Say("Everything a person needs to send e-mail.", "이메일을 보내는 데 필요한 모든 것."))
        {
            new SendCommand(common),
            new SendmailCommand(),
            new ShowCommand(common),
            new CheckCommand(common),
            new InboxCommand(common),
            new ProvidersCommand(common),
            new CompletionCommand(),
            new CompleteCommand(),
            new ManualCommand(),
        };
        foreach (var option in common.All)
            root.Options.Add(option);
        foreach (var help in root.Options.OfType<HelpOption>())
        {
            help.Action = new HelpPage();
            help.Description = Say("Show this page.", "이 도움말을 표시합니다.");
        }
        foreach (var version in root.Options.OfType<VersionOption>())
            version.Description = Say("Show the version.", "버전을 표시합니다.");
        return root;
    }
}
