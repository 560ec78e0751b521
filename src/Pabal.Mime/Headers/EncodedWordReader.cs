using System.Buffers;
using System.Runtime.CompilerServices;
using Pabal.Mime.Encodings;

namespace Pabal.Mime.Headers;

/// <summary>What is wrong with encoded-words.</summary>
[Flags]
internal enum EncodedWordFlaws
{
    None = 0,

    /// <summary>One that is damaged, does not fit its charset, or never ends.</summary>
    Damage = 1,

    /// <summary>One whose charset nobody knows.</summary>
    Charset = 2,
}

/// <summary>Encoded-words (RFC 2047) as they are read. Never throws, linear.</summary>
internal static class EncodedWordReader
{
    private const int MaxCharsetLabel = 64;

    /// <summary>Decodes every encoded-word in text; what is no encoded-word stays. One line.</summary>
    public static string Decode(string text) => HeaderText.OneLine(Expand(text, out _));

    /// <summary>As <see cref="Decode"/>, but with the control characters that were hidden in encoded-words.</summary>
    public static string Expand(string text, out EncodedWordFlaws flaws)
    {
        flaws = EncodedWordFlaws.None;
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
                var plainEnd = start < 0 ? text.Length : start + 2;
                if (start >= 0 && !pending.Flaws.HasFlag(EncodedWordFlaws.Damage) && IsMeantAsWord(text, start))
                    pending.Flaws |= EncodedWordFlaws.Damage;
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
        flaws = pending.Flaws;
        ArrayPool<byte>.Shared.Return(octets);
        return expanded;
    }

    private static bool TryRead(string text, int start, out Word word)
    {
        word = default;
        var charsetEnd = CharsetLength(text, start);
        if (charsetEnd <= 0 || text[start + 2 + charsetEnd] != '?')
            return false;
        var encoding = start + 2 + charsetEnd + 1;
        if (!IsEncoding(text, encoding))
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

    // Up to the first octet that can't belong to it; −1 if that is nowhere near.
    private static int CharsetLength(string text, int start) =>
        text.AsSpan(start + 2, Math.Min(MaxCharsetLabel, text.Length - start - 2)).IndexOfAny('?', ' ');

    private static bool IsEncoding(string text, int at) => at + 1 < text.Length && text[at + 1] == '?' && char.ToUpperInvariant(text[at]) is 'B' or 'Q';

    // "=?" stands in other text too; a charset that is known, or the B or Q of an encoding, leave no doubt.
    private static bool IsMeantAsWord(string text, int start)
    {
        var length = CharsetLength(text, start);
        if (length < 0)
            return text.Length - start - 2 is > 0 and <= MaxCharsetLabel && Charsets.Find(text[(start + 2)..]) is not null;
        var end = start + 2 + length;
        return text[end] == '?' && (IsEncoding(text, end + 1) || (length > 0 && Charsets.Find(text[(start + 2)..end]) is not null));
    }

    private static int DecodeBase64(ReadOnlySpan<char> content, Span<byte> output, out int damage)
    {
        damage = 0;
        return Convert.TryFromBase64Chars(content, output, out var written) ? written : Base64Decoder.Decode(content, output, out damage);
    }

    private static int DecodeQ(ReadOnlySpan<char> content, Span<byte> output, out int damage)
    {
        var length = 0;
        damage = 0;
        for (var i = 0; i < content.Length; i++)
        {
            var c = content[i];
            if (c == '=' && i + 2 < content.Length && content[i + 1] < 0x80 && content[i + 2] < 0x80
                && Hex.TryRead((byte)content[i + 1], (byte)content[i + 2], out output[length]))
            {
                i += 2;
            }
            else
            {
                damage += c is '=' or >= (char)0x7F ? 1 : 0;
                output[length] = c == '_' ? (byte)' ' : c < 0x100 ? (byte)c : (byte)'?';
            }
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

        public EncodedWordFlaws Flaws;

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
            int damage;
            count += word.IsBase64 ? DecodeBase64(word.Content, octets[count..], out damage) : DecodeQ(word.Content, octets[count..], out damage);
            if (damage > 0 || word.Content.ContainsAny(' ', '\t'))
                Flaws |= EncodedWordFlaws.Damage;
        }

        public string Finish()
        {
            Flush();
            return text.ToStringAndClear();
        }

        private void Flush()
        {
            if (count > 0)
                text.AppendLiteral(Decoded(octets[..count], KnownNames.Of(charset)));
            charset = default;
            count = 0;
        }

        private string Decoded(ReadOnlySpan<byte> bytes, string label)
        {
            var decoded = LabelledText.Decode(bytes, label);
            if (Charsets.Find(label) is not { } encoding)
                Flaws |= EncodedWordFlaws.Charset;
            else if (!Charsets.Fits(encoding, bytes, decoded))
                Flaws |= EncodedWordFlaws.Damage;
            return decoded;
        }
    }
}
