using System.Text;

namespace Pabal.Mime.Encodings;

/// <summary>US-ASCII; octets over 7F under this label are read as if there were none.</summary>
internal sealed class AsciiEncoding() : MailEncoding("us-ascii")
{
    public override int Decode(ReadOnlySpan<byte> bytes, Span<char> chars) => Charsets.Guess(bytes, chars);

    public override int Write(Rune character, ref int state, Span<byte> bytes)
    {
        bytes[0] = (byte)character.Value;
        return character.IsAscii ? 1 : 0;
    }
}
