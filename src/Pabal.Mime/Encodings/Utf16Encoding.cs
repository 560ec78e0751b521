using System.Buffers.Binary;
using System.Text;

namespace Pabal.Mime.Encodings;

/// <summary>
/// UTF-16 (RFC 2781). Where the label leaves the byte order open, a mark tells it, else that which makes more of the text ASCII; such text is written
/// big-endian, with a mark.
/// </summary>
internal sealed class Utf16Encoding(string name, bool? isLittleEndian) : MailEncoding(name)
{
    public override ReadOnlySpan<byte> Announce(ReadOnlySpan<char> text) => isLittleEndian is null && !text.IsEmpty ? [0xFE, 0xFF] : default;

    public override int Decode(ReadOnlySpan<byte> bytes, Span<char> chars) => bytes switch
    {
        [0xFF, 0xFE, ..] => Unicode.GetChars(bytes[2..], chars),
        [0xFE, 0xFF, ..] => BigEndianUnicode.GetChars(bytes[2..], chars),
        _ => (isLittleEndian ?? LooksLittleEndian(bytes) ? Unicode : BigEndianUnicode).GetChars(bytes, chars),
    };

    public override int Write(Rune character, ref int state, Span<byte> bytes)
    {
        Span<char> units = stackalloc char[2];
        var count = character.EncodeToUtf16(units);
        for (var i = 0; i < count; i++)
        {
            if (isLittleEndian == true)
                BinaryPrimitives.WriteUInt16LittleEndian(bytes[(i * 2)..], units[i]);
            else
                BinaryPrimitives.WriteUInt16BigEndian(bytes[(i * 2)..], units[i]);
        }
        return count * 2;
    }

    private static bool LooksLittleEndian(ReadOnlySpan<byte> bytes)
    {
        var balance = 0;
        for (var at = 0; at + 1 < bytes.Length; at += 2)
            balance += (bytes[at + 1] == 0 ? 1 : 0) - (bytes[at] == 0 ? 1 : 0);
        return balance > 0;
    }
}
