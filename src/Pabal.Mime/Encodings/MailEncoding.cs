using System.Buffers;
using System.Text;

namespace Pabal.Mime.Encodings;

/// <summary>
/// An encoding as mail needs it. Decoding never fails: what is broken becomes U+FFFD, and an ASCII octet after a broken character is never taken for a part of it,
/// so that no markup vanishes. No charset here has more UTF-16 units than octets. Encoding follows the <see cref="Encoding.EncoderFallback"/>.
/// </summary>
internal abstract class MailEncoding(string name) : Encoding(0, EncoderFallback.ReplacementFallback, new DecoderReplacementFallback("\uFFFD"))
{
    private const int MaxUnit = 16;   // octets for one character with all the escapes around it
    private const char Replacement = '\uFFFD';

    /// <summary>The name to write in a charset parameter.</summary>
    public sealed override string WebName => name;
    public sealed override string BodyName => name;
    public sealed override string HeaderName => name;
    public sealed override string EncodingName => name;

    /// <summary>Decodes into as many chars as there are octets, or fewer; tells how many.</summary>
    public abstract int Decode(ReadOnlySpan<byte> bytes, Span<char> chars);

    /// <summary>Encodes one character; 0 when the charset has none such. <paramref name="state"/> is the shift state, 0 at the beginning.</summary>
    public abstract int Write(Rune character, ref int state, Span<byte> bytes);

    /// <summary>What stands before a text.</summary>
    public virtual ReadOnlySpan<byte> Announce(ReadOnlySpan<char> text) => default;

    /// <summary>Returns to the initial state.</summary>
    public virtual ReadOnlySpan<byte> Reset(int state) => default;

    public string Decode(ReadOnlySpan<byte> bytes)
    {
        var chars = ArrayPool<char>.Shared.Rent(bytes.Length);
        var text = new string(chars, 0, Decode(bytes, chars));
        ArrayPool<char>.Shared.Return(chars);
        return text;
    }

    public sealed override string GetString(byte[] bytes, int index, int count) => Decode(bytes.AsSpan(index, count));

    public sealed override int GetCharCount(byte[] bytes, int index, int count) => Decode(bytes.AsSpan(index, count)).Length;

    public sealed override int GetChars(byte[] bytes, int byteIndex, int byteCount, char[] chars, int charIndex)
    {
        var text = Decode(bytes.AsSpan(byteIndex, byteCount));
        text.CopyTo(chars.AsSpan(charIndex));
        return text.Length;
    }

    public sealed override int GetByteCount(char[] chars, int index, int count) => Encode(chars.AsSpan(index, count)).Length;

    public sealed override int GetBytes(char[] chars, int charIndex, int charCount, byte[] bytes, int byteIndex)
    {
        var encoded = Encode(chars.AsSpan(charIndex, charCount));
        encoded.CopyTo(bytes.AsSpan(byteIndex));
        return encoded.Length;
    }

    public sealed override int GetMaxByteCount(int charCount) => checked((charCount + 1) * MaxUnit * Math.Max(1, EncoderFallback.MaxCharCount));

    public sealed override int GetMaxCharCount(int byteCount) => byteCount;

    public sealed override bool Equals(object? value) => value is MailEncoding other && other.WebName == WebName && EncoderFallback.Equals(other.EncoderFallback);

    public sealed override int GetHashCode() => WebName.GetHashCode(StringComparison.Ordinal);

    /// <summary>Copies ASCII up to the next octet that is none.</summary>
    protected static void CopyAscii(ReadOnlySpan<byte> bytes, ref int at, Span<char> chars, ref int length)
    {
        var run = bytes[at..].IndexOfAnyInRange((byte)0x80, (byte)0xFF);
        if (run < 0)
            run = bytes.Length - at;
        length += Latin1.GetChars(bytes.Slice(at, run), chars[length..]);
        at += run;
    }

    /// <summary>Adds a code point; 0 stands for what is broken.</summary>
    protected static void Add(int codePoint, Span<char> chars, ref int length)
    {
        if (codePoint == 0)
            chars[length++] = Replacement;
        else
            length += new Rune(codePoint).EncodeToUtf16(chars[length..]);
    }

    private ReadOnlySpan<byte> Encode(ReadOnlySpan<char> text)
    {
        var output = new ArrayBufferWriter<byte>(text.Length + MaxUnit);
        var state = 0;
        output.Write(Announce(text));
        EncoderFallbackBuffer? fallback = null;
        for (var at = 0; at < text.Length;)
        {
            var isWhole = Rune.DecodeFromUtf16(text[at..], out var character, out var units) == OperationStatus.Done;
            if (!isWhole || !Write(output, character, ref state))
            {
                fallback ??= EncoderFallback.CreateFallbackBuffer();
                _ = units == 2 ? fallback.Fallback(text[at], text[at + 1], at) : fallback.Fallback(text[at], at);
                while (fallback.GetNextChar() is not '\0' and var substitute)
                    _ = Rune.TryCreate(substitute, out var rune) && Write(output, rune, ref state);
            }
            at += units;
        }
        output.Write(Reset(state));
        return output.WrittenSpan;
    }

    private bool Write(ArrayBufferWriter<byte> output, Rune character, ref int state)
    {
        var count = Write(character, ref state, output.GetSpan(MaxUnit));
        output.Advance(count);
        return count > 0;
    }
}
