using System.Text;
using Pabal.Mime.Encodings;

namespace Pabal.Mime.Tests;

public class CharsetsTests
{
    public static readonly string[] All =
    [
        "us-ascii", "utf-8", "utf-7", "utf-16", "utf-16le", "utf-16be", "utf-32", "euc-kr", "ks_c_5601-1987", "johab", "iso-2022-kr", "shift_jis", "euc-jp", "iso-2022-jp", "iso-2022-jp-1",
        "iso-2022-jp-2", "iso-2022-jp-ext", "gb2312", "gbk", "gb18030", "hz-gb-2312", "iso-2022-cn", "big5", "big5-hkscs", "euc-tw", "iso-8859-1", "iso-8859-2", "iso-8859-3", "iso-8859-4",
        "iso-8859-5", "iso-8859-6", "iso-8859-7", "iso-8859-8", "iso-8859-9", "iso-8859-10", "iso-8859-13", "iso-8859-14", "iso-8859-15", "iso-8859-16", "tis-620", "windows-874", "windows-1250",
        "windows-1251", "windows-1252", "windows-1253", "windows-1254", "windows-1255", "windows-1256", "windows-1257", "windows-1258", "koi8-r", "koi8-u", "koi8-t", "kz-1048", "viscii", "macintosh",
        "x-mac-cyrillic", "x-mac-ce", "ibm437", "ibm850", "ibm866",
    ];

