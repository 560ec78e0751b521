using System.Text;
using Pabal.Mime.Headers;

namespace Pabal.Mime.Encodings;

/// <summary>From octets and what their label says to text. Never throws.</summary>
internal static class LabelledText
{
    private const byte Escape = 0x1B;   // begins the shifts of ISO 2022, which is seven-bit and yet no ASCII

    /// <summary>True for no label and for the one that claims the least: octets over 127 under it are read by a guess.</summary>
    public static bool IsUnlabelled(string? label) =>
        string.IsNullOrWhiteSpace(label) || label.Equals("us-ascii", StringComparison.OrdinalIgnoreCase) || label.Equals("ascii", StringComparison.OrdinalIgnoreCase);

    /// <summary>The text; guessed without a label or under one that nobody knows.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes, string? label) => Charsets.Decode(IsUnlabelled(label) ? null : label, bytes);

    /// <summary>The text without a label.</summary>
    public static string Guess(ReadOnlySpan<byte> bytes) => Ascii.IsValid(bytes) && !bytes.Contains(Escape)
        ? KnownNames.Find(bytes) ?? Encoding.ASCII.GetString(bytes)
        : Charsets.Guess(bytes);
}
