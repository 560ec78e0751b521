using System.Globalization;

namespace Pabal;

/// <summary>Text for people, both languages side by side; the one spoken is <see cref="CultureInfo.CurrentUICulture"/>.</summary>
internal static class Localized
{
    public static bool IsKorean => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "ko";

    public static string Say(string english, string korean) => IsKorean ? korean : english;
}
