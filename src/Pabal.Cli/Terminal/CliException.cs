namespace Pabal.Cli.Terminal;

/// <summary>The end of a command before or without any server: an exit code, what is wrong, and the way out.</summary>
internal sealed class CliException(int exitCode, string message, params string[] remedy) : Exception(message)
{
    public int ExitCode { get; } = exitCode;

    public IReadOnlyList<string> Remedy { get; } = remedy;
}