    private static string Read(string label, string hex) => Charsets.Decode(label, Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)));

    [Theory]
    [InlineData("euc-kr", "EUC-KR euckr csEUCKR \"euc-kr\" x-euc-kr ks_x_1001 cp51949")]
    [InlineData("ks_c_5601-1987", "KS_C_5601-1987 ks_c_5601-1989 ks_c_5601 ksc5601 korean iso-ir-149 5601 csKSC56011987 cp949 949 ms949 windows-949 x-windows-949 UHC x-uhc")]
    [InlineData("johab", "cp1361 johab x-johab")]
    [InlineData("iso-2022-kr", "ISO2022-KR csISO2022KR")]
    [InlineData("shift_jis", "shift-jis Shift_JIS sjis x-sjis ms_kanji csShiftJIS windows-31j csWindows31J cp932 ms932")]
    [InlineData("euc-jp", "eucjp x-euc-jp csEUCPkdFmtJapanese ujis")]
    [InlineData("iso-2022-jp", "ISO-2022-JP csISO2022JP iso2022jp cp50220 cp50221 iso-2022-jp-ms")]
    [InlineData("gb2312", "GB_2312-80 gb2312 csGB2312 chinese euc-cn cn-gb iso-ir-58 x-euc-cn")]
    [InlineData("gbk", "cp936 x-gbk GBK ms936 windows-936 csGBK")]
    [InlineData("gb18030", "GB18030 gb18030-2005 csGB18030")]
    [InlineData("hz-gb-2312", "hz hz-gb-2312")]
    [InlineData("big5", "Big5 cn-big5 x-big5 csBig5 big-5 cp950")]
    [InlineData("big5-hkscs", "Big5-HKSCS big5hkscs big5-hkscs:2004 csBig5HKSCS")]
    [InlineData("us-ascii", "ascii ANSI_X3.4-1968 us ISO646-US csASCII iso-ir-6 ansi_x3.4-1986")]
    [InlineData("utf-8", "utf8 UTF8 unicode-1-1-utf-8 csUTF8 'utf-8' x-utf-8")]
    [InlineData("utf-7", "unicode-1-1-utf-7 utf7 csUnicode11UTF7")]
    [InlineData("iso-8859-1", "iso8859-1 ISO_8859-1:1987 latin1 l1 cp819 csISOLatin1 8859-1 iso-ir-100")]
    [InlineData("iso-8859-2", "iso_8859-2 latin2 csISOLatin2")]
    [InlineData("iso-8859-15", "latin-9 iso8859-15")]
    [InlineData("windows-1252", "cp1252 win-1252 x-cp1252 ansi-1252")]
    [InlineData("windows-1251", "cp1251 win1251 cswindows1251")]
    [InlineData("koi8-r", "koi8r csKOI8R koi8")]
    [InlineData("koi8-u", "koi8-ru KOI8-U")]
    [InlineData("tis-620", "TIS620 iso-8859-11 tis620.2533-1")]
    [InlineData("viscii", "VISCII csVISCII viscii1.1-1")]
    [InlineData("ibm850", "cp850 850 ibm850 csIBM850")]
    [InlineData("macintosh", "mac x-mac-roman csMacintosh")]
    public void A_charset_is_found_by_all_its_labels(string name, string labels)
    {
        foreach (var label in labels.Split(' '))
            Assert.Equal((label, name), (label, Charsets.Find(label)?.WebName));
    }

    [Theory]
    [InlineData("")]
    [InlineData("x-unknown")]
    [InlineData("unknown-8bit")]
    [InlineData("x-user-defined")]
    [InlineData("../../utf-9")]
    [InlineData("ibm037")]
    [InlineData("cs")]
    [InlineData("\0")]
    public void An_unknown_label_is_none(string label) => Assert.Null(Charsets.Find(label));

    [Fact]
    public void A_label_of_a_megabyte_is_none() => Assert.Null(Charsets.Find(new string('u', 1_000_000)));

    [Theory]
    [InlineData("euc-kr")]
    [InlineData("ks_c_5601-1987")]
    [InlineData("cp949")]
    public void Syllables_beyond_KS_X_1001_are_read_under_every_Korean_label(string label) => Assert.Equal("똠방각하", Read(label, "8C63 B9E6 B0A2 C7CF"));

    [Fact]
    public void A_syllable_made_up_of_letters_is_read_as_one()
    {
        Assert.Equal("똠방각하, 뷁 가", Read("euc-kr", "A4D4A4A8A4C7A4B1 B9E6 B0A2 C7CF 2C20 A4D4A4B2A4CEA4AA20 A4D4A4A1A4BFA4D4"));
        Assert.Equal("ㅤㅏ", Read("euc-kr", "A4D4 A4BF"));
    }

    [Theory]
    [InlineData("iso-2022-kr", "1B242943 0E 3E483367 0F 2120", "안녕! ")]
    [InlineData("iso-2022-kr", "0E 3E483367 0F", "안녕")]
    [InlineData("iso-2022-kr", "1B242943 0A 0E 3E483367 0A 61", "\n안녕\na")]
    [InlineData("iso-2022-kr", "BEC8 B3E7 C7CF", "안녕하")]
    [InlineData("iso-2022-kr", "1B242943 BEC8 B3E7 41", "안녕A")]
    [InlineData("johab", "b4659165", "안년")]
    [InlineData("iso-2022-jp", "1B2442 467C 4B5C 1B2842 21", "日本!")]
    [InlineData("iso-2022-jp", "1B2440 467C 1B284A 5C7E", "日¥‾")]
    [InlineData("iso-2022-jp", "1B2849 3131 1B2842", "ｱｱ")]
    [InlineData("iso-2022-jp", "1B242844 3021 1B2842", "丂")]
    [InlineData("iso-2022-jp-2", "1B2441 5650 1B242843 4751 1B2842", "中한")]
    [InlineData("iso-2022-jp-2", "1B2E41 1B4E69 1B2E46 1B4E61", "éα")]
    [InlineData("shift_jis", "8740 B1 8160", "①ｱ～")]
    [InlineData("euc-jp", "C6FC 8EB1 8FB0A1 ADA1", "日ｱ丂①")]
    [InlineData("hz-gb-2312", "7E7B 3A3A 7E7D 7E7E 7E0A 61", "汉~a")]
    [InlineData("gb2312", "8EAD E946 80", "幁镕€")]
    [InlineData("gb18030", "8130 8130 9439 DA33", "\u0080💩")]
    [InlineData("big5", "A4A4 8745 F9D6", "中𧉧碁")]
    [InlineData("big5-hkscs", "8862 88A5 C6E7", "Ê̄ê̌ぁ")]
    [InlineData("euc-tw", "C4A3 8EA2A1A1", "丁乂")]
    [InlineData("iso-2022-cn", "1B242941 0E 5650 0F 1B242947 0E 4423 0F 1B242A48 1B4E2121", "中丁乂")]
    [InlineData("utf-7", "486920 2B5A65566E4C49716521 2B2D", "Hi 日本語!+")]
    [InlineData("utf-16", "FFFE 48C5 4400", "안D")]
    [InlineData("utf-16", "C548 0044", "안D")]
    [InlineData("utf-16", "4400 4500", "DE")]
    [InlineData("utf-16le", "FFFE 4400", "D")]
    [InlineData("utf-8", "EFBBBF 61", "a")]
    [InlineData("euc-kr", "EFBBBF ED959C", "한")]
    [InlineData("iso-8859-1", "93 E9 94", "“é”")]
    [InlineData("iso-8859-9", "80 FD", "€ı")]
    [InlineData("us-ascii", "61 ED959C", "a한")]
    [InlineData("us-ascii", "BEC8 B3E7 C7CF BCBC BFE4", "안녕하세요")]
    [InlineData("viscii", "02 41 A0 1E", "ẲAÕỴ")]
    [InlineData("koi8-u", "AE BE", "╝╬")]
    [InlineData("iso-8859-16", "A4 AA", "€Ș")]
    [InlineData("windows-1252", "81 80", "\uFFFD€")]
    [InlineData(null, "ED959C", "한")]
    [InlineData("x-unknown", "C7D1 B1DB C0CC B4D9", "한글이다")]
    public void Text_is_read_under_its_label(string? label, string hex, string text) => Assert.Equal(text, Charsets.Decode(label, Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal))));

    [Theory]
    [InlineData("utf-8")]
    [InlineData("euc-kr")]
    [InlineData("ks_c_5601-1987")]
    [InlineData("shift_jis")]
    [InlineData("euc-jp")]
    [InlineData("gb2312")]
    [InlineData("gb18030")]
    [InlineData("big5")]
    [InlineData("big5-hkscs")]
    [InlineData("euc-tw")]
    public void A_broken_character_takes_no_ASCII_with_it(string label)
    {
        foreach (var markup in "<>\"'&/=();,: \r\n")
        {
            for (var lead = 0x80; lead < 0x100; lead++)
            {
                Assert.Contains($"{markup}script", Charsets.Decode(label, [(byte)lead, (byte)markup, .. "script"u8]), StringComparison.Ordinal);
                Assert.Contains($"{markup}script", Charsets.Decode(label, [0x8F, (byte)lead, (byte)markup, .. "script"u8]), StringComparison.Ordinal);
            }
        }
        Assert.EndsWith("0script", Charsets.Decode(label, [0xFE, 0x39, 0xFE, 0x30, .. "script"u8]), StringComparison.Ordinal);
    }

    [Fact]
    public void Decoding_never_throws_and_never_grows()
    {
        var random = new Random(11);
        foreach (var name in All)
        {
            var encoding = Charsets.Find(name)!;
            Assert.Equal("plain text\r\n", name.StartsWith("utf-16", StringComparison.Ordinal) || name == "utf-32" ? "plain text\r\n" : encoding.GetString("plain text\r\n"u8));
            for (var round = 0; round < 300; round++)
            {
                var bytes = new byte[random.Next(60)];
                random.NextBytes(bytes);
                for (var i = 0; i < bytes.Length && round % 2 == 0; i++)
                    bytes[i] = random.Next(3) == 0 ? "\u001b$()*.@ABCDHIN~{}+-/"u8[random.Next(20)] : (byte)(bytes[i] % 5 == 0 ? bytes[i] & 0x1F : bytes[i]);
                var text = encoding.GetString(bytes);
                Assert.True(text.Length <= bytes.Length);
                Assert.DoesNotContain(text.EnumerateRunes(), rune => rune == default && bytes.All(b => b != 0));
                Assert.Equal(text, new string(encoding.GetChars(bytes)));
            }
        }
    }

    [Fact]
    public void Large_text_is_read_in_one_pass()
    {
        foreach (var name in All)
        {
            byte[] ascii = [.. Enumerable.Repeat((byte)'a', 1 << 20)];
            byte[] broken = [.. Enumerable.Repeat((byte)0x81, 1 << 20)];
            byte[] escapes = [.. Enumerable.Repeat("\u001b~{+"u8.ToArray(), 1 << 18).SelectMany(octets => octets)];
            Assert.NotEmpty(Charsets.Decode(name, ascii));
            Assert.NotEmpty(Charsets.Decode(name, broken));
            Assert.NotNull(Charsets.Decode(name, escapes));
        }
    }

    [Theory]
    [InlineData("euc-kr", "안녕하세요 ㈜", true)]
    [InlineData("euc-kr", "똠방각하", false)]
    [InlineData("ks_c_5601-1987", "똠방각하", true)]
    [InlineData("ks_c_5601-1987", "日本語 ①", true)]
    [InlineData("ks_c_5601-1987", "😀", false)]
    [InlineData("iso-2022-kr", "똠방각하", false)]
    [InlineData("johab", "똠방각하", true)]
    [InlineData("iso-8859-1", "é", true)]
    [InlineData("iso-8859-1", "“é”", false)]
    [InlineData("windows-1252", "“é”", true)]
    [InlineData("us-ascii", "é", false)]
    [InlineData("gb2312", "镕", false)]
    [InlineData("gbk", "镕", true)]
    [InlineData("gb18030", "镕 한 😀", true)]
    [InlineData("iso-2022-jp", "日本〜", true)]
    [InlineData("iso-2022-jp", "①", false)]
    [InlineData("shift_jis", "①", true)]
    [InlineData("big5", "𧉧", false)]
    [InlineData("big5-hkscs", "𧉧", true)]
    [InlineData("utf-7", "a+b", true)]
    [InlineData("utf-8", "😀", true)]
    public void It_is_known_beforehand_whether_a_text_can_be_written(string label, string text, bool can)
    {
        var encoding = Charsets.Find(label)!;
        Assert.Equal(can, Charsets.CanEncode(encoding, text));
        if (can)
            Assert.Equal(text.Replace('〜', '～'), Charsets.Decode(label, encoding.GetBytes(text)));
    }

    [Fact]
    public void Half_a_surrogate_pair_can_be_written_in_no_charset() => Assert.All(All, name => Assert.False(Charsets.CanEncode(Charsets.Find(name)!, "\uD83D")));

    [Fact]
    public void What_cannot_be_written_is_a_question_mark()
    {
        Assert.Equal("?방각하 ??", Charsets.Decode("euc-kr", Charsets.Find("euc-kr")!.GetBytes("똠방각하 😀")));
        Assert.Equal("가?나", Charsets.Decode("iso-2022-kr", Charsets.Find("iso-2022-kr")!.GetBytes("가\uD800나")));
    }

    [Fact]
    public void Escapes_are_written_no_more_often_than_needed()
    {
        Assert.Equal("\u001b$)Ca \u000e0!3D\u000f!\n\u000e0!\u000f"u8.ToArray(), Charsets.Find("iso-2022-kr")!.GetBytes("a 가냐!\n가"));
        Assert.Equal("\u001b$BF|K\\\u001b(B a"u8.ToArray(), Charsets.Find("iso-2022-jp")!.GetBytes("日本 a"));
        Assert.Equal("\u001b$(CGQ1[lm\u001b(B"u8.ToArray(), Charsets.Find("iso-2022-jp-2")!.GetBytes("한글日"));
        Assert.Equal("~{::~}~~"u8.ToArray(), Charsets.Find("hz")!.GetBytes("汉~"));
        Assert.Equal("plain"u8.ToArray(), Charsets.Find("iso-2022-kr")!.GetBytes("plain"));
        Assert.Equal([0xFE, 0xFF, 0, (byte)'a'], Charsets.Find("utf-16")!.GetBytes("a"));
    }

    [Fact]
    public void An_encoding_of_the_framework_goes_under_its_preferred_name()
    {
        var pages = CodePagesEncodingProvider.Instance;
        Assert.Equal("utf-8", Charsets.Name(Encoding.UTF8));
        Assert.Equal("us-ascii", Charsets.Name(Encoding.ASCII));
        Assert.Equal("iso-8859-1", Charsets.Name(Encoding.Latin1));
        Assert.Equal("utf-16le", Charsets.Name(Encoding.Unicode));
        Assert.Equal("euc-kr", Charsets.Name(pages.GetEncoding(51949)!));
        Assert.Equal("ks_c_5601-1987", Charsets.Name(pages.GetEncoding(949)!));
        Assert.Equal("iso-2022-kr", Charsets.Name(pages.GetEncoding(50225)!));
        Assert.Equal("shift_jis", Charsets.Name(pages.GetEncoding(932)!));
        Assert.Equal("iso-2022-jp", Charsets.Name(pages.GetEncoding(50220)!));
        Assert.Equal("gbk", Charsets.Name(pages.GetEncoding(936)!));
        Assert.Equal("windows-1251", Charsets.Name(pages.GetEncoding(1251)!));
        Assert.Equal("johab", Charsets.Name(Charsets.Find("cp1361")!));
        Assert.False(Charsets.CanEncode(pages.GetEncoding(51949)!, "똠"));
        Assert.False(Charsets.CanEncode(pages.GetEncoding(1252)!, "ａ"));
    }
}
