using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Pabal.Mime.Encodings;

namespace Pabal.Mime.Headers;

/// <summary>Encoded-words (RFC 2047) as they are written.</summary>
internal static class EncodedWord
{
    private const int MaxWord = 75;   // RFC 2047 2

    /// <summary>True when text can't stand in a header as it is: not ASCII, or what a reader would take for an encoded-word.</summary>
    public static bool IsNeeded(ReadOnlySpan<char> text) => !Ascii.IsValid(text) || text.Contains("=?", StringComparison.Ordinal);

    /// <summary>Writes text as encoded-words, each within its line, no character split; B or Q, whichever is shorter.</summary>
    public static void Write(ref HeaderFolder folder, ReadOnlySpan<char> separator, ReadOnlySpan<char> text)
    {
        var charset = folder.Charset == Charsets.Utf8 || !Charsets.CanEncode(folder.Charset, text.ToString()) ? Charsets.Utf8 : folder.Charset;
        var isQ = QIsShorter(text, charset);
        Span<byte> head = stackalloc byte[MaxWord];
        head = head[..Head(charset, isQ, head)];
        Span<byte> word = stackalloc byte[MaxWord];
        Span<byte> bytes = stackalloc byte[MaxWord];
        while (!text.IsEmpty)
        {
            var room = Math.Min(MaxWord, folder.Room - separator.Length) - head.Length - 2;
            var taken = Take(text, room, isQ, charset);
            if (taken == 0)
                taken = Take(text, MaxWord - head.Length - 2, isQ, charset);
            head.CopyTo(word);
            var count = charset.GetBytes(text[..taken], bytes);
            var length = head.Length + (isQ ? EncodeQ(bytes[..count], word[head.Length..]) : EncodeB(bytes[..count], word[head.Length..]));
            "?="u8.CopyTo(word[length..]);
            folder.Word(separator, word[..(length + 2)]);
            separator = " ";
            text = text[taken..];
        }
    }

    // How many chars of text fit into room encoded octets: whole text elements; a single rune of one too long for any line.
    private static int Take(ReadOnlySpan<char> text, int room, bool isQ, Encoding charset)
    {
        var taken = 0;
        var cost = 0;
        while (taken < text.Length)
        {
            var element = StringInfo.GetNextTextElementLength(text[taken..]);
            var next = CostOfMore(text, taken, element, cost, isQ, charset);
            if (Encoded(next, isQ) > room)
                break;
            cost = next;
            taken += element;
        }
        if (taken > 0 || room < MaxWord - 12)
            return taken;
        foreach (var rune in text.EnumerateRunes())
        {
            cost = CostOfMore(text, taken, rune.Utf16SequenceLength, cost, isQ, charset);
            if (Encoded(cost, isQ) > room)
                break;
            taken += rune.Utf16SequenceLength;
        }
        return taken;
    }

    // In UTF-8 costs add up; a charset with escape sequences, which each word begins and ends without, has to be asked for the whole.
    private static int CostOfMore(ReadOnlySpan<char> text, int taken, int more, int cost, bool isQ, Encoding charset) => charset == Charsets.Utf8
        ? cost + Cost(text.Slice(taken, more), isQ, charset)
        : Cost(text[..(taken + more)], isQ, charset);

    private static int Cost(ReadOnlySpan<char> text, bool isQ, Encoding charset)
    {
        if (!isQ)
            return charset.GetByteCount(text);
        if (charset != Charsets.Utf8)
            return CostInQ(charset.GetBytes(text.ToArray()));
        var cost = 0;
        foreach (var c in text)
            cost += IsQSafe(c) || c == ' ' ? 1 : c < 0x80 ? 3 : c < 0x800 ? 6 : char.IsSurrogate(c) ? 6 : 9;
        return cost;
    }

    private static int CostInQ(ReadOnlySpan<byte> bytes)
    {
        var cost = 0;
        foreach (var b in bytes)
            cost += IsQSafe((char)b) || b == ' ' ? 1 : 3;
        return cost;
    }

    private static int Head(Encoding charset, bool isQ, Span<byte> head) =>
        Encoding.ASCII.GetBytes(charset == Charsets.Utf8 ? isQ ? "=?UTF-8?Q?" : "=?UTF-8?B?" : $"=?{charset.WebName}?{(isQ ? 'Q' : 'B')}?", head);

    private static int Encoded(int cost, bool isQ) => isQ ? cost : (cost + 2) / 3 * 4;

    private static bool QIsShorter(ReadOnlySpan<char> text, Encoding charset) => Cost(text, isQ: true, charset) < Encoded(charset.GetByteCount(text), isQ: false);

    // The subset that is safe in a phrase too (RFC 2047 5 (3)).
    private static bool IsQSafe(char c) => char.IsAsciiLetterOrDigit(c) || c is '!' or '*' or '+' or '-' or '/';

    private static int EncodeQ(ReadOnlySpan<byte> bytes, Span<byte> output)
    {
        var length = 0;
        foreach (var b in bytes)
        {
            if (IsQSafe((char)b))
            {
                output[length++] = b;
            }
            else if (b == ' ')
            {
                output[length++] = (byte)'_';
            }
            else
            {
                output[length++] = (byte)'=';
                output[length++] = (byte)"0123456789ABCDEF"[b >> 4];
                output[length++] = (byte)"0123456789ABCDEF"[b & 15];
            }
        }
        return length;
    }

    private static int EncodeB(ReadOnlySpan<byte> bytes, Span<byte> output)
    {
        _ = Base64.EncodeToUtf8(bytes, output, out _, out var written);
        return written;
    }
}
