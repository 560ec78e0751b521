using Pabal.Cli.Terminal;

namespace Pabal.Cli.Sending;

/// <summary>The end of a command that has nothing but an error to tell.</summary>
internal static class FailureReport
{
    /// <summary>Says what is wrong, to a person or as a document, and returns the exit code.</summary>
    public static int Write(CliException e, bool json)
    {
        if (json)
            JsonOutput.Write(new FailureDocument(ErrorDocument.From(e)), SendJson.Default.FailureDocument);
        else
            Screen.WriteError(e.Message, e.Remedy);
        return e.ExitCode;
    }
}
