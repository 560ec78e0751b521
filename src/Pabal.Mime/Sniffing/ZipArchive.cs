using System.Buffers.Binary;
using System.Text;

namespace Pabal.Mime.Sniffing;

/// <summary>A zip archive and what is made of one: office documents, EPUB, Java and Android packages, told apart by the names within.</summary>
internal ref struct ZipArchive
{
    private const int MaxDirectory = 1 << 20;
    private const string OpenXml = "application/vnd.openxmlformats-officedocument.";

    private string? declared;
    private bool isPackage, hasWord, hasExcel, hasBinaryExcel, hasPowerPoint, hasVisio, hasMacros, hasJavaManifest, hasAndroidManifest, hasAndroidCode;

    public static string? Detect(ContentView content)
    {
        var head = content.Head;
        if (head.StartsWith("PK\u0005\u0006"u8))
            return "application/zip";   // an empty one
        if (!head.StartsWith("PK\u0003\u0004"u8) || head.Length < 30)
            return null;
        var archive = new ZipArchive();
        archive.ReadLocalHeaders(head);
        if (archive.declared is null)
            archive.ReadDirectory(content);
        return archive.Type();
    }

    private readonly string Type()
    {
        if (declared is not null)
            return declared;
        if (isPackage && hasWord)
            return hasMacros ? "application/vnd.ms-word.document.macroEnabled.12" : OpenXml + "wordprocessingml.document";
        if (isPackage && hasBinaryExcel)
            return "application/vnd.ms-excel.sheet.binary.macroEnabled.12";
        if (isPackage && hasExcel)
            return hasMacros ? "application/vnd.ms-excel.sheet.macroEnabled.12" : OpenXml + "spreadsheetml.sheet";
        if (isPackage && hasPowerPoint)
            return hasMacros ? "application/vnd.ms-powerpoint.presentation.macroEnabled.12" : OpenXml + "presentationml.presentation";
        if (isPackage && hasVisio)
            return "application/vnd.ms-visio.drawing.main+xml";
        if (hasAndroidManifest && hasAndroidCode)
            return "application/vnd.android.package-archive";
        return hasJavaManifest ? "application/java-archive" : "application/zip";
    }

    private void ReadLocalHeaders(ReadOnlySpan<byte> head)
    {
        for (var entry = head; entry.Length >= 30 && entry.StartsWith("PK\u0003\u0004"u8);)
        {
            var flags = Short(entry, 6);
            var stored = Short(entry, 8) == 0;
            var size = Int(entry, 18);
            var nameLength = Short(entry, 26);
            var start = 30 + nameLength + Short(entry, 28);
            if (start > entry.Length)
                return;
            var name = entry.Slice(30, nameLength);
            var content = entry[start..];
            See(name);
            if (stored && name.SequenceEqual("mimetype"u8))
                declared = Declared(content[..(int)Math.Min(size, content.Length)]);
            // With bit 3 the size stands after the data (APPNOTE 4.4.4); the next header has to be looked for.
            var next = (flags & 8) != 0 && size == 0 ? content.IndexOf("PK\u0003\u0004"u8) : size;
            if (next < 0 || next > content.Length)
                return;
            entry = content[(int)next..];
        }
    }

    private void ReadDirectory(ContentView content)
    {
        const int EndLength = 22, MaxComment = 0xFFFF;
        if (content.Length is not { } length)
            return;
        var tail = content.Slice(Math.Max(0, length - EndLength - MaxComment), EndLength + MaxComment);
        var end = tail.LastIndexOf("PK\u0005\u0006"u8);
        if (end < 0 || end + EndLength > tail.Length)
            return;
        var directory = content.Slice(Int(tail, end + 16), (int)Math.Min(Int(tail, end + 12), MaxDirectory));
        while (directory.Length >= 46 && directory.StartsWith("PK\u0001\u0002"u8))
        {
            var nameLength = Short(directory, 28);
            var next = 46 + nameLength + Short(directory, 30) + Short(directory, 32);
            if (next > directory.Length)
                return;
            See(directory.Slice(46, nameLength));
            directory = directory[next..];
        }
    }

    private void See(ReadOnlySpan<byte> name)
    {
        isPackage |= name.SequenceEqual("[Content_Types].xml"u8) || name.SequenceEqual("_rels/.rels"u8);
        hasWord |= name.StartsWith("word/"u8);
        hasExcel |= name.StartsWith("xl/"u8);
        hasBinaryExcel |= name.SequenceEqual("xl/workbook.bin"u8);
        hasPowerPoint |= name.StartsWith("ppt/"u8);
        hasVisio |= name.StartsWith("visio/"u8);
        hasMacros |= name.EndsWith("/vbaProject.bin"u8);
        hasJavaManifest |= name.SequenceEqual("META-INF/MANIFEST.MF"u8);
        hasAndroidManifest |= name.SequenceEqual("AndroidManifest.xml"u8);
        hasAndroidCode |= name.SequenceEqual("classes.dex"u8) || name.SequenceEqual("resources.arsc"u8);
    }

    // OpenDocument, EPUB and HWPX say what they are in an entry of their own (ODF 1.3 part 2, 3.3); no other claim is believed.
    private static string? Declared(ReadOnlySpan<byte> content)
    {
        var type = Encoding.Latin1.GetString(content[..Math.Min(content.Length, 100)]).Trim();
        return type is "application/epub+zip" or "application/hwp+zip"
            || (type.StartsWith("application/vnd.oasis.opendocument.", StringComparison.Ordinal) && MediaType.TryParse(type, out _)) ? type : null;
    }

    private static int Short(ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[offset..]);

    private static long Int(ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[offset..]);
}
