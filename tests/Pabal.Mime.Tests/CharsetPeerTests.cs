using System.Diagnostics;
using System.Text;
using Pabal.Mime.Encodings;

namespace Pabal.Mime.Tests;

/// <summary>Every character of every charset, both ways, against Python's codecs; skipped where there is no python3.</summary>
public class CharsetPeerTests
{
    // One line for each sequence of octets that means something, and one for each character that can be written. A charset of
    // escape sequences is asked for the characters of one without.
    private const string Script = """
        import sys
        codec, source = sys.argv[1:3]
        chars = set()
        def decode(octets, codec=codec):
            try: text = octets.decode(codec)
            except UnicodeError: return
            if codec == sys.argv[1] and text: print("d", octets.hex(), " ".join("%x" % ord(c) for c in text))
            chars.update(text)
        for a in range(256): decode(bytes([a]), source)
        if source == "gb18030": chars.update(chr(c) for c in [*range(0xd800), *range(0xe000, 0x10000), *range(0x10000, 0x110000, 997)])
        if source == "euc_kr": chars.update(chr(c) for c in range(0xac00, 0xd7a4))
        if not source.startswith(("iso8859", "cp1", "koi")):
            for a in range(128, 256):
                for b in range(0x21, 255): decode(bytes([a, b]), source)
        if source == "euc_jp":
            for a in range(161, 255):
                for b in range(161, 255): decode(bytes([0x8f, a, b]), source)
        for c in sorted(chars):
            try: octets = c.encode(codec)
            except UnicodeError: continue
            if source != codec: decode(octets)
            print("e", octets.hex(), "%x" % ord(c))
        """;

    // Yen, won and overline in the place of backslash and tilde; Microsoft's choice between look-alikes; marks where Big5 has two editions.
    private const string Jis = "a1c0 8fa2b7";
    private const string JisLookAlikes = "\0\u001b¥‾〜‖−¢£¬\\";
    private const string Big5 = "a145 a14e a15a a1c3 a1c5 a1fe a240 a2cc a2ce a1c2 a1e3 a1f2 a1f3 a241 a242 a244 a246 a247 f9fe";
    private const string Big5Marks = "•､‾¥¢£∼♂☉♁￭￫";

    // EUC-KR of eight octets for a syllable that KS X 1001 lacks: read, but never written, for only Python and glibc know it.
    private const string MadeUp = "a4d4a4";

