using System.Globalization;
using Microsoft.Extensions.Configuration;
using Pabal.Mime;
using Pabal.Smtp;
using static Pabal.Localized;

namespace Pabal.Hosting.Accounts;

/// <summary>An account as the configuration has it. Read by hand, so that a misspelt key is told instead of passed over, and no value that may be a secret is repeated.</summary>
internal static class AccountSection
{
    public const string Root = "Pabal";

    private const string Named = "Accounts";

    private static readonly Dictionary<string, Action<PabalOptions, string>> Keys = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Server"] = (options, text) => options.Server = text,
        ["User"] = (options, text) => options.User = text,
        ["Password"] = (options, text) => options.Password = text,
        ["PasswordFile"] = (options, text) => options.PasswordFile = text,
        ["From"] = (options, text) => options.From = AddressList.Parse(text),
        ["Folder"] = (options, text) => options.Folder = text,
        ["Pool:MaxConnections"] = (options, text) => Change(options, pool => pool with { MaxConnections = Number(text) }),
        ["Pool:MailsPerConnection"] = (options, text) => Change(options, pool => pool with { MailsPerConnection = Number(text) }),
        ["Pool:IdleTime"] = (options, text) => Change(options, pool => pool with { IdleTime = Time(text) }),
        ["Pool:Lifetime"] = (options, text) => Change(options, pool => pool with { Lifetime = Time(text) }),
        ["Pool:MailsPerMinute"] = (options, text) => Change(options, pool => pool with { MailsPerMinute = Number(text) }),
        ["Pool:Retries"] = (options, text) => Change(options, pool => pool with { Retries = Number(text) }),
        ["Pool:RetryDelay"] = (options, text) => Change(options, pool => pool with { RetryDelay = Time(text) }),
        ["Timeouts:Connect"] = (options, text) => options.Timeouts = options.Timeouts with { Connect = Time(text) },
        ["Timeouts:Greeting"] = (options, text) => options.Timeouts = options.Timeouts with { Greeting = Time(text) },
        ["Timeouts:Command"] = (options, text) => options.Timeouts = options.Timeouts with { Command = Time(text) },
        ["Timeouts:Envelope"] = (options, text) => options.Timeouts = options.Timeouts with { Envelope = Time(text) },
        ["Timeouts:Data"] = (options, text) => options.Timeouts = options.Timeouts with { Data = Time(text) },
        ["Timeouts:Block"] = (options, text) => options.Timeouts = options.Timeouts with { Block = Time(text) },
        ["Timeouts:Final"] = (options, text) => options.Timeouts = options.Timeouts with { Final = Time(text) },
        ["Timeouts:Quit"] = (options, text) => options.Timeouts = options.Timeouts with { Quit = Time(text) },
    };

    /// <summary>The section of an account; the empty name is the one without.</summary>
    public static string PathOf(string account) => account.Length == 0 ? Root : $"{Root}:{Named}:{account}";

    /// <summary>Takes over what the section has. An empty value counts as none: a place kept for a secret that comes from elsewhere.</summary>
    public static void Read(IConfiguration configuration, string account, PabalOptions options)
    {
        var path = PathOf(account);
        if (configuration[$"{Root}:Folder"] is { Length: > 0 } folder)
            options.Folder = folder;
        foreach (var (key, text) in configuration.GetSection(path).AsEnumerable(makePathsRelative: true))
        {
            if (string.IsNullOrEmpty(text) || (account.Length == 0 && key.StartsWith($"{Named}:", StringComparison.OrdinalIgnoreCase)))
                continue;
            try
            {
                if (Keys.TryGetValue(key, out var set))
                    set(options, text);
                else
                    options.Problems.Add(Say($"{path}:{key} is unknown; the keys are {string.Join(", ", Keys.Keys)}", $"{path}:{key}은(는) 모르는 키입니다. 쓸 수 있는 키: {string.Join(", ", Keys.Keys)}"));
            }
            catch (Exception error) when (error is ArgumentException or FormatException)
            {
                options.Problems.Add($"{path}:{key}: {ReasonOf(error)}");
            }
        }
    }

    // Tried at once, so that a wrong value is told with its key.
    private static void Change(PabalOptions options, Func<SmtpPoolOptions, SmtpPoolOptions> change)
    {
        _ = change(new SmtpPoolOptions());
        var before = options.PoolChange;
        options.PoolChange = pool => change(before(pool));
    }

    private static int Number(string text) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw new FormatException(Say("write a whole number, such as 4", "4와 같은 정수로 쓰십시오"));

    // A bare number would be days, which nobody means.
    private static TimeSpan Time(string text) => text.Contains(':') && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time)
        ? time
        : throw new FormatException(Say("write a time as hours:minutes:seconds, such as 00:00:30", "시간은 00:00:30처럼 시:분:초로 쓰십시오"));
}
