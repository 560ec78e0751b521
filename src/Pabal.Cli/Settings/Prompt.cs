using Pabal.Cli.Terminal;
using Spectre.Console;
using static Pabal.Localized;

namespace Pabal.Cli.Settings;

/// <summary>Asks on a terminal, and only there.</summary>
internal static class Prompt
{
    /// <summary>The password as typed, not shown; null when nobody is there to ask.</summary>
    public static string? ForPassword(string user)
    {
        if (Console.IsInputRedirected || Console.IsErrorRedirected)
            return null;
        return Screen.Error.Prompt(new TextPrompt<string>(Markup.Escape(Say($"Password for {user}:", $"{user}의 비밀번호:"))).Secret(null));
    }
}
