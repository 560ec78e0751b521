using System.Globalization;

namespace Pabal.Cli.Terminal;

/// <summary>The language of explanations: <c>--lang</c>, else the locale of the environment, else English.</summary>
internal static class Language
{
    /// <summary>Chosen before the options are declared, since their descriptions are in it too.</summary>
    public static void Choose(string[] args)
    {
        var language = FromArguments(args) ?? FromEnvironment();
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language == "ko" ? "ko" : "en");
    }

    private static string? FromArguments(string[] args)
    {
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] == "--lang" && i + 1 < args.Length)
                return args[i + 1];
            if (args[i].StartsWith("--lang=", StringComparison.Ordinal))
                return args[i]["--lang=".Length..];
        }
        return null;
    }

    // POSIX: LC_ALL outranks LC_MESSAGES, which outranks LANG.
    private static string? FromEnvironment()
    {
        foreach (var name in new[] { "LC_ALL", "LC_MESSAGES", "LANG" })
        {
            if (Environment.GetEnvironmentVariable(name) is { Length: > 0 } locale)
                return locale == "ko" || locale.StartsWith("ko_", StringComparison.Ordinal) || locale.StartsWith("ko.", StringComparison.Ordinal) ? "ko" : "en";
        }
        return null;
    }
}
