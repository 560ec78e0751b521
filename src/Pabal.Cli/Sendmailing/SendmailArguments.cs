using Pabal.Cli.Terminal;
using static Pabal.Localized;

namespace Pabal.Cli.Sendmailing;

/// <summary>
/// The command line that programs have called <c>/usr/sbin/sendmail</c> with for forty years: single letters, in bunches, values attached or apart.
/// Options without a meaning here are taken and ignored, as every stand-in for Sendmail does; long options are our own.
/// </summary>
internal static class SendmailArguments
{
    public const string Name = "sendmail";

    private const string WithValue = "ABCFLNORVXbefhopqr";
    private const string WithoutValue = "GInUcimstvx";
    private const string Linux = "/proc/self/cmdline";

    /// <summary>The arguments after the name, if the program was called as sendmail: by its first argument, or by a link of that name. Null if not, or where help is wanted.</summary>
    public static string[]? Of(string[] args) =>
        args.Contains("--help") ? null
        : Array.IndexOf(args, Name) is >= 0 and var at && args[..at].All(IsCommon) ? [.. args[..at], .. args[(at + 1)..]]
        : Path.GetFileName(CalledAs()) == Name ? args : null;

    public static SendmailRequest Parse(string[] args)
    {
        var request = new SendmailRequest();
        var recipients = new List<string>();
        for (var i = 0; i < args.Length; i++)
        {
            var arg = args[i];
            if (arg == "--")
            {
                recipients.AddRange(args[(i + 1)..]);
                break;
            }
            if (arg.StartsWith("--", StringComparison.Ordinal))
                request = Long(request, args, ref i);
            else if (arg.Length > 1 && arg[0] == '-')
                request = Bunch(request, args, ref i);
            else
                recipients.Add(arg);
        }
        return request with { Recipients = recipients };
    }

    // What may stand before the name of any command.
    private static bool IsCommon(string arg) => arg is "-v" or "-vv" or "--verbose" or "--lang" or "en" or "ko" || arg.StartsWith("--lang=", StringComparison.Ordinal);

    private static SendmailRequest Bunch(SendmailRequest request, string[] args, ref int i)
    {
        var arg = args[i];
        for (var at = 1; at < arg.Length; at++)
        {
            var letter = arg[at];
            if (WithoutValue.Contains(letter))
            {
                request = Flag(request, letter);
                continue;
            }
            if (!WithValue.Contains(letter))
                throw Usage(Say($"there is no option -{Screen.Printable(letter.ToString())}", $"-{Screen.Printable(letter.ToString())} 옵션은 없습니다"));
            // -q and -e are complete without a value, and what follows them is none.
            var value = at + 1 < arg.Length ? arg[(at + 1)..] : letter is 'q' or 'e' ? "" : ++i < args.Length ? args[i]
                : throw Usage(Say($"-{letter} needs a value", $"-{letter}에는 값이 필요합니다"));
            return Valued(request, letter, value);
        }
        return request;
    }

    private static SendmailRequest Flag(SendmailRequest request, char letter) => letter switch
    {
        't' => request with { ReadsRecipients = true },
        'i' => request with { DotEnds = false },
        'v' => request with { Verbosity = request.Verbosity + 1 },
        _ => request,
    };

    private static SendmailRequest Valued(SendmailRequest request, char letter, string value) => letter switch
    {
        'f' or 'r' => request with { Sender = value },
        'F' => request with { FullName = value },
        'N' => request with { Notify = value },
        'R' => request with { Return = value },
        'V' => request with { EnvelopeId = value },
        'o' when value == "i" => request with { DotEnds = false },
        'b' => value switch
        {
            "m" => request,
            "s" => request with { SpeaksSmtp = true },
            _ => throw Usage(Say($"-b{Screen.Printable(value)} is not done here: there is no queue and no table of aliases; -bm and -bs are", $"-b{Screen.Printable(value)}은(는) 지원하지 않습니다. 대기열도 별칭 표도 없습니다. -bm과 -bs가 있습니다")),
        },
        _ => request,
    };

    private static SendmailRequest Long(SendmailRequest request, string[] args, ref int i)
    {
        var (name, value) = args[i].Split('=', 2) is [var before, var after] ? (before, after) : (args[i], null);
        if (name == "--verbose")
            return request with { Verbosity = request.Verbosity + 1 };
        if (name is not ("--account" or "--server" or "--user" or "--from" or "--password-file" or "--oauth-token-file" or "--ca-file" or "--pin" or "--lang"))
            throw Usage(Say($"there is no option {Screen.Printable(name)}", $"{Screen.Printable(name)} 옵션은 없습니다"));
        value ??= ++i < args.Length ? args[i] : throw Usage(Say($"{name} needs a value", $"{name}에는 값이 필요합니다"));
        var server = request.Server;
        return request with
        {
            Server = name switch
            {
                "--account" => server with { Account = value },
                "--server" => server with { Server = value },
                "--user" => server with { User = value },
                "--from" => server with { From = value },
                "--password-file" => server with { PasswordFile = value },
                "--oauth-token-file" => server with { OAuthTokenFile = value },
                "--ca-file" => server with { CaFile = value },
                "--pin" => server with { Pin = value },
                _ => server,
            },
        };
    }

    private static CliException Usage(string message) => new(ExitCode.Usage, message, Say("see pabal sendmail --help", "pabal sendmail --help를 보십시오"));

    // The runtime tells the file that the link leads to; what was typed, only the system knows.
    private static string CalledAs()
    {
        try
        {
            return File.Exists(Linux) ? File.ReadAllText(Linux).Split('\0')[0] : "";
        }
        catch (IOException)
        {
            return "";
        }
    }
}
