using static Pabal.Localized;

namespace Pabal.Cli.Terminal;

/// <summary>The end of a command before or without any server: an exit code, what is wrong, and the way out.</summary>
internal sealed class CliException(int exitCode, string message, params string[] remedy) : Exception(message)
{
    public int ExitCode { get; } = exitCode;

    /// <summary>At least one step.</summary>
    public IReadOnlyList<string> Remedy { get; } = remedy.Length > 0 ? remedy : [UsualRemedy(exitCode)];

    /// <summary>The option whose value is wrong; null when it is not the fault of one.</summary>
    public string? Option { get; init; }

    public static CliException BadInput(string option, string reason, params string[] remedy) =>
        new(Terminal.ExitCode.BadInput, $"{option}: {reason}", remedy.Length > 0 ? remedy : [Say($"correct the value of {option} and run the command again", $"{option}의 값을 고쳐 다시 실행하십시오")]) { Option = option };

    private static string UsualRemedy(int exitCode) => exitCode switch
    {
        Terminal.ExitCode.Usage => Say("options and examples: pabal --help, or --help after the command", "옵션과 예: pabal --help, 또는 명령 뒤에 --help"),
        Terminal.ExitCode.BadInput => Say("correct the value and run the command again", "값을 고쳐 다시 실행하십시오"),
        Terminal.ExitCode.NoFile => Say("look at the file's name, owner and mode: ls -l", "파일의 이름, 소유자, 권한을 확인하십시오: ls -l"),
        _ => Say("the settings stand in options, PABAL_… variables, .env and the configuration file, in this order", "설정은 옵션, PABAL_… 변수, .env, 설정 파일 순서로 읽습니다"),
    };
}
