using System.Globalization;
using System.Text;

namespace Pabal.Mime.Headers;

/// <summary>Parameters of Content-Type and Content-Disposition (RFC 2045 5.1, RFC 2231).</summary>
internal static class ParameterWriter
{
    private const int MaxPlain = 60;      // with its name it fits a line
    private const int MaxSection = 56;   // with "filename*0*=UTF-8''" too

    /// <summary>As a token, as a quoted-string, or in RFC 2231 form where it is not ASCII, too long, or would be read as an encoded-word.</summary>
    public static void Write(ref HeaderFolder folder, string name, string value)
    {
        folder.Glue(";");
        if (Ascii.IsValid(value) && value.Length <= MaxPlain && (name == "boundary" || !EncodedWord.IsNeeded(value)))
        {
            folder.Word(" ", $"{name}={(MediaType.IsToken(value) ? value : HeaderText.Quote(value))}");
            return;
        }
        var sections = Percent(value, MaxSection);
        if (sections.Count == 1)
        {
            folder.Word(" ", $"{name}*=UTF-8''{sections[0]}");
            return;
        }
        for (var i = 0; i < sections.Count; i++)
        {
            var end = i + 1 < sections.Count ? ";" : "";
            folder.Word(" ", string.Create(CultureInfo.InvariantCulture, $"{name}*{i}*={(i == 0 ? "UTF-8''" : "")}{sections[i]}{end}"));
        }
    }

    /// <summary>As a quoted-string, with encoded-words inside where it is not ASCII or too long.</summary>
    public static void WriteForOldReaders(ref HeaderFolder folder, string name, string value)
    {
        if (Ascii.IsValid(value) && value.Length <= MaxPlain && !EncodedWord.IsNeeded(value))
        {
            Write(ref folder, name, value);
            return;
        }
        folder.Glue(";");
        folder.Break();
        folder.Word(" ", $"{name}=\"");
        EncodedWord.Write(ref folder, "", value);
        folder.Glue("\"");
    }

    // Whole characters per section, though RFC 2231 would allow to cut one: some readers decode section by section.
    private static List<string> Percent(string value, int max)
    {
        var sections = new List<string>();
        var section = new StringBuilder();
        Span<byte> utf8 = stackalloc byte[4];
        foreach (var rune in value.EnumerateRunes())
        {
            var plain = rune.IsAscii && (Rune.IsLetterOrDigit(rune) || rune.Value is '-' or '.' or '_' or '~');
            if (section.Length + (plain ? 1 : rune.Utf8SequenceLength * 3) > max)
            {
                sections.Add(section.ToString());
                section.Clear();
            }
            if (plain)
            {
                section.Append((char)rune.Value);
                continue;
            }
            foreach (var b in utf8[..rune.EncodeToUtf8(utf8)])
                section.Append(CultureInfo.InvariantCulture, $"%{b:X2}");
        }
        sections.Add(section.ToString());
        return sections;
    }
}
