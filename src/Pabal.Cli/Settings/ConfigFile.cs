using System.Text.Json;
using System.Text.Json.Serialization;
using Pabal.Cli.Terminal;
using static Pabal.Localized;

namespace Pabal.Cli.Settings;

/// <summary>One named account of the configuration file. Every value may also come from elsewhere: see <see cref="ServerSettings"/>.</summary>
internal sealed record Account
{
    public string? Server { get; init; }

    public string? User { get; init; }

    public string? From { get; init; }

    public string? Password { get; init; }

    public string? PasswordFile { get; init; }

    /// <summary>A program and its arguments; what it prints is the password.</summary>
    public string[]? PasswordCommand { get; init; }

    public string? OauthTokenFile { get; init; }

    public string? CaFile { get; init; }

    public string? Pin { get; init; }

    /// <summary>Whose mailbox a name without a domain is, for <c>pabal sendmail</c>.</summary>
    public Dictionary<string, string>? Aliases { get; init; }
}

/// <summary><c>$XDG_CONFIG_HOME/pabal/config.json</c>: named accounts, one of them the default.</summary>
internal sealed record ConfigFile
{
    public string? Default { get; init; }

    public Dictionary<string, Account> Accounts { get; init; } = [];

    [JsonIgnore]
    public static string Path => System.IO.Path.Combine(
        Environment.GetEnvironmentVariable("XDG_CONFIG_HOME") is { Length: > 0 } home ? home
            : System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".config"),
        "pabal", "config.json");

    /// <summary>The account of that name; without a name the default one, or an empty one if there is no file.</summary>
    public static Account Load(string? name)
    {
        var config = File.Exists(Path) ? Read() : new ConfigFile();
        name ??= config.Default;
        if (name is null)
            return new Account();
        return config.Accounts.TryGetValue(name, out var account)
            ? account with { PasswordFile = Located(account.PasswordFile), OauthTokenFile = Located(account.OauthTokenFile), CaFile = Located(account.CaFile) }
            : throw new CliException(ExitCode.Configuration, Say($"there is no account “{name}” in {Path}", $"{Path}에 “{name}” 계정이 없습니다"),
                config.Accounts.Count == 0
                    ? Say("write one: {\"accounts\": {\"work\": {\"server\": \"gmail\", \"user\": \"you@gmail.com\"}}}", "이렇게 쓰십시오: {\"accounts\": {\"work\": {\"server\": \"gmail\", \"user\": \"you@gmail.com\"}}}")
                    : Say($"it has: {string.Join(", ", config.Accounts.Keys)}", $"있는 계정: {string.Join(", ", config.Accounts.Keys)}"));
    }

    // Wherever the program is started, the file meant is the same.
    private static string? Located(string? file) => file is null or "" ? file
        : file.Contains('\0', StringComparison.Ordinal) ? throw new CliException(ExitCode.Configuration, Say($"a file is named in {Path} with a NUL in its name", $"{Path}에 적힌 파일 이름에 NUL이 들어 있습니다"))
        : System.IO.Path.GetFullPath(file.StartsWith("~/", StringComparison.Ordinal) ? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) + file[1..] : file, System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path))!);

    private static ConfigFile Read()
    {
        var text = SecretFile.ReadText(Path);
        try
        {
            var config = JsonSerializer.Deserialize(text, ConfigJson.Default.ConfigFile);
            if (config?.Accounts is null || config.Accounts.Values.Any(account => account is null))
                throw new JsonException("null");
            if (config.Accounts.Values.Any(account => account.Password is not null))
                SecretFile.Demand(Path);
            return config;
        }
        catch (JsonException e)
        {
            // The parser's message can quote what it met; only the place is repeated.
            throw new CliException(ExitCode.Configuration,
                Say($"{Path} is no valid configuration at {e.Path ?? "$"}, line {e.LineNumber + 1}", $"{Path}의 {e.Path ?? "$"}({e.LineNumber + 1}번째 줄)이 올바른 설정이 아닙니다"),
                Say("known keys: default, accounts; of an account: server, user, from, password, passwordFile, passwordCommand, oauthTokenFile, caFile, pin, aliases",
                    "쓸 수 있는 이름: default, accounts. 계정 안에서는 server, user, from, password, passwordFile, passwordCommand, oauthTokenFile, caFile, pin, aliases"));
        }
    }
}

[JsonSerializable(typeof(ConfigFile))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowTrailingCommas = true, ReadCommentHandling = JsonCommentHandling.Skip)]
internal sealed partial class ConfigJson : JsonSerializerContext;
