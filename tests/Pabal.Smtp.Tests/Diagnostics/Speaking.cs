using System.Globalization;

namespace Pabal.Smtp.Tests.Diagnostics;

/// <summary>Runs something as if the user spoke a language.</summary>
internal static class Speaking
{
    public static T In<T>(string language, Func<T> say)
    {
        var before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
            return say();
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}
