namespace Pabal.Bench;

/// <summary>What <c>times</c> of a shell prints: two lines of user and system time, its own and that of its children.</summary>
internal static class ShellTimes
{
    /// <summary>The children's time in seconds.</summary>
    public static double Sum(string output) => output.Trim().Split('\n')[^1].Split(' ').Sum(Seconds);

    private static double Seconds(string minutesAndSeconds) =>
        double.Parse(minutesAndSeconds.Split('m')[0], null) * 60 + double.Parse(minutesAndSeconds.Split('m')[1].TrimEnd('s'), null);
}