    [Theory]
    [InlineData("euc-kr", "euc_kr", "euc_kr", "", "")]
    [InlineData("ks_c_5601-1987", "cp949", "cp949", "", "")]
    [InlineData("johab", "johab", "johab", "5c", "\\₩")]
    [InlineData("iso-2022-kr", "iso2022_kr", "euc_kr", "", "\0\u000e\u000f\u001b")]
    [InlineData("shift_jis", "cp932", "cp932", "80 a0 fd fe ff", "\u0080\u00A0\uF8F1\uF8F2\uF8F3\uF8F0")]
    [InlineData("euc-jp", "euc_jp", "euc_jp", Jis, JisLookAlikes)]
    [InlineData("iso-2022-jp", "iso2022_jp", "euc_jp", "", JisLookAlikes)]
    [InlineData("iso-2022-jp-1", "iso2022_jp_1", "euc_jp", "", JisLookAlikes)]
    [InlineData("iso-2022-jp-2", "iso2022_jp_2", "euc_jp", "", JisLookAlikes)]
    [InlineData("iso-2022-jp-ext", "iso2022_jp_ext", "euc_jp", "", JisLookAlikes)]
    [InlineData("gb2312", "gb2312", "gb2312", "a1a4 a1aa", "・―")]
    [InlineData("gbk", "gbk", "gbk", "", "")]
    [InlineData("gb18030", "gb18030", "gb18030", "", "")]
    [InlineData("hz-gb-2312", "hz", "gb2312", "", "\0・―")]
    [InlineData("big5", "cp950", "cp950", "c6 c7 c8", "")]
    [InlineData("big5-hkscs", "big5hkscs", "big5hkscs", Big5, Big5Marks)]
    [InlineData("iso-8859-1", "iso8859_1", "iso8859_1", "80-9f", "80-9f")]
    [InlineData("iso-8859-2", "iso8859_2", "iso8859_2", "", "")]
    [InlineData("iso-8859-3", "iso8859_3", "iso8859_3", "", "")]
    [InlineData("iso-8859-4", "iso8859_4", "iso8859_4", "", "")]
    [InlineData("iso-8859-5", "iso8859_5", "iso8859_5", "", "")]
    [InlineData("iso-8859-6", "iso8859_6", "iso8859_6", "", "")]
    [InlineData("iso-8859-7", "iso8859_7", "iso8859_7", "", "")]
    [InlineData("iso-8859-8", "iso8859_8", "iso8859_8", "", "")]
    [InlineData("iso-8859-9", "iso8859_9", "iso8859_9", "80-9f", "80-9f")]
    [InlineData("iso-8859-10", "iso8859_10", "iso8859_10", "", "")]
    [InlineData("iso-8859-11", "iso8859_11", "iso8859_11", "80-9f", "80-9f")]
    [InlineData("iso-8859-13", "iso8859_13", "iso8859_13", "", "")]
    [InlineData("iso-8859-14", "iso8859_14", "iso8859_14", "", "")]
    [InlineData("iso-8859-15", "iso8859_15", "iso8859_15", "", "")]
    [InlineData("iso-8859-16", "iso8859_16", "iso8859_16", "", "")]
    [InlineData("tis-620", "tis_620", "tis_620", "80-9f", "80-9f")]
    [InlineData("windows-874", "cp874", "cp874", "", "")]
    [InlineData("windows-1250", "cp1250", "cp1250", "", "")]
    [InlineData("windows-1251", "cp1251", "cp1251", "", "")]
    [InlineData("windows-1252", "cp1252", "cp1252", "", "")]
    [InlineData("windows-1253", "cp1253", "cp1253", "", "")]
    [InlineData("windows-1254", "cp1254", "cp1254", "", "")]
    [InlineData("windows-1255", "cp1255", "cp1255", "", "")]
    [InlineData("windows-1256", "cp1256", "cp1256", "", "")]
    [InlineData("windows-1257", "cp1257", "cp1257", "", "")]
    [InlineData("windows-1258", "cp1258", "cp1258", "", "")]
    [InlineData("koi8-r", "koi8_r", "koi8_r", "", "")]
    [InlineData("koi8-u", "koi8_u", "koi8_u", "", "")]
    [InlineData("koi8-t", "koi8_t", "koi8_t", "", "")]
    [InlineData("kz-1048", "kz1048", "kz1048", "", "")]
    [InlineData("ibm437", "cp437", "cp437", "", "")]
    [InlineData("ibm850", "cp850", "cp850", "", "")]
    [InlineData("ibm866", "cp866", "cp866", "", "")]
    public async Task Every_character_is_read_and_written_as_Python_does(string label, string codec, string source, string unlikeRead, string unlikeWritten)
    {
        var ours = Charsets.Find(label)!;
        var strict = (Encoding)ours.Clone();
        strict.EncoderFallback = EncoderFallback.ExceptionFallback;
        var exceptRead = Octets(unlikeRead);
        var exceptWritten = unlikeWritten == "80-9f" ? Enumerable.Range(0x80, 32).ToHashSet() : unlikeWritten.EnumerateRunes().Select(rune => rune.Value).ToHashSet();
        var read = new Dictionary<string, string>();
        var wrong = new List<string>();
        foreach (var fields in (await PythonAsync(codec, source)).Select(line => line.Split(' ')))
        {
            var octets = Convert.FromHexString(fields[1]);
            var text = string.Concat(fields[2..].Select(c => char.ConvertFromUtf32(Convert.ToInt32(c, 16))));
            if (fields[0] == "d")
                read[fields[1]] = text;
            // Written though read as a look-alike: a courtesy of Python's.
            if (fields[0] == "e" && read.GetValueOrDefault(fields[1], text) != text)
                continue;
            if (exceptRead.Contains(fields[1]) || exceptRead.Contains(fields[1][..2]) || text.EnumerateRunes().Any(rune => exceptWritten.Contains(rune.Value)))
                continue;
            if (ours.GetString(octets) != text)
                wrong.Add($"{fields[1]} is read as {Shown(ours.GetString(octets))}, not {Shown(text)}");
            if (fields[0] == "e" && Written(strict, text) is var written && written != fields[1]
                && (written is null ? !fields[1].StartsWith(MadeUp, StringComparison.Ordinal) : read.GetValueOrDefault(written) != text))
                wrong.Add($"{Shown(text)} is written as {written}, not {fields[1]}");
        }
        Assert.True(read.Count > 90);
        Assert.True(wrong.Count == 0, $"{wrong.Count}: {string.Join("; ", wrong.Take(40))}");
    }

    private static HashSet<string> Octets(string list) => list == "80-9f" ? [.. Enumerable.Range(0x80, 32).Select(b => $"{b:x2}")] : [.. list.Split(' ')];

    private static string Shown(string text) => string.Join('+', text.Select(c => $"{(int)c:X4}"));

    private static string? Written(Encoding strict, string text)
    {
        try
        {
            return Convert.ToHexStringLower(strict.GetBytes(text));
        }
        catch (EncoderFallbackException)
        {
            return null;
        }
    }

    private static async Task<IEnumerable<string>> PythonAsync(string codec, string source)
    {
        try
        {
            using var python = Process.Start(new ProcessStartInfo("python3", ["-c", Script, codec, source]) { RedirectStandardOutput = true })!;
            var output = await python.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await python.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Equal(0, python.ExitCode);
            return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("python3 is not installed");
            throw;
        }
    }
}
