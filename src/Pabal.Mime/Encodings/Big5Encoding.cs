using System.Text;

namespace Pabal.Mime.Encodings;

/// <summary>Big5 as Microsoft writes it, read with what Hong Kong adds; whether that is also written depends on the name.</summary>
internal sealed class Big5Encoding(string name, bool writesHkscs) : MultiByteEncoding(name)
{
    protected override int Read(ReadOnlySpan<byte> bytes, out int codePoint)
    {
        codePoint = bytes switch
        {
            [0x88, 0x62, ..] => Accented('Ê', '\u0304'),
            [0x88, 0x64, ..] => Accented('Ê', '\u030C'),
            [0x88, 0xA3, ..] => Accented('ê', '\u0304'),
            [0x88, 0xA5, ..] => Accented('ê', '\u030C'),
            _ => 0,
        };
        return codePoint != 0 ? 2 : ReadPair(bytes, CodedTables.Big5Hkscs, out codePoint);
    }

    protected override int Write(Rune character, Span<byte> bytes) => WritePair(character, writesHkscs ? CodedTables.Big5Hkscs : CodedTables.Big5, bytes);
}
