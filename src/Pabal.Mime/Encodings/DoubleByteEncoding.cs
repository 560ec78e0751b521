using System.Text;

namespace Pabal.Mime.Encodings;

/// <summary>Characters of two octets by a table: EUC-KR, GBK.</summary>
internal sealed class DoubleByteEncoding(string name, CodedTable table) : MultiByteEncoding(name)
{
    protected override int Read(ReadOnlySpan<byte> bytes, out int codePoint) => ReadPair(bytes, table, out codePoint);

    protected override int Write(Rune character, Span<byte> bytes) => WritePair(character, table, bytes);
}
