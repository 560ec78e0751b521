using System.Text;
using Pabal.Mime.Encodings;

namespace Pabal.Mime.Headers;

/// <summary>From a raw field to the text a person reads.</summary>
internal static class HeaderDecoder
{
    public static string Decode(ReadOnlySpan<byte> raw) => EncodedWordReader.Decode(Unfold(raw));

    /// <summary>What stands after the colon, without the white space around it.</summary>
    public static ReadOnlySpan<byte> RawValue(ReadOnlySpan<byte> raw) => raw[(raw.IndexOf((byte)':') + 1)..].Trim(" \t\r\n"u8);

    /// <summary>The value without its line ends, encoded-words untouched; bytes over 127 read as UTF-8 or else guessed.</summary>
    public static string Unfold(ReadOnlySpan<byte> raw)
    {
        var text = LabelledText.Guess(RawValue(raw));
        return text.Contains('\n') ? WithoutFolds(text) : text;
    }

    // A line that should have been indented but was not (RFC 7103 7.2) is kept apart by a space; one of white space alone is passed over (7.3).
    private static string WithoutFolds(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var range in text.AsSpan().Split('\n'))
        {
            var line = text.AsSpan()[range];
            if (line.EndsWith('\r'))
                line = line[..^1];
            if (line.Trim(" \t").IsEmpty)
                continue;
            if (result.Length > 0 && line[0] is not (' ' or '\t'))
                result.Append(' ');
            result.Append(line);
        }
        return result.ToString();
    }
}
