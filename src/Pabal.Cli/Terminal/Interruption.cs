using System.Globalization;
using static Pabal.Localized;

namespace Pabal.Cli.Terminal;

/// <summary>A command stopped from outside: by its user, or because <c>--timeout</c> was over.</summary>
internal sealed record Interruption(int ExitCode, string Id, string Message)
{
    public static Interruption Of(bool byUser, TimeSpan? timeout)
    {
        if (byUser)
            return new(Terminal.ExitCode.Interrupted, "interrupted", Say("interrupted", "중단했습니다"));
        var seconds = timeout.GetValueOrDefault().TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);
        return new(Terminal.ExitCode.TryLater, "time-out", Say($"not finished within --timeout {seconds} s", $"--timeout {seconds}초 안에 끝나지 않았습니다"));
    }
}
