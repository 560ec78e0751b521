using System.Buffers;
using System.Text;

namespace Pabal.Mime.Encodings;

/// <summary>One octet, one character.</summary>
internal sealed class SingleByteEncoding : MailEncoding
{
    private const char Hole = '\uFFFD';

    private readonly char[] characters = new char[256];
    private readonly SearchValues<byte> special;   // octets that do not stand for the code point of the same number
    private readonly char[] encodable;
    private readonly byte[] octets;

    private SingleByteEncoding(string name, IEnumerable<char> table) : base(name)
    {
        characters = [.. table];
        special = SearchValues.Create([.. Enumerable.Range(0, 256).Where(b => characters[b] != b).Select(b => (byte)b)]);
        octets = [.. Enumerable.Range(0, 256).Where(b => characters[b] != Hole).Select(b => (byte)b)];
        encodable = [.. octets.Select(b => characters[b])];
        Array.Sort(encodable, octets);
    }

    /// <summary>ASCII and, from A0 or from 80 on, these; <c>?</c> is a hole. <paramref name="low"/>: pairs of a control character and what stands in its place.</summary>
    public static SingleByteEncoding FromTable(string name, string upper, string low = "")
    {
        var table = Enumerable.Range(0, 256).Select(b => (char)b).ToArray();
        upper.Replace('?', Hole).CopyTo(table.AsSpan(256 - upper.Length));
        foreach (var pair in low.Chunk(2))
            table[pair[0]] = pair[1];
        return new(name, table);
    }

    /// <summary>A code page of the framework, which fills holes with private characters and, but for ISO charsets, with controls.</summary>
    public static SingleByteEncoding FromCodePage(string name, int codePage)
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(codePage) ?? GetEncoding(codePage);
        var hasControls = name.StartsWith("iso-", StringComparison.Ordinal);
        return new(name, encoding.GetChars([.. Enumerable.Range(0, 256).Select(b => (byte)b)])
            .Select(c => char.IsBetween(c, '\uE000', '\uF8FF') || (char.IsBetween(c, '\u0080', '\u009F') && !hasControls) ? Hole : c));
    }

    public override bool IsSingleByte => true;

    public override int Decode(ReadOnlySpan<byte> bytes, Span<char> chars)
    {
        for (var at = 0; at < bytes.Length; at++)
        {
            var run = bytes[at..].IndexOfAny(special);
            if (run < 0)
                run = bytes.Length - at;
            Latin1.GetChars(bytes.Slice(at, run), chars[at..]);
            at += run;
            if (at < bytes.Length)
                chars[at] = characters[bytes[at]];
        }
        return bytes.Length;
    }

    public override int Write(Rune character, ref int state, Span<byte> bytes)
    {
        var at = character.IsBmp ? Array.BinarySearch(encodable, (char)character.Value) : -1;
        if (at < 0)
            return 0;
        bytes[0] = octets[at];
        return 1;
    }
}
