using System.Buffers.Binary;

namespace Pabal.Mime.Sniffing;

/// <summary>The ISO base media file format (ISO/IEC 14496-12): MP4, QuickTime, HEIF, AVIF, told apart by the brands in the first box.</summary>
internal static class IsoMedia
{
    public static string? Detect(ReadOnlySpan<byte> head)
    {
        if (head.Length < 8)
            return null;
        var size = BinaryPrimitives.ReadUInt32BigEndian(head);
        var box = head.Slice(4, 4);
        if (!box.SequenceEqual("ftyp"u8))
            return IsOldQuickTime(size, box) ? "video/quicktime" : null;
        const int HeaderLength = 16, MaxLength = 1024;
        if (size < HeaderLength || head.Length < HeaderLength)
            return null;
        return Type(head.Slice(8, 4), head[HeaderLength..(int)Math.Min(Math.Min(size, MaxLength), (uint)head.Length)]);
    }

    private static string Type(ReadOnlySpan<byte> major, ReadOnlySpan<byte> compatible)
    {
        if (major.SequenceEqual("mif1"u8) || major.SequenceEqual("miaf"u8))
            return Has(compatible, "avif"u8) ? "image/avif" : Has(compatible, "heic"u8) || Has(compatible, "heix"u8) ? "image/heic" : "image/heif";
        if (major.SequenceEqual("msf1"u8))
            return Has(compatible, "avis"u8) ? "image/avif" : Has(compatible, "hevc"u8) ? "image/heic-sequence" : "image/heif-sequence";
        return System.Text.Encoding.Latin1.GetString(major) switch
        {
            "heic" or "heix" or "heim" or "heis" => "image/heic",
            "hevc" or "hevx" => "image/heic-sequence",
            "avif" or "avis" => "image/avif",
            "jp2 " => "image/jp2",
            "jpx " => "image/jpx",
            "crx " => "image/x-canon-cr3",
            "M4A " or "M4B " or "M4P " or "F4A " => "audio/mp4",
            "qt  " => "video/quicktime",
            ['3', 'g', '2', _] => "video/3gpp2",
            ['3', 'g', 'p', _] or ['3', 'g', 'e', _] or ['3', 'g', 's', _] => "video/3gpp",
            _ => "video/mp4",
        };
    }

    private static bool Has(ReadOnlySpan<byte> brands, ReadOnlySpan<byte> brand)
    {
        for (; brands.Length >= 4; brands = brands[4..])
        {
            if (brands.StartsWith(brand))
                return true;
        }
        return false;
    }

    // Files older than the ftyp box begin with the movie or its data.
    private static bool IsOldQuickTime(uint size, ReadOnlySpan<byte> box) =>
        size is >= 8 or 1 && (box.SequenceEqual("moov"u8) || box.SequenceEqual("mdat"u8) || (size < 0x01000000 && (box.SequenceEqual("wide"u8) || box.SequenceEqual("pnot"u8))));
}
