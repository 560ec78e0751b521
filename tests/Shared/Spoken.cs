using System.Globalization;

namespace Pabal.Tests;

/// <summary>Texts for people, asked for in one language.</summary>
internal static class Spoken
{
    /// <summary>The result of work done for a Korean reader; afterwards the language is what it was.</summary>
    public static T InKorean<T>(Func<T> work)
    {
        var before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("ko");
            return work();
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}
