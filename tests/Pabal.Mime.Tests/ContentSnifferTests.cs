using System.Text;
using Pabal.Mime.Writing;

namespace Pabal.Mime.Tests;

public class ContentSnifferTests
{
    private static readonly byte[] Ole = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

    private const string OpenXml = "application/vnd.openxmlformats-officedocument.";

    private static string Detect(byte[] content, string? name = null) => ContentSniffer.Detect(content, name).ToString();

    public static TheoryData<string, byte[]> Files => new()
    {
        { "image/png", SampleFiles.Png() },
        { "image/jpeg", SampleFiles.Begins("\u00ff\u00d8\u00ff\u00e0\0\u0010JFIF\0") },
        { "image/jpeg", SampleFiles.Begins("\u00ff\u00d8\u00ff\u00db") },
        { "image/gif", SampleFiles.Begins("GIF89a\u0001\0\u0001\0") },
        { "image/gif", SampleFiles.Begins("GIF87a\u0001\0\u0001\0") },
        { "image/webp", SampleFiles.Riff("WEBP") },
        { "image/bmp", SampleFiles.Bmp() },
        { "image/tiff", SampleFiles.Begins("II*\0") },
        { "image/tiff", SampleFiles.Begins("MM\0*") },
        { "image/heic", SampleFiles.IsoMedia("heic", "mif1", "heic") },
        { "image/heic", SampleFiles.IsoMedia("mif1", "mif1", "heic") },
        { "image/heif", SampleFiles.IsoMedia("mif1", "mif1") },
        { "image/avif", SampleFiles.IsoMedia("avif", "mif1") },
        { "image/avif", SampleFiles.IsoMedia("mif1", "mif1", "avif") },
        { "image/svg+xml", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"u8.ToArray() },
        { "image/svg+xml", "<?xml version=\"1.0\"?>\n<!-- drawn -->\n<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"x\">\n<svg/>"u8.ToArray() },
        { "image/vnd.microsoft.icon", SampleFiles.Icon() },
        { "image/sgi", SampleFiles.Begins("\u0001\u00da\u0001\u0001\0\u0003") },
        { "image/x-portable-bitmap", "P1\n# a comment\n2 2\n0 1\n1 0\n"u8.ToArray() },
        { "image/x-portable-bitmap", SampleFiles.Begins("P4\n8 8\n") },
        { "image/x-portable-graymap", SampleFiles.Begins("P5 2 2 255\n") },
        { "image/x-portable-graymap", "P2\n2 2\n9\n0 1 2 3\n"u8.ToArray() },
        { "image/x-portable-pixmap", SampleFiles.Begins("P6\n2 2\n255\n") },
        { "image/x-portable-pixmap", "P3 1 1 255 1 2 3\n"u8.ToArray() },
        { "image/x-sun-raster", SampleFiles.Begins("\u0059\u00a6\u006a\u0095") },
        { "image/x-xbitmap", "#define dot_width 1\n#define dot_height 1\nstatic char dot_bits[] = {\n 0x00 };\n"u8.ToArray() },
        { "image/x-xpixmap", "/* XPM */\nstatic char *x[] = {\n\"1 1 1 1\"};\n"u8.ToArray() },
        { "image/x-exr", SampleFiles.Begins("v/1\u0001\u0002\0\0\0") },
        { "application/pdf", SampleFiles.Begins("%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n") },
        { "application/pdf", "%PDF-1.4\n1 0 obj\n<< >>\nendobj\n"u8.ToArray() },
        { "application/zip", SampleFiles.Zip("a.txt", "word/notes.txt") },
        { "application/zip", SampleFiles.Zip(Array.Empty<string>()) },
        { "application/gzip", SampleFiles.Begins("\u001f\u008b\u0008\0") },
        { "application/x-7z-compressed", SampleFiles.Begins("7z\u00bc\u00af\u0027\u001c") },
        { "application/vnd.rar", SampleFiles.Begins("Rar!\u001a\u0007\u0001\0") },
        { "application/x-tar", [.. new byte[257], .. "ustar\0"u8, .. new byte[249]] },
        { OpenXml + "wordprocessingml.document", SampleFiles.Zip("[Content_Types].xml", "_rels/.rels", "word/document.xml") },
        { OpenXml + "spreadsheetml.sheet", SampleFiles.Zip("xl/workbook.xml", "[Content_Types].xml") },
        { OpenXml + "presentationml.presentation", SampleFiles.StreamedZip("[Content_Types].xml", "ppt/presentation.xml") },
        { "application/vnd.ms-excel.sheet.macroenabled.12", SampleFiles.Zip("[Content_Types].xml", "xl/workbook.xml", "xl/vbaProject.bin") },
        { "application/vnd.oasis.opendocument.text", SampleFiles.Zip(("mimetype", "application/vnd.oasis.opendocument.text"u8.ToArray()), ("content.xml", [])) },
        { "application/vnd.oasis.opendocument.spreadsheet", SampleFiles.Zip(("mimetype", "application/vnd.oasis.opendocument.spreadsheet"u8.ToArray())) },
        { "application/vnd.oasis.opendocument.presentation", SampleFiles.Zip(("mimetype", "application/vnd.oasis.opendocument.presentation"u8.ToArray())) },
        { "application/epub+zip", SampleFiles.Zip(("mimetype", "application/epub+zip"u8.ToArray())) },
        { "application/hwp+zip", SampleFiles.Zip(("mimetype", "application/hwp+zip"u8.ToArray()), ("version.xml", [])) },
        { "application/zip", SampleFiles.Zip(("mimetype", "text/html"u8.ToArray())) },
        { "application/java-archive", SampleFiles.Zip("META-INF/MANIFEST.MF", "A.class") },
        { "application/vnd.android.package-archive", SampleFiles.Zip("META-INF/MANIFEST.MF", "AndroidManifest.xml", "classes.dex") },
        { "application/msword", SampleFiles.CompoundFile(["1Table", "Data", "\u0005SummaryInformation", "WordDocument"]) },
        { "application/msword", SampleFiles.CompoundFile(["WordDocument"], embedded: ["Workbook"]) },
        { "application/vnd.ms-excel", SampleFiles.CompoundFile(["Workbook"], embedded: ["WordDocument"]) },
        { "application/vnd.ms-powerpoint", SampleFiles.CompoundFile(["Current User", "PowerPoint Document"]) },
        { "application/x-hwp", SampleFiles.CompoundFile(["FileHeader", "DocInfo", "\u0005HwpSummaryInformation"]) },
        { "application/x-ole-storage", SampleFiles.CompoundFile(["Something"]) },
        { "application/x-ole-storage", [.. Ole, .. SampleFiles.Noise(2000)] },
        { "audio/mpeg", SampleFiles.Begins("ID3\u0003\0\0\0\0\u000f\u0076") },
        { "audio/mpeg", SampleFiles.Mp3Frames() },
        { "audio/wav", SampleFiles.Riff("WAVE") },
        { "audio/ogg", SampleFiles.Begins("OggS\0\u0002\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\u0001\u001e\u0001vorbis") },
        { "audio/ogg", SampleFiles.Begins("OggS\0\u0002\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\u0001\u0013OpusHead") },
        { "video/ogg", SampleFiles.Begins("OggS\0\u0002\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\u0001\u002a\u0080theora") },
        { "audio/flac", SampleFiles.Begins("fLaC\0\0\0\"") },
        { "audio/x-aiff", SampleFiles.Begins("FORM\0\0\u0001\0AIFFCOMM") },
        { "audio/x-aiff", SampleFiles.Begins("FORM\0\0\u0001\0AIFCFVER") },
        { "audio/basic", SampleFiles.Begins(".snd\0\0\0\u0018") },
        { "audio/x-8svx", SampleFiles.Begins("FORM\0\0\u0001\08SVXVHDR") },
        { "audio/x-voc", SampleFiles.Begins("Creative Voice File\u001a\u001a\0") },
        { "audio/x-hcom", [.. new byte[65], .. "FSSD"u8, .. new byte[59], .. "HCOM"u8, .. new byte[40]] },
        { "audio/x-sndt", SampleFiles.Begins("SOUND\u001a") },
        { "video/mp4", SampleFiles.IsoMedia("isom", "isom", "avc1", "mp41") },
        { "audio/mp4", SampleFiles.IsoMedia("M4A ", "M4A ", "mp42") },
        { "video/quicktime", SampleFiles.IsoMedia("qt  ", "qt  ") },
        { "video/quicktime", SampleFiles.Begins("\0\0\u0010\0moov") },
        { "video/3gpp", SampleFiles.IsoMedia("3gp4") },
        { "video/webm", SampleFiles.Begins("\u001a\u0045\u00df\u00a3\u009f\u0042\u0082\u0084webm") },
        { "video/matroska", SampleFiles.Begins("\u001a\u0045\u00df\u00a3\u00a3\u0042\u0082\u0088matroska") },
        { "application/rtf", "{\\rtf1\\ansi hello}"u8.ToArray() },
        { "application/json", "{\"a\": [1, 2, \"\u00ed\"]}"u8.ToArray() },
        { "application/json", "\r\n [{\"a\": null}]\n"u8.ToArray() },
        { "application/xml", "<?xml version=\"1.0\" encoding=\"euc-kr\"?><a/>"u8.ToArray() },
        { "application/xhtml+xml", "<?xml version=\"1.0\"?>\n<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\"/>"u8.ToArray() },
        { "text/html; charset=us-ascii", "<!DOCTYPE html>\n<title>x</title>"u8.ToArray() },
        { "text/html; charset=utf-8", "\uFEFF\n<!-- 인사 -->\n<HTML lang=ko><body>안녕</body></HTML>"u8.ToArray() },
        { "text/calendar; charset=utf-8", "BEGIN:VCALENDAR\r\nSUMMARY:회의\r\nEND:VCALENDAR\r\n"u8.ToArray() },
        { "text/vcard; charset=us-ascii", "BEGIN:VCARD\nVERSION:4.0\nFN:Ann\nEND:VCARD\n"u8.ToArray() },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_is_known_by_its_content_whatever_its_name(string type, byte[] content)
    {
        Assert.Equal(type, Detect(content));
        Assert.Equal(type, Detect(content, "photo.png"));
        Assert.Equal(type, Detect(content, "메모.txt"));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_head_cut_anywhere_never_throws(string type, byte[] content)
    {
        for (var length = 0; length <= content.Length; length++)
        {
            Assert.NotNull(ContentSniffer.Detect(content.AsSpan(0, length), "a.doc"));
            Assert.NotNull(ContentSniffer.Detect(content.AsSpan(0, length), isComplete: false));
        }
        Assert.NotEmpty(type);
    }

    [Fact]
    public void Hostile_containers_neither_throw_nor_hang()
    {
        byte[][] starts = [SampleFiles.CompoundFile(["WordDocument", "a", "b", "c", "d", "e"]), SampleFiles.Zip("mimetype", "a", "b"), SampleFiles.StreamedZip("a", "b"), SampleFiles.Mp3Frames(),
            SampleFiles.IsoMedia("mif1", "a   "), "P6\n#\n#\n 1 1 1 1"u8.ToArray(), "<?xml ?><!DOCTYPE a [ ]><!-- --><svg>"u8.ToArray(), "{\"a\":[[[1]]]}"u8.ToArray()];
        var random = new Random(7);
        foreach (var start in starts)
        {
            for (var round = 0; round < 500; round++)
            {
                var damaged = start.ToArray();
                for (var hit = random.Next(1, 8); hit > 0; hit--)
                    damaged[random.Next(damaged.Length)] = (byte)(random.Next(3) == 0 ? 0xFF : random.Next(256));
                Assert.NotNull(ContentSniffer.Detect(damaged, "a.xls"));
            }
        }
        Assert.NotNull(ContentSniffer.Detect(SampleFiles.Latin1(new string('[', 1_000_000))));
        Assert.NotNull(ContentSniffer.Detect(SampleFiles.Latin1(string.Concat(Enumerable.Repeat("<!-- -->", 100_000)))));
    }

    [Theory]
    [InlineData("a.csv", "text/csv; charset=us-ascii")]
    [InlineData("a.MD", "text/markdown; charset=us-ascii")]
    [InlineData("a.css", "text/css; charset=us-ascii")]
    [InlineData("a.js", "text/javascript; charset=us-ascii")]
    [InlineData("a.txt", "text/plain; charset=us-ascii")]
    [InlineData("a.png", "text/plain; charset=us-ascii")]
    [InlineData("a.html", "text/plain; charset=us-ascii")]
    [InlineData("a.json", "text/plain; charset=us-ascii")]
    [InlineData("a.xml", "text/plain; charset=us-ascii")]
    [InlineData("a.docx", "text/plain; charset=us-ascii")]
    [InlineData("csv", "text/plain; charset=us-ascii")]
    [InlineData(null, "text/plain; charset=us-ascii")]
    public void An_extension_refines_text_only_where_text_can_be_that(string? name, string type) => Assert.Equal(type, Detect("name,age\nann,7\n"u8.ToArray(), name));

    [Fact]
    public void An_extension_says_html_or_xml_only_of_what_begins_with_a_tag()
    {
        Assert.Equal("text/html; charset=us-ascii", Detect("<p>hello"u8.ToArray(), "a.htm"));
        Assert.Equal("application/xml", Detect("<order/>"u8.ToArray(), "a.xml"));
        Assert.Equal("text/plain; charset=us-ascii", Detect("<p>hello"u8.ToArray(), "a.txt"));
    }

    [Theory]
    [InlineData("BM is short for bitmap")]
    [InlineData("MZ, RIFF, OggS, fLaC, OTTO and FORM are words here")]
    [InlineData("OTTO went home")]
    [InlineData("PK hello")]
    [InlineData("P6 is a runlevel, P1 is not")]
    [InlineData("MM and II begin TIFF files")]
    [InlineData("ID3 is a tag")]
    [InlineData("SOUND of music")]
    [InlineData("#define WIDTH 1\nint main;")]
    [InlineData("[1] a footnote")]
    [InlineData("[hello]")]
    [InlineData("{ not json }")]
    [InlineData("12345")]
    [InlineData("<- an arrow")]
    [InlineData("<ann@example.com> wrote:")]
    [InlineData("\tterminal \u001b[31mred\u001b[0m\f\n")]
    [InlineData("")]
    public void Text_that_looks_a_little_like_something_else_stays_text(string text) => Assert.Equal("text/plain; charset=us-ascii", Detect(Encoding.ASCII.GetBytes(text), "photo.png"));

    [Fact]
    public void Noise_is_octet_stream_under_every_name()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            Assert.Equal("application/octet-stream", Detect(SampleFiles.Noise(1000, seed), "noise.txt"));
            Assert.Equal("application/octet-stream", Detect(SampleFiles.Noise(100_000, seed), "noise.docx"));
            Assert.Equal("application/octet-stream", Detect([.. SampleFiles.Noise(1000, seed).Select(b => (byte)(b | 0x80))], "noise.txt"));
        }
        Assert.Equal("application/octet-stream", Detect([.. Enumerable.Range(0, 256).Select(b => (byte)b)], "all.txt"));
        Assert.Equal("application/octet-stream", Detect([.. "text, then "u8, 0], "zero.txt"));
        Assert.Equal("application/octet-stream", Detect([0xFF, 0xFE, 0x00, 0xDC], "lone.txt"));
    }

    [Fact]
    public void Noise_far_behind_a_text_makes_it_none()
    {
        var file = new byte[300_000];
        file.AsSpan().Fill((byte)'a');
        file[^1] = 0;
        Assert.Equal("application/octet-stream", ContentSniffer.Detect(new ContentSource.Borrowed(new MemoryStream(file)), "a.txt").Name);
    }

    [Theory]
    [InlineData("plain words", "us-ascii", "us-ascii")]
    [InlineData("안녕하세요", "utf-8", "utf-8")]
    [InlineData("\uFEFF안녕하세요", "utf-16", "utf-16")]
    [InlineData("\uFEFF안녕하세요", "utf-16BE", "utf-16")]
    [InlineData("\uFEFFhello", "utf-8", "utf-8")]
    [InlineData("안녕하세요, 회의 자료를 보내 드립니다.", "euc-kr", "euc-kr")]
    [InlineData("똠방각하를 보았다", "ks_c_5601-1987", "ks_c_5601-1987")]
    [InlineData("お世話になっております。資料を送付します。", "shift_jis", "shift_jis")]
    [InlineData("お世話になっております。資料を送付します。", "euc-jp", "euc-jp")]
    [InlineData("お世話になっております。", "iso-2022-jp", "iso-2022-jp")]
    [InlineData("您好，附件是会议资料，请查收。", "gb18030", "gb18030")]
    [InlineData("您好，附件是會議資料，請查收。", "big5", "big5")]
    [InlineData("Les élèves étudient le français à l’école.", "windows-1252", "windows-1252")]
    public void Text_is_plain_with_its_charset(string text, string encoding, string charset)
    {
        var bytes = (CodePagesEncodingProvider.Instance.GetEncoding(encoding) ?? Encoding.GetEncoding(encoding)).GetBytes(text);
        Assert.Equal($"text/plain; charset={charset}", Detect(bytes, "photo.png"));
    }

    [Fact]
    public void A_page_in_a_legacy_charset_is_labelled_as_it_says_itself()
    {
        var page = CodePagesEncodingProvider.Instance.GetEncoding(28592)!.GetBytes("<html><meta charset='ISO-8859-2'>Zażółć gęślą jaźń");
        Assert.Equal("text/html; charset=iso-8859-2", Detect(page));
    }

    [Fact]
    public void The_charset_is_right_where_only_the_last_characters_of_a_megabyte_tell()
    {
        byte[] korean = [.. Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("all ASCII so far\r\n", 60_000))), .. "끝인사: 안녕히 계십시오"u8];
        Assert.Equal("text/plain; charset=utf-8", ContentSniffer.Detect(new ContentSource.Borrowed(new MemoryStream(korean)), "a.txt").ToString());
        Assert.Equal("text/plain; charset=utf-8", Detect(korean, "a.txt"));
        var path = Path.GetTempFileName();
        File.WriteAllBytes(path, [.. korean.AsSpan(0, 1_000_000), .. CodePagesEncodingProvider.Instance.GetEncoding(949)!.GetBytes("끝인사: 안녕히 계십시오")]);
        Assert.Equal("text/plain; charset=euc-kr", ContentSniffer.Detect(new ContentSource.File(path), "a.txt").ToString());
        File.Delete(path);
    }

    [Fact]
    public void A_character_may_lie_across_the_blocks_that_are_read()
    {
        for (var shift = 0; shift < 4; shift++)
        {
            var text = new string('a', 64 * 1024 - shift) + string.Concat(Enumerable.Repeat("한😀", 20_000));
            Assert.Equal("utf-8", ContentSniffer.Detect(new ContentSource.Borrowed(new MemoryStream(Encoding.UTF8.GetBytes(text))), null).Charset);
        }
    }

    [Fact]
    public void An_office_document_is_known_by_the_directory_at_its_end()
    {
        var large = SampleFiles.Noise(200_000);
        var file = SampleFiles.Zip(("media/picture.bin", large), ("word/document.xml", [1]), ("[Content_Types].xml", [1]));
        Assert.Equal(OpenXml + "wordprocessingml.document", Detect(file));
        Assert.Equal(OpenXml + "wordprocessingml.document", ContentSniffer.Detect(new ContentSource.Borrowed(new MemoryStream(file)), "a.xlsx").Name);
        Assert.Equal("application/zip", ContentSniffer.Detect(file.AsSpan(0, 64 * 1024), "a.docx", isComplete: false).Name);
    }

    [Fact]
    public void An_old_document_is_known_by_a_directory_behind_the_head()
    {
        var file = SampleFiles.CompoundFile(["a", "b", "c", "d", "WordDocument"], directorySector: 120);
        Assert.Equal("application/msword", Detect(file));
        byte[] farAway = [.. SampleFiles.CompoundFile(["a", "b", "c", "d", "WordDocument"], directorySector: 126)];
        Assert.Equal("application/msword", ContentSniffer.Detect(new ContentSource.Borrowed(new MemoryStream(farAway)), null).Name);
        Assert.Equal("application/vnd.ms-excel", ContentSniffer.Detect(farAway.AsSpan(0, 2048), "a.xls", isComplete: false).Name);
    }

    [Fact]
    public void One_mpeg_frame_or_a_byte_order_mark_is_no_music()
    {
        Assert.Equal("application/octet-stream", Detect(SampleFiles.Mp3Frames(1)));
        Assert.Equal("application/octet-stream", Detect([0xFF, 0xFB, 0x90, .. SampleFiles.Noise(2000)]));
        Assert.Equal("text/plain; charset=utf-16", Detect([0xFF, 0xFE, (byte)'h', 0, (byte)'i', 0]));
    }

    [Fact]
    public void A_stream_that_can_be_read_once_is_whole_after_a_look_at_its_head()
    {
        byte[] content = [.. SampleFiles.Png(), .. SampleFiles.Noise(150_000)];
        var source = new ContentSource.Borrowed(new SampleFiles.OneWay(new MemoryStream(content)));
        Assert.Equal("image/png", ContentSniffer.Detect(source, "a.txt").Name);
        Assert.Equal("image/png", ContentSniffer.Detect(source, "a.txt").Name);
        using var opened = source.Open();
        var copy = new MemoryStream();
        opened.CopyTo(copy);
        Assert.Equal(content, copy.ToArray());
        Assert.Throws<InvalidOperationException>(source.Open);
    }

    [Fact]
    public async Task A_stream_is_taken_from_where_it_stood_and_can_be_read_again()
    {
        var stream = new MemoryStream([1, 2, 3, .. SampleFiles.Zip("a")]) { Position = 3 };
        var source = new ContentSource.Borrowed(stream);
        for (var round = 0; round < 2; round++)
        {
            Assert.Equal("application/zip", ContentSniffer.Detect(source, null).Name);
            await using var opened = source.Open();
            var copy = new MemoryStream();
            await opened.CopyToAsync(copy, TestContext.Current.CancellationToken);
            Assert.Equal(SampleFiles.Zip("a").Length, copy.Length);
            Assert.Equal((byte)'P', copy.ToArray()[0]);
        }
    }

    [Fact]
    public void A_short_stream_that_can_be_read_once_is_known_to_be_all()
    {
        var source = new ContentSource.Borrowed(new SampleFiles.OneWay(new MemoryStream("[1, 2"u8.ToArray())));
        Assert.Equal("text/plain", ContentSniffer.Detect(source, null).Name);
    }
}
