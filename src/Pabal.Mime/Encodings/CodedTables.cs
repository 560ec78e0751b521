using Pabal.Mime.Encodings.Tables;

namespace Pabal.Mime.Encodings;

/// <summary>The tables that East Asian charsets are made of. The 94 by 94 sets stand where EUC puts them: both octets from A1 to FE.</summary>
internal static class CodedTables
{
    private static readonly Lazy<CodedTable> LazyUhc = new(() => CodedTable.FromCodePage(949));
    private static readonly Lazy<CodedTable> LazyKsX1001 = new(() => Uhc.Where(IsEuc));
    private static readonly Lazy<CodedTable> LazyShiftJis = new(() => CodedTable.FromCodePage(932, withPrivate: true, lead => lead is 0xED or 0xEE));   // NEC's copy of IBM's kanji
    private static readonly Lazy<CodedTable> LazyJisX0208 = new(() => ShiftJis.Select(ToShiftJis));
    private static readonly Lazy<CodedTable> LazyJisX0208Strict = new(() => JisX0208.Where((lead, _) => lead is <= 0xA8 or (>= 0xB0 and <= 0xF4)));
    private static readonly Lazy<CodedTable> LazyJisX0212 = new(() => CodedTable.FromCodePage(20932).Select((lead, trail) => IsEuc(lead, trail) ? (lead, trail & 0x7F) : default)
        .FilledWith(CodedTable.FromRows([(0xA2, new string('?', 143) + '№')])));   // the framework lacks A2F1
    private static readonly Lazy<CodedTable> LazyJisX0212Strict = new(() => JisX0212.Where((lead, _) => lead <= 0xED));
    private static readonly Lazy<CodedTable> LazyGb18030 = new(() => CodedTable.FromCodePage(54936, withPrivate: true));
    private static readonly Lazy<CodedTable> LazyGbk = new(() => CodedTable.FromCodePage(936));
    private static readonly Lazy<CodedTable> LazyGb2312 = new(() => Gbk.Where((lead, trail) => IsEuc(lead, trail) && lead <= 0xF7 && Edition1980[lead, trail] != 0));
    private static readonly Lazy<CodedTable> LazyEdition1980 = new(() => CodedTable.FromCodePage(20936));
    private static readonly Lazy<CodedTable> LazyBig5 = new(() => CodedTable.FromCodePage(950));
    private static readonly Lazy<CodedTable> LazyBig5Hkscs = new(() => Big5.FilledWith(CodedTable.FromRows(Hkscs.Rows)));
    private static readonly Lazy<CodedTable> LazyCns1 = new(() => CodedTable.FromCodePage(20000).Where(IsEuc));
    private static readonly Lazy<CodedTable> LazyCns2 = new(() => CodedTable.FromCodePage(20000).Select((lead, trail) => IsEuc(lead, trail) ? (lead, trail & 0x7F) : default));

    /// <summary>Unified Hangul Code: KS X 1001 and the 8,822 syllables it lacks.</summary>
    public static CodedTable Uhc => LazyUhc.Value;
    public static CodedTable KsX1001 => LazyKsX1001.Value;
    public static CodedTable ShiftJis => LazyShiftJis.Value;

    /// <summary>With the characters of NEC and IBM in rows that the standard leaves empty.</summary>
    public static CodedTable JisX0208 => LazyJisX0208.Value;
    public static CodedTable JisX0208Strict => LazyJisX0208Strict.Value;
    public static CodedTable JisX0212 => LazyJisX0212.Value;
    public static CodedTable JisX0212Strict => LazyJisX0212Strict.Value;

    /// <summary>The characters of two octets.</summary>
    public static CodedTable Gb18030 => LazyGb18030.Value;
    public static CodedTable Gbk => LazyGbk.Value;
    public static CodedTable Gb2312 => LazyGb2312.Value;
    public static CodedTable Big5 => LazyBig5.Value;
    public static CodedTable Big5Hkscs => LazyBig5Hkscs.Value;

    /// <summary>CNS 11643, planes 1 and 2.</summary>
    public static CodedTable Cns1 => LazyCns1.Value;
    public static CodedTable Cns2 => LazyCns2.Value;

    private static CodedTable Edition1980 => LazyEdition1980.Value;

    private static bool IsEuc(int lead, int trail) => lead >= 0xA1 && trail >= 0xA1;

    // Two rows of 94 make one lead octet of Shift_JIS; its trail octets leave out 7F.
    private static (int Lead, int Trail) ToShiftJis(int lead, int trail)
    {
        if (!IsEuc(lead, trail))
            return default;
        int row = lead - 0xA1, cell = trail - 0xA1;
        var first = row / 2 + 0x81;
        var second = row % 2 * 94 + cell + 0x40;
        return (first > 0x9F ? first + 0x40 : first, second >= 0x7F ? second + 1 : second);
    }
}
