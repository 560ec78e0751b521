namespace Pabal.Mime.Sniffing;

/// <summary>Octets that a format has at a place; one char of the pattern is one octet, <c>?</c> is any.</summary>
internal readonly record struct Signature(string Pattern, string Type, int Offset = 0)
{
    /// <summary>Formats that a few octets tell apart. Where a format's own mark is a word of plain text, the binary octets after it belong to the pattern.</summary>
    private static readonly Signature[] Known =
    [
        // Pictures
        new("\u0089PNG\r\n\u001a\n", "image/png"),
        new("\u00ff\u00d8\u00ff", "image/jpeg"),
        new("GIF87a", "image/gif"),
        new("GIF89a", "image/gif"),
        new("RIFF????WEBP", "image/webp"),
        new("II*\0", "image/tiff"),
        new("MM\0*", "image/tiff"),
        new("II+\0", "image/tiff"),
        new("MM\0+", "image/tiff"),
        new("v/1\u0001", "image/x-exr"),
        new("\u0059\u00a6\u006a\u0095", "image/x-sun-raster"),
        new("\0\0\0\u000cjP  \r\n\u0087\n", "image/jp2"),
        new("\u00ff\u004f\u00ff\u0051", "image/j2c"),
        new("\0\0\0\u000cJXL \r\n\u0087\n", "image/jxl"),
        new("8BPS\0", "image/vnd.adobe.photoshop"),
        new("AT&TFORM????DJV", "image/vnd.djvu"),
        new("\u0001\0\0\0????????????????????????????????????\u0020EMF", "image/emf"),
        new("\u00d7\u00cd\u00c6\u009a", "image/wmf"),
        new("FORM????ILBM", "image/x-ilbm"),
        new("AC10??\0", "image/vnd.dwg"),
        // Sound
        new("RIFF????WAVE", "audio/wav"),
        new("RF64????WAVE", "audio/wav"),
        new("FORM????AIFF", "audio/x-aiff"),
        new("FORM????AIFC", "audio/x-aiff"),
        new("FORM????8SVX", "audio/x-8svx"),
        new(".snd\0", "audio/basic"),
        new("\0ds.", "audio/basic"),
        new("dns.", "audio/basic"),
        new("fLaC?\0\0\"", "audio/flac"),
        new("MThd\0\0\0\u0006", "audio/midi"),
        new("#!AMR\n", "audio/AMR"),
        new("#!AMR-WB\n", "audio/AMR-WB"),
        new("Creative Voice File\u001a", "audio/x-voc"),
        new("SOUND\u001a", "audio/x-sndt"),
        new("FSSD???????????????????????????????????????????????????????????HCOM", "audio/x-hcom", 65),
        // Moving pictures
        new("RIFF????AVI ", "video/x-msvideo"),
        new("\0\0\u0001\u00ba", "video/mpeg"),
        new("\0\0\u0001\u00b3", "video/mpeg"),
        new("FLV\u0001", "video/x-flv"),
        new("\u0030\u0026\u00b2\u0075\u008e\u0066\u00cf\u0011", "video/x-ms-asf"),
        // Documents
        new("%PDF-", "application/pdf"),
        new("%!PS-Adobe-", "application/postscript"),
        new("\u00c5\u00d0\u00d3\u00c6", "application/postscript"),
        new("{\\rtf", "application/rtf"),
        new("HWP Document File V", "application/x-hwp"),
        new("\u0078\u009f\u003e\u0022", "application/vnd.ms-tnef"),
        new("SQLite format 3\0", "application/vnd.sqlite3"),
        new("DICM", "application/dicom", 128),
        new("wOFF\0", "font/woff"),
        new("wOFFOTTO", "font/woff"),
        new("wOF2\0", "font/woff2"),
        new("wOF2OTTO", "font/woff2"),
        new("OTTO\0", "font/otf"),
        new("\0\u0001\0\0\0????\0", "font/ttf"),
        new("ttcf\0", "font/collection"),
        // Packed
        new("\u001f\u008b\u0008", "application/gzip"),
        new("BZh?1AY&SY", "application/x-bzip2"),
        new("\u00fd7zXZ\0", "application/x-xz"),
        new("\u0028\u00b5\u002f\u00fd", "application/zstd"),
        new("7z\u00bc\u00af\u0027\u001c", "application/x-7z-compressed"),
        new("Rar!\u001a\u0007", "application/vnd.rar"),
        new("ustar", "application/x-tar", 257),
        new("MSCF\0\0\0\0", "application/vnd.ms-cab-compressed"),
        new("ALZ\u0001", "application/x-alz-compressed"),
        new("EGGA\0", "application/x-egg"),
        // Programs
        new("\u007fELF", "application/x-executable"),
        new("\0asm\u0001\0\0\0", "application/wasm"),
        new("!<arch>\ndebian", "application/vnd.debian.binary-package"),
    ];

    public static string? Find(ReadOnlySpan<byte> content)
    {
        foreach (ref readonly var signature in Known.AsSpan())
        {
            if (signature.Matches(content))
                return signature.Type;
        }
        return null;
    }

    private bool Matches(ReadOnlySpan<byte> content)
    {
        if (content.Length < Offset + Pattern.Length)
            return false;
        for (var i = 0; i < Pattern.Length; i++)
        {
            if (Pattern[i] != '?' && Pattern[i] != content[Offset + i])
                return false;
        }
        return true;
    }
}
