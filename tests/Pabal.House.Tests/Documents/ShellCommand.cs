using System.Text;

namespace Pabal.House.Tests.Documents;

/// <summary>Commands as a shell reads them, as far as documentation uses it: quotes, continued lines, comments, pipes and lists.</summary>
internal static class ShellCommand
{
    /// <summary>The words of each simple command.</summary>
    public static IEnumerable<string[]> Split(string script)
    {
        var words = new List<string>();
        StringBuilder? word = null;
        var quote = '\0';
        for (var i = 0; i < script.Length; i++)
        {
            var c = script[i];
            if (quote != '\0')
            {
                if (c == quote)
                    quote = '\0';
                else
                    word!.Append(c);
            }
            else if (c is '\'' or '"')
            {
                quote = c;
                word ??= new();
            }
            else if (c == '\\' && i + 1 < script.Length)
            {
                if (script[++i] != '\n')
                    (word ??= new()).Append(script[i]);
            }
            else if (c == '#' && word is null)
            {
                while (i + 1 < script.Length && script[i + 1] != '\n')
                    i++;
            }
            else if (c is ' ' or '\n' or '|' or ';' or '&' or '(' or ')')
            {
                if (word is not null)
                    words.Add(word.ToString());
                word = null;
                if (c != ' ' && words.Count > 0)
                {
                    yield return [.. words];
                    words.Clear();
                }
            }
            else
            {
                (word ??= new()).Append(c);
            }
        }
        if (word is not null)
            words.Add(word.ToString());
        if (words.Count > 0)
            yield return [.. words];
    }

    /// <summary>What a person types of a console session: the lines after a prompt and those that continue them.</summary>
    public static string Typed(string session)
    {
        var typed = new StringBuilder();
        var continued = false;
        foreach (var line in session.Split('\n'))
        {
            if (continued || line.StartsWith("$ ", StringComparison.Ordinal))
                typed.Append(continued ? line : line[2..]).Append('\n');
            continued = (continued || line.StartsWith('$')) && line.EndsWith('\\');
        }
        return typed.ToString();
    }

    /// <summary>The arguments given to pabal, installed or run from its project; null for any other command.</summary>
    public static string[]? PabalArguments(string[] command)
    {
        var program = Array.FindIndex(command, word => !word.Contains('='));
        if (program < 0)
            return null;
        if (System.IO.Path.GetFileName(command[program]) == "pabal")
            return command[(program + 1)..];
        return command[program] == "dotnet" && command.Contains("src/Pabal.Cli") && Array.IndexOf(command, "--") is > 0 and var end ? command[(end + 1)..] : null;
    }
}
