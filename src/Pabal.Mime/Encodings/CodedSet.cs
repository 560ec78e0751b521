using System.Text;

namespace Pabal.Mime.Encodings;

/// <summary>A set of characters that ISO 2022 calls in by an escape sequence; octets are given from 21 to 7E.</summary>
internal sealed class CodedSet
{
    private readonly Func<CodedTable>? table;
    private readonly Func<int, int>? single;
    private readonly Func<Rune, int>? find;

    private CodedSet(Func<CodedTable> table) => this.table = table;

    private CodedSet(Func<int, int> single, Func<Rune, int> find)
    {
        this.single = single;
        this.find = find;
    }

    public static CodedSet Ascii { get; } = new(octet => octet, rune => rune.IsAscii ? rune.Value : 0);

    public static CodedSet JisRoman { get; } = new(
        octet => octet switch { '\\' => '¥', '~' => '‾', _ => octet },
        rune => rune.Value switch { '¥' => '\\', '‾' => '~', _ => 0 });

    public static CodedSet JisKatakana { get; } = new(
        octet => Japanese.Katakana((byte)(octet | 0x80)),
        rune => rune.Value is >= 0xFF61 and <= 0xFF9F ? rune.Value - 0xFF61 + 0x21 : 0);

    public static CodedSet JisX0208 { get; } = new(() => CodedTables.JisX0208);

    /// <summary>To write: without the characters of NEC and IBM, which readers of ISO-2022-JP may lack.</summary>
    public static CodedSet JisX0208Strict { get; } = new(() => CodedTables.JisX0208Strict);
    public static CodedSet JisX0212 { get; } = new(() => CodedTables.JisX0212Strict);
    public static CodedSet Gb2312 { get; } = new(() => CodedTables.Gb2312);
    public static CodedSet KsX1001 { get; } = new(() => CodedTables.KsX1001);
    public static CodedSet Cns1 { get; } = new(() => CodedTables.Cns1);
    public static CodedSet Cns2 { get; } = new(() => CodedTables.Cns2);
    public static CodedSet Latin1High { get; } = new(octet => octet | 0x80, _ => 0);
    public static CodedSet GreekHigh { get; } = new(octet => Tables.Alphabets.Iso88597[octet - 0x20] is not '?' and var c ? c : 0, _ => 0);

    public int Width => table is null ? 1 : 2;

    /// <summary>The code point; 0 where there is none. The second octet counts where the width is two.</summary>
    public int this[int first, int second] => table is null ? single!(first) : table()[first | 0x80, second | 0x80];

    /// <summary>Writes the character's octets, as many as the width; false when the set lacks it.</summary>
    public bool Write(Rune character, Span<byte> bytes)
    {
        if (table is null)
        {
            var octet = find!(character);
            bytes[0] = (byte)octet;
            return octet != 0;
        }
        var coded = table();
        var pair = coded.Find(Japanese.Variant(character, coded));
        bytes[0] = (byte)(pair >> 8 & 0x7F);
        bytes[1] = (byte)(pair & 0x7F);
        return pair != 0;
    }
}
