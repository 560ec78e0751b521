using System.Buffers;
using System.Text;
using Pabal.Mime.Encodings;
using Pabal.Mime.Headers;
using static Pabal.Localized;

namespace Pabal.Mime.Writing;

/// <summary>Chooses how a text travels: as it is if it is short-lined ASCII, else quoted-printable or base64, whichever is shorter.</summary>
internal static class TextEncoder
{
    private const int MaxPlainLine = 78;   // RFC 5322 2.1.1

    public readonly record struct Encoded(byte[] Bytes, string TransferEncoding);

    public static Encoded Encode(string text, Encoding charset)
    {
        if (charset != Charsets.Utf8 && Charsets.FirstUnencodable(charset, text) is { } lacking)
        {
            throw new ArgumentException(Say($"the character “{HeaderText.OneLine(lacking.Character)}” at position {lacking.Index} can't be written in {charset.WebName}; replace it, or send UTF-8",
                                            $"{lacking.Index}번째 글자 “{HeaderText.OneLine(lacking.Character)}”은(는) {charset.WebName}로 쓸 수 없습니다. 다른 글자로 바꾸거나 UTF-8로 보내십시오"), nameof(text));
        }
        var lines = WithCrlf(text);
        var buffer = ArrayPool<byte>.Shared.Rent(charset.GetByteCount(lines));
        var encoded = Encode(buffer.AsSpan(0, charset.GetBytes(lines, buffer)), charset);
        ArrayPool<byte>.Shared.Return(buffer);
        return encoded;
    }

    private static Encoded Encode(ReadOnlySpan<byte> bytes, Encoding charset)
    {
        if (IsPlain(bytes, charset.WebName.StartsWith("iso-2022-", StringComparison.Ordinal) ? ControlsButShifts : Controls))
            return new Encoded(bytes.ToArray(), "7bit");
        return QuotedPrintable.Cost(bytes) <= Base64Lines.LengthOf(bytes.Length)
            ? new Encoded(QuotedPrintable.Encode(bytes), "quoted-printable")
            : new Encoded(Base64Lines.ToArray(bytes), "base64");
    }

    /// <summary>The charset of that label; throws if there is none, or one that no text in mail can have (RFC 2046 4.1.1).</summary>
    public static Encoding CharsetOf(string label)
    {
        var charset = Charsets.Find(label)
            ?? throw new ArgumentException(Say($"there is no charset “{HeaderText.OneLine(label)}”", $"“{HeaderText.OneLine(label)}” 문자 집합은 없습니다"), nameof(label));
        return charset.GetBytes("\r\n").AsSpan().SequenceEqual("\r\n"u8)
            ? charset
            : throw new ArgumentException(Say($"text in mail can't be written in {charset.WebName}; use UTF-8", $"메일의 텍스트는 {charset.WebName}로 쓸 수 없습니다. UTF-8을 쓰십시오"), nameof(label));
    }

    /// <summary>The text with question marks for what the charset lacks.</summary>
    public static string Within(Encoding charset, string text) =>
        charset == Charsets.Utf8 || Charsets.CanEncode(charset, text) ? text : charset.GetString(charset.GetBytes(text));

    /// <summary>CR, LF and CRLF become CRLF; what else Unicode calls a line end is text.</summary>
    public static string WithCrlf(string text)
    {
        var bare = text.AsSpan().Count('\r') + text.AsSpan().Count('\n') - 2 * text.AsSpan().Count("\r\n");
        return bare == 0 ? text : string.Create(text.Length + bare, text, static (target, source) =>
        {
            var rest = source.AsSpan();
            while (rest.IndexOfAny('\r', '\n') is var end and >= 0)
            {
                rest[..end].CopyTo(target);
                "\r\n".CopyTo(target[end..]);
                target = target[(end + 2)..];
                rest = rest[(end + (rest[end..].StartsWith("\r\n") ? 2 : 1))..];
            }
            rest.CopyTo(target);
        });
    }

    private static bool IsPlain(ReadOnlySpan<byte> text, SearchValues<byte> controls)
    {
        foreach (var range in text.Split("\r\n"u8))
        {
            var line = text[range];
            if (line.Length > MaxPlainLine || line.StartsWith("From "u8) || line is [.., (byte)' ' or (byte)'\t'])
                return false;
        }
        return Ascii.IsValid(text) && !text.ContainsAny(controls);
    }

    private static readonly SearchValues<byte> Controls = SearchValues.Create(
        [.. Enumerable.Range(0, 32).Where(c => c is not ('\t' or '\r' or '\n')).Select(c => (byte)c), 127]);

    // Escape, shift out and shift in, which the charsets of seven bits are made of.
    private static readonly SearchValues<byte> ControlsButShifts = SearchValues.Create(
        [.. Enumerable.Range(0, 32).Where(c => c is not ('\t' or '\r' or '\n' or 0x1B or 0x0E or 0x0F)).Select(c => (byte)c), 127]);
}
