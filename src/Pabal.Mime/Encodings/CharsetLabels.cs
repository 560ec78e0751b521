using System.Collections.Frozen;
using System.Text;
using Pabal.Mime.Encodings.Tables;

namespace Pabal.Mime.Encodings;

/// <summary>The labels under which charsets go in mail. Case, quotes, punctuation, an edition's year and the prefixes <c>cs</c> and <c>x-</c> make no difference.</summary>
internal static class CharsetLabels
{
    private static readonly FrozenDictionary<string, Lazy<Encoding>> ByKey = Build();

    public static Encoding? Find(string label)
    {
        var key = Key(label);
        return ByKey.TryGetValue(key, out var encoding) || (key.StartsWith("cs", StringComparison.Ordinal) && ByKey.TryGetValue(key[2..], out encoding)) ? encoding.Value : null;
    }

    // "ISO_8859-1:1987" and "iso8859-1" are one.
    private static string Key(string label)
    {
        var year = label.IndexOf(':', StringComparison.Ordinal);
        var name = (year < 0 ? label : label[..year]).Trim(' ', '\t', '"', '\'');
        if (name.StartsWith("x-", StringComparison.OrdinalIgnoreCase))
            name = name[2..];
        return string.Concat(name.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
    }

    private static FrozenDictionary<string, Lazy<Encoding>> Build()
    {
        var all = new Dictionary<string, Lazy<Encoding>>();
        Add("us-ascii ascii ansix341968 ansix341986 iso646us iso646irv ibm367 cp367 cp20127 20127 us isoir6 646", () => new AsciiEncoding());
        Add("utf-8 utf8mb4 unicode11utf8 unicode20utf8 cp65001 65001", () => Charsets.Utf8);
        Add("utf-7 unicode11utf7 unicode20utf7 cp65000 65000", () => new Utf7Encoding());
        Add("utf-16 unicode ucs2 iso10646ucs2", () => new Utf16Encoding("utf-16", isLittleEndian: null));
        Add("utf-16le cp1200 1200", () => new Utf16Encoding("utf-16le", isLittleEndian: true));
        Add("utf-16be cp1201 1201 unicodefffe", () => new Utf16Encoding("utf-16be", isLittleEndian: false));
        Add("utf-32 utf32le ucs4 iso10646ucs4 cp12000 12000", () => new UTF32Encoding(bigEndian: false, byteOrderMark: false));
        Add("utf-32be cp12001 12001", () => new UTF32Encoding(bigEndian: true, byteOrderMark: false));

        Add("euc-kr ksx1001 cp51949 51949 wansung kseuc",
            () => new NarrowEncoding(new DoubleByteEncoding("euc-kr", CodedTables.KsX1001), new UhcEncoding("euc-kr")));
        Add("ks_c_5601-1987 cp949 949 ms949 windows949 uhc ksc5601 ksc56011989 ksc56011992 56011987 5601 korean isoir149 ksc cp20949",
            () => new UhcEncoding("ks_c_5601-1987"));
        Add("johab cp1361 1361 ms1361", () => new JohabEncoding());
        Add("iso-2022-kr cp50225 50225", Iso2022Encoding.Korean);

        Add("shift_jis sjis mskanji ms932 windows932 windows31j cp932 932 cp943 shiftjisms pck", () => new ShiftJisEncoding());
        Add("euc-jp eucjpms ujis cp51932 51932 cp20932 20932 extendedunixcodepackedformatforjapanese eucpkdfmtjapanese", () => new EucJpEncoding());
        Add("iso-2022-jp iso2022jpms cp50220 50220 cp50221 50221 cp50222 50222 jis", () => Iso2022Encoding.Japanese("iso-2022-jp"));
        Add("iso-2022-jp-1", () => Iso2022Encoding.Japanese("iso-2022-jp-1", (CodedSet.JisX0212, "\u001b$(D")));
        Add("iso-2022-jp-2", () =>
            Iso2022Encoding.Japanese("iso-2022-jp-2", (CodedSet.JisX0212, "\u001b$(D"), (CodedSet.Gb2312, "\u001b$A"), (CodedSet.KsX1001, "\u001b$(C")));
        Add("iso-2022-jp-ext iso2022jp3 iso2022jp2004", () =>
            Iso2022Encoding.Japanese("iso-2022-jp-ext", (CodedSet.JisX0212, "\u001b$(D"), (CodedSet.JisKatakana, "\u001b(I")));

        Add("gb2312 gb231280 chinese isoir58 cngb euccn cp51936 51936 cp20936 20936",
            () => new NarrowEncoding(new DoubleByteEncoding("gb2312", CodedTables.Gb2312), new Gb18030Encoding()));
        Add("gbk cp936 936 ms936 windows936", () => new NarrowEncoding(new DoubleByteEncoding("gbk", CodedTables.Gbk), new Gb18030Encoding()));
        Add("gb18030 gb180302000 gb180302005 gb180302022 cp54936 54936", () => new Gb18030Encoding());
        Add("hz-gb-2312 hz hzgb cp52936 52936", () => new HzEncoding());
        Add("iso-2022-cn iso2022cnext cp50227 50227", Iso2022Encoding.Chinese);
        Add("big5 cnbig5 big5eten cp950 950 ms950 windows950 bigfive cp10002", () => new Big5Encoding("big5", writesHkscs: false));
        Add("big5-hkscs hkscs big5hk cp951 951 big5hkscs2004", () => new Big5Encoding("big5-hkscs", writesHkscs: true));
        Add("euc-tw cns11643", () => new EucTwEncoding());

        // What says ISO 8859-1, -9 or -11 has, if anything, Microsoft's characters where those have controls.
        AddNarrow("iso-8859-1 88591 latin1 l1 isoir100 ibm819 cp819 cp28591 28591 isolatin1", 28591, "windows-1252", 1252);
        AddNarrow("iso-8859-9 88599 latin5 l5 isoir148 cp28599 28599 isolatin5", 28599, "windows-1254", 1254);
        AddPage("iso-8859-2 88592 latin2 l2 isoir101 isolatin2", 28592);
        AddPage("iso-8859-3 88593 latin3 l3 isoir109 isolatin3", 28593);
        AddPage("iso-8859-4 88594 latin4 l4 isoir110 isolatin4", 28594);
        AddPage("iso-8859-5 88595 cyrillic isoir144 isolatincyrillic", 28595);
        AddPage("iso-8859-6 88596 arabic isoir127 ecma114 asmo708 isolatinarabic iso88596i iso88596e", 28596);
        AddTable("iso-8859-7 88597 greek greek8 isoir126 ecma118 elot928 isolatingreek cp28597 28597", Alphabets.Iso88597);
        AddTable("iso-8859-8 88598 hebrew isoir138 isolatinhebrew cp28598 28598 iso88598i iso88598e logical visual cp38598 38598", Alphabets.Iso88598);
        AddTable("iso-8859-10 885910 latin6 l6 isoir157 isolatin6 cp28600", Alphabets.Iso885910);
        AddPage("iso-8859-13 885913 latin7 l7 isoir179", 28603);
        AddTable("iso-8859-14 885914 latin8 l8 isoir199 isoceltic cp28604", Alphabets.Iso885914);
        AddPage("iso-8859-15 885915 latin9 latin0 l9 isolatin9", 28605);
        AddTable("iso-8859-16 885916 latin10 l10 isoir226 cp28606", Alphabets.Iso885916);
        Add("tis-620 iso885911 885911 thai tis6200 tis62025331 isoir166",
            () => new NarrowEncoding(SingleByteEncoding.FromTable("tis-620", Alphabets.Tis620), SingleByteEncoding.FromCodePage("windows-874", 874)));
        AddPage("windows-874 dos874", 874);
        for (var page = 1250; page <= 1258; page++)
            AddPage($"windows-{page} win{page} ansi{page} ms{page}", page);
        AddPage("koi8-r koi koi8", 20866);
        AddTable("koi8-u koi8ru cp21866 21866", Alphabets.Koi8U);
        AddTable("koi8-t", Alphabets.Koi8T);
        AddTable("kz-1048 strk10482002 rk1048", Alphabets.Kz1048);
        AddTable("viscii viscii111", Alphabets.Viscii, Alphabets.VisciiLow);
        AddPage("macintosh mac macroman", 10000);
        AddPage("x-mac-cyrillic", 10007);
        AddPage("x-mac-ce macce maccentraleurope", 10029);
        foreach (var page in (ReadOnlySpan<int>)[437, 720, 737, 775, 850, 852, 855, 857, 858, 860, 861, 862, 863, 864, 865, 866, 869])
            AddPage($"ibm{page} dos{page} {(page == 858 ? "ibm00858" : "")}", page);
        return all.ToFrozenDictionary();

        void Add(string labels, Func<Encoding> create)
        {
            var encoding = new Lazy<Encoding>(create);
            foreach (var label in labels.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                all[Key(label)] = encoding;
        }

        void AddPage(string labels, int page) => Add($"{labels} cp{page} {page}", () => SingleByteEncoding.FromCodePage(First(labels), page));

        void AddTable(string labels, string upper, string low = "") => Add(labels, () => SingleByteEncoding.FromTable(First(labels), upper, low));

        void AddNarrow(string labels, int page, string wide, int widePage) =>
            Add(labels, () => new NarrowEncoding(SingleByteEncoding.FromCodePage(First(labels), page), SingleByteEncoding.FromCodePage(wide, widePage)));
    }

    private static string First(string labels) => labels.Split(' ')[0];
}
