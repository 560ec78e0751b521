using System.Text;

namespace Pabal.Mime.Encodings;

/// <summary>The charsets of seven bits: ISO-2022-JP and its extensions, ISO-2022-KR, ISO-2022-CN. They read alike; what they write differs.</summary>
internal sealed class Iso2022Encoding : MailEncoding
{
    private readonly (CodedSet Set, byte[] Call)[] sets;
    private readonly CodedSet? initialG1;
    private readonly byte[] announcement;

    private Iso2022Encoding(string name, (CodedSet, string)[] sets, CodedSet? initialG1 = null, string announcement = "") : base(name)
    {
        this.sets = [.. sets.Select(pair => (pair.Item1, ASCII.GetBytes(pair.Item2)))];
        this.initialG1 = initialG1;
        this.announcement = ASCII.GetBytes(announcement);
    }

    public static Iso2022Encoding Japanese(string name, params (CodedSet, string)[] further) =>
        new(name, [(CodedSet.Ascii, "\u001b(B"), (CodedSet.JisX0208Strict, "\u001b$B"), (CodedSet.JisRoman, "\u001b(J"), .. further]);

    /// <summary>RFC 1557: the one set is announced at the beginning, then shifted out to and in from.</summary>
    public static Iso2022Encoding Korean() => new("iso-2022-kr", [(CodedSet.Ascii, "\u000f"), (CodedSet.KsX1001, "\u000e")], CodedSet.KsX1001, "\u001b$)C");

    /// <summary>RFC 1922; written in simplified characters.</summary>
    public static Iso2022Encoding Chinese() => new("iso-2022-cn", [(CodedSet.Ascii, "\u000f"), (CodedSet.Gb2312, "\u000e")], CodedSet.Gb2312, "\u001b$)A");

    public override ReadOnlySpan<byte> Announce(ReadOnlySpan<char> text) => System.Text.Ascii.IsValid(text) ? default : announcement;

    public override ReadOnlySpan<byte> Reset(int state) => state == 0 ? default : sets[0].Call;

    public override int Decode(ReadOnlySpan<byte> bytes, Span<char> chars)
    {
        // Octets over 7F and not one escape: the label lies.
        if (!bytes.ContainsAny((byte)0x1B, (byte)0x0E))
            return Charsets.Guess(bytes, chars);
        var length = 0;
        var reader = new Iso2022Reader(bytes, initialG1);
        while (reader.Read(out var codePoint))
            Add(codePoint, chars, ref length);
        return length;
    }

    public override int Write(Rune character, ref int state, Span<byte> bytes)
    {
        for (var i = -1; i < sets.Length; i++)
        {
            // Whatever is called in goes first, to save escapes.
            var next = i < 0 ? state : i;
            var call = next == state ? [] : sets[next].Call;
            if (!sets[next].Set.Write(character, bytes[call.Length..]))
                continue;
            call.CopyTo(bytes);
            state = next;
            return call.Length + sets[next].Set.Width;
        }
        return 0;
    }
}
