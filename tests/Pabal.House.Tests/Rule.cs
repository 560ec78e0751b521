namespace Pabal.House.Tests;

internal static class Rule
{
    /// <summary>Fails with the rule and every place that breaks it.</summary>
    public static void Holds(string rule, IEnumerable<string> offences)
    {
        string[] all = [.. offences];
        if (all.Length > 0)
            Assert.Fail($"{rule}\n  {string.Join("\n  ", all)}");
    }
}
