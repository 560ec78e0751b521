namespace Pabal.Mime.Sniffing;

/// <summary>Everything but text: formats known by their signature, and those that need a closer look.</summary>
internal static class BinaryContent
{
    public static string? Detect(ContentView content, FileExtension extension)
    {
        var type = Container(content) ?? Signature.Find(content.Head) ?? Picture.Detect(content.Head) ?? Sound.Detect(content.Head, extension)
            ?? Program(content.Head) ?? SignedData(content.Head);
        return type is null ? null : extension.Refine(type);
    }

    private static string? Container(ContentView content) =>
        ZipArchive.Detect(content) ?? CompoundFile.Detect(content) ?? IsoMedia.Detect(content.Head) ?? Ogg(content.Head) ?? Matroska(content.Head);

    // The first page holds the identification header of the first stream (RFC 5334 4, RFC 7845 5.1).
    private static string? Ogg(ReadOnlySpan<byte> head)
    {
        if (!head.StartsWith("OggS\0"u8))
            return null;
        var page = head[..Math.Min(head.Length, 128)];
        if (page.IndexOf("theora"u8) > 0)
            return "video/ogg";
        return page.IndexOf("vorbis"u8) > 0 || page.IndexOf("OpusHead"u8) > 0 || page.IndexOf("Speex"u8) > 0 || page.IndexOf("FLAC"u8) > 0
            ? "audio/ogg"
            : "application/ogg";
    }

    private static string? Matroska(ReadOnlySpan<byte> head) =>
        !head.StartsWith((ReadOnlySpan<byte>)[0x1A, 0x45, 0xDF, 0xA3]) ? null
        : head[..Math.Min(head.Length, 64)].IndexOf("webm"u8) > 0 ? "video/webm" : "video/matroska";

    // MZ begins many words; only the header it points to makes it a program.
    private static string? Program(ReadOnlySpan<byte> head)
    {
        if (!head.StartsWith("MZ"u8) || head.Length < 64)
            return null;
        var header = System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(head[60..]);
        return header + 4L <= head.Length && head.Slice((int)header, 4).SequenceEqual("PE\0\0"u8) ? "application/vnd.microsoft.portable-executable" : null;
    }

    // SEQUENCE, OBJECT IDENTIFIER 1.2.840.113549.1.7.x: CMS in DER or BER (RFC 8551 3.2).
    private static string? SignedData(ReadOnlySpan<byte> head) =>
        head is [0x30, >= 0x80, ..] && head[..Math.Min(head.Length, 20)].IndexOf((ReadOnlySpan<byte>)[0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07]) is > 0 and < 8
            ? "application/pkcs7-mime"
            : null;
}
