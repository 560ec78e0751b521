namespace Pabal.Cli.Terminal;

/// <summary>What the program ends with: the sysexits that mail programs share, and a few of our own.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int SomeRefused = 1;
    public const int Usage = 64;
    public const int BadInput = 65;
    public const int NoFile = 66;
    public const int AllRefused = 67;
    public const int Unavailable = 69;
    public const int NoOutput = 74;
    public const int TryLater = 75;
    public const int Protocol = 76;
    public const int NotPermitted = 77;
    public const int Configuration = 78;
    public const int Interrupted = 130;
}
