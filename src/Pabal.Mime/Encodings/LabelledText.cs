using System.Text;

namespace Pabal.Mime.Encodings;

/// <summary>From octets and what their label says to text. Never throws.</summary>
internal static class LabelledText
{
    /// <summary>True for no label and for the one that claims the least: octets over 127 under it are read by a guess.</summary>
    public static bool IsUnlabelled(string? label) =>
        string.IsNullOrWhiteSpace(label) || label.Equals("us-ascii", StringComparison.OrdinalIgnoreCase) || label.Equals("ascii", StringComparison.OrdinalIgnoreCase);

    /// <summary>The text; guessed without a label or under one that nobody knows.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes, string? label) =>
        !IsUnlabelled(label) && Charsets.Find(label!) is { } charset ? charset.GetString(bytes) : Guess(bytes);

    /// <summary>The text without a label.</summary>
    public static string Guess(ReadOnlySpan<byte> bytes) =>
        Ascii.IsValid(bytes) ? KnownText(bytes) : Charsets.Guess(bytes);

    private static string KnownText(ReadOnlySpan<byte> bytes) => Headers.KnownNames.Find(bytes) ?? Encoding.ASCII.GetString(bytes);
}
