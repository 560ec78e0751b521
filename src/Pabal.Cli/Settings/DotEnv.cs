using Pabal.Cli.Terminal;
using static Pabal.Localized;

namespace Pabal.Cli.Settings;

/// <summary>
/// The <c>.env</c> file of the working directory: <c>NAME=value</c> lines. Nothing is substituted inside a value, so that a
/// password with a <c>$</c> is the password that was written.
/// </summary>
internal sealed class DotEnv
{
    private const string FileName = ".env";
    private const string Prefix = "PABAL_";
    private static readonly string[] Secrets = ["PABAL_PASSWORD", "PABAL_OAUTH_TOKEN", "PABAL_INBOX_PASSWORD"];

    private readonly Dictionary<string, string> values;

    private DotEnv(Dictionary<string, string> values) => this.values = values;

    public string? this[string name] => values.GetValueOrDefault(name);

    public static DotEnv Load()
    {
        if (!File.Exists(FileName))
            return new DotEnv([]);
        var loaded = Parse(SecretFile.ReadText(FileName));
        if (Secrets.Any(loaded.values.ContainsKey))
            SecretFile.Demand(FileName);
        return loaded;
    }

    public static DotEnv Parse(string text)
    {
        var values = new Dictionary<string, string>();
        var number = 0;
        foreach (var rawLine in text.AsSpan().EnumerateLines())
        {
            number++;
            var line = rawLine.Trim();
            if (line.StartsWith("export ", StringComparison.Ordinal))
                line = line[7..].TrimStart();
            // The file is shared with other programs, whose lines may have forms of their own.
            if (!line.StartsWith(Prefix, StringComparison.Ordinal))
                continue;
            var equals = line.IndexOf('=');
            // The line itself is not repeated: it may be a secret in the wrong place.
            var (value, complete) = equals > 0 && IsName(line[..equals].TrimEnd()) ? Value(line[(equals + 1)..].Trim()) : ("", false);
            if (!complete)
            {
                throw new CliException(ExitCode.Configuration, Say($"line {number} of {FileName} is not understood", $"{FileName} 파일의 {number}번째 줄을 이해할 수 없습니다"),
                    Say("write NAME=value, with the value in 'single quotes' if it holds # or quotes", "이름=값으로 쓰고, 값에 #이나 따옴표가 있으면 '작은따옴표'로 묶으십시오"));
            }
            values[line[..equals].TrimEnd().ToString()] = value;
        }
        return new DotEnv(values);
    }

    private static (string Value, bool Complete) Value(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || text[0] is not ('\'' or '"'))
        {
            var comment = text.IndexOf(" #", StringComparison.Ordinal);
            return ((comment < 0 ? text : text[..comment].TrimEnd()).ToString(), true);
        }
        var quote = text[0];
        var value = new System.Text.StringBuilder();
        for (var i = 1; i < text.Length; i++)
        {
            if (text[i] == quote)
                return (value.ToString(), text[(i + 1)..].TrimStart() is [] or ['#', ..]);
            if (quote == '"' && text[i] == '\\' && i + 1 < text.Length && text[i + 1] is '"' or '\\')
                i++;
            value.Append(text[i]);
        }
        return ("", false);
    }

    private static bool IsName(ReadOnlySpan<char> name)
    {
        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c != '_')
                return false;
        }
        return !name.IsEmpty;
    }
}
