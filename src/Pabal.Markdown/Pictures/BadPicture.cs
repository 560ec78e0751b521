using static Pabal.Localized;

namespace Pabal.Markdown.Pictures;

/// <summary>Why a picture can't go along, in words: which, why, and what to do.</summary>
internal static class BadPicture
{
    private const int MaxShown = 100;

    /// <summary>The Korean reason begins with the particle that follows the address.</summary>
    public static ArgumentException Because(string url, string reason, string remedy) =>
        new(Say($"the picture {Shown(url)} {reason}; {remedy}", $"그림 {Shown(url)}{reason}. {remedy}"));

    /// <summary>An address for a person: one line, not endless.</summary>
    public static string Shown(string url)
    {
        var shown = string.Concat(url.Take(MaxShown).Select(c => char.IsControl(c) ? ' ' : c));
        return url.Length > MaxShown ? shown + "…" : shown;
    }
}
