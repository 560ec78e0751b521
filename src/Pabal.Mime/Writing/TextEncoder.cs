using System.Buffers;
using System.Text;
using Pabal.Mime.Encodings;

namespace Pabal.Mime.Writing;

/// <summary>Chooses how a text travels: as it is if it is short-lined ASCII, else quoted-printable or base64, whichever is shorter.</summary>
internal static class TextEncoder
{
    private const int MaxPlainLine = 78;   // RFC 5322 2.1.1

    public readonly record struct Encoded(byte[] Bytes, string TransferEncoding);

    public static Encoded Encode(string text)
    {
        var bytes = Charsets.Utf8.GetBytes(WithCrlf(text));
        if (IsPlain(bytes))
            return new Encoded(bytes, "7bit");
        if (QuotedPrintable.Cost(bytes) <= Base64Lines.LengthOf(bytes.Length))
            return new Encoded(QuotedPrintable.Encode(bytes), "quoted-printable");
        var base64 = new ArrayBufferWriter<byte>((int)Base64Lines.LengthOf(bytes.Length) + 1);
        Base64Lines.Write(bytes, base64);
        return new Encoded(base64.WrittenSpan.ToArray(), "base64");
    }

    /// <summary>Line ends of any kind become CRLF.</summary>
    public static string WithCrlf(string text) =>
        text.AsSpan().IndexOfAny('\r', '\n') < 0 ? text : text.ReplaceLineEndings("\n").Replace("\n", "\r\n", StringComparison.Ordinal);

    private static bool IsPlain(ReadOnlySpan<byte> text)
    {
        foreach (var range in text.Split("\r\n"u8))
        {
            var line = text[range];
            if (line.Length > MaxPlainLine || line.StartsWith("From "u8) || line is [.., (byte)' ' or (byte)'\t'])
                return false;
        }
        return Ascii.IsValid(text) && !text.ContainsAny(Controls);
    }

    private static readonly SearchValues<byte> Controls = SearchValues.Create(
        [.. Enumerable.Range(0, 32).Where(c => c is not ('\t' or '\r' or '\n')).Select(c => (byte)c), 127]);
}
