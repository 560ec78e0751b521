using System.Globalization;

namespace Pabal;

/// <summary>Text for people, both languages side by side; the one spoken is <see cref="CultureInfo.CurrentUICulture"/>.</summary>
internal static class Localized
{
    public static bool IsKorean => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "ko";

    public static string Say(string english, string korean) => IsKorean ? korean : english;

    /// <summary>The message without the name of a parameter, which says nothing to whoever wrote the value.</summary>
    public static string ReasonOf(Exception e) =>
        e is ArgumentException { ParamName: { } name } && e.Message.LastIndexOf($" (Parameter '{name}')", StringComparison.Ordinal) is > 0 and var end ? e.Message[..end] : e.Message;
}
