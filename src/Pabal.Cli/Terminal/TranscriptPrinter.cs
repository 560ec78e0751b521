using System.Globalization;
using Pabal.Smtp;

namespace Pabal.Cli.Terminal;

/// <summary><c>-v</c>: one line of the dialogue per line of standard error, with the time before it.</summary>
internal static class TranscriptPrinter
{
    public static void Print(TranscriptLine line)
    {
        try
        {
            Console.Error.WriteLine($"{line.Time.ToLocalTime().ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture)} {Screen.Printable(line.ToString())}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Nobody can read it any more; the mail goes on.
        }
    }
}
