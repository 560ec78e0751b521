namespace Pabal.Cli.Terminal;

/// <summary>The end of a command before or without any server: an exit code, what is wrong, and the way out.</summary>
internal sealed class CliException(int exitCode, string message, params string[] remedy) : Exception(message)
{
    public int ExitCode { get; } = exitCode;

    /// <summary>An exception's message without the framework's "(Parameter 'x')", which no user of the program knows.</summary>
    public static string ReasonOf(Exception e) =>
        e is ArgumentException { ParamName: { } name } && e.Message.LastIndexOf($" (Parameter '{name}')", StringComparison.Ordinal) is > 0 and var end ? e.Message[..end] : e.Message;

    public IReadOnlyList<string> Remedy { get; } = remedy;
}
