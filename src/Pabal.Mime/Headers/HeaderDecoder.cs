using System.Text;
using Pabal.Mime.Encodings;

namespace Pabal.Mime.Headers;

/// <summary>From a raw field to the text a person reads.</summary>
internal static class HeaderDecoder
{
    public static string Decode(ReadOnlySpan<byte> raw) => EncodedWord.Decode(Unfold(raw));

    /// <summary>The value without its line ends, encoded-words untouched; bytes over 127 read as UTF-8 or else guessed.</summary>
    public static string Unfold(ReadOnlySpan<byte> raw)
    {
        var value = raw[(raw.IndexOf((byte)':') + 1)..].Trim(" \t\r\n"u8);
        var text = Ascii.IsValid(value) ? Encoding.ASCII.GetString(value) : Charsets.Guess(value);
        return text.AsSpan().IndexOfAny('\r', '\n') < 0
            ? text
            : text.Replace("\r\n", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal);
    }
}
