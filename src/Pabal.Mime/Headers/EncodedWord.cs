using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Pabal.Mime.Encodings;

namespace Pabal.Mime.Headers;

/// <summary>Encoded-words (RFC 2047), both ways.</summary>
internal static class EncodedWord
{
    private const int MaxWord = 75;          // RFC 2047 2
    private const int MaxCharsetLabel = 64;

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

    /// <summary>Decodes every encoded-word in text; what is no encoded-word stays. Never throws, linear, one line.</summary>
    public static string Decode(string text) => HeaderText.OneLine(Expand(text));

    /// <summary>As <see cref="Decode"/>, but with the control characters that were hidden in encoded-words.</summary>
    public static string Expand(string text)
    {
        if (!text.Contains("=?", StringComparison.Ordinal))
            return text;
        var octets = ArrayPool<byte>.Shared.Rent(text.Length);   // what words hold is shorter than they are
        var pending = new Pending(octets, new DefaultInterpolatedStringHandler(0, 0, null, stackalloc char[256]));
        var pos = 0;
        var lastEnd = text.LastIndexOf("?=", StringComparison.Ordinal);   // without it, each unfinished word would be sought to the end of the text
        while (pos < text.Length)
        {
            var start = text.IndexOf("=?", pos, StringComparison.Ordinal);
            if (start < 0 || start > lastEnd || !TryRead(text, start, out var word))
            {
                var plainEnd = start < 0 || start > lastEnd ? text.Length : start + 2;
                pending.AddText(text.AsSpan(pos, plainEnd - pos));
                pos = plainEnd;
                continue;
            }
            // White space between two encoded-words is not part of the text (RFC 2047 6.2).
            var gap = text.AsSpan(pos, start - pos);
            if (pending.IsEmpty || !gap.IsWhiteSpace())
                pending.AddText(gap);
            pending.AddWord(word);
            pos = word.End;
        }
        var expanded = pending.Finish();
        ArrayPool<byte>.Shared.Return(octets);
        return expanded;
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

    private static bool TryRead(string text, int start, out Word word)
    {
        word = default;
        var charsetEnd = text.AsSpan(start + 2, Math.Min(MaxCharsetLabel, text.Length - start - 2)).IndexOfAny('?', ' ');
        if (charsetEnd <= 0 || text[start + 2 + charsetEnd] != '?')
            return false;
        var encoding = start + 2 + charsetEnd + 1;
        if (encoding + 1 >= text.Length || text[encoding + 1] != '?' || char.ToUpperInvariant(text[encoding]) is not ('B' or 'Q'))
            return false;
        var end = text.IndexOf("?=", encoding + 2, StringComparison.Ordinal);
        if (end < 0)
            return false;
        var charset = text.AsSpan(start + 2, charsetEnd);
        var language = charset.IndexOf('*');   // RFC 2231 5
        word = new Word
        {
            Charset = language < 0 ? charset : charset[..language],
            Content = text.AsSpan(encoding + 2, end - encoding - 2),
            IsBase64 = char.ToUpperInvariant(text[encoding]) == 'B',
            End = end + 2,
        };
        return true;
    }

    private static int DecodeBase64(ReadOnlySpan<char> content, Span<byte> output)
    {
        if (Convert.TryFromBase64Chars(content, output, out var written))
            return written;
        var decoded = LenientBase64.Decode(content);
        decoded.CopyTo(output);
        return decoded.Length;
    }

    private static int DecodeQ(ReadOnlySpan<char> content, Span<byte> output)
    {
        var length = 0;
        for (var i = 0; i < content.Length; i++)
        {
            var c = content[i];
            if (c == '=' && i + 2 < content.Length && content[i + 1] < 0x80 && content[i + 2] < 0x80
                && Hex.TryRead((byte)content[i + 1], (byte)content[i + 2], out output[length]))
                i += 2;
            else
                output[length] = c == '_' ? (byte)' ' : c < 0x100 ? (byte)c : (byte)'?';
            length++;
        }
        return length;
    }

    private ref struct Word
    {
        public ReadOnlySpan<char> Charset;
        public ReadOnlySpan<char> Content;
        public bool IsBase64;
        public int End;
    }

    // Octets of neighbouring words in one charset are decoded together: senders do split characters, though they must not.
    private ref struct Pending(Span<byte> octets, DefaultInterpolatedStringHandler text)
    {
        private readonly Span<byte> octets = octets;
        private DefaultInterpolatedStringHandler text = text;
        private ReadOnlySpan<char> charset;
        private int count;

        public readonly bool IsEmpty => charset.IsEmpty;

        public void AddText(ReadOnlySpan<char> plain)
        {
            Flush();
            text.AppendFormatted(plain);
        }

        public void AddWord(in Word word)
        {
            if (!charset.Equals(word.Charset, StringComparison.OrdinalIgnoreCase))
                Flush();
            charset = word.Charset;
            count += word.IsBase64 ? DecodeBase64(word.Content, octets[count..]) : DecodeQ(word.Content, octets[count..]);
        }

        public string Finish()
        {
            Flush();
            return text.ToStringAndClear();
        }

        private void Flush()
        {
            if (count > 0)
                text.AppendLiteral(LabelledText.Decode(octets[..count], KnownNames.Of(charset)));
            charset = default;
            count = 0;
        }
    }
}
