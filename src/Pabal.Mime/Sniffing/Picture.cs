using System.Buffers.Binary;

namespace Pabal.Mime.Sniffing;

/// <summary>Pictures whose signature is so short, or so much like text, that more of the header has to make sense.</summary>
internal static class Picture
{
    public static string? Detect(ReadOnlySpan<byte> head)
    {
        if (IsBitmap(head))
            return "image/bmp";
        if (IsIcon(head))
            return "image/vnd.microsoft.icon";
        if (IsSgi(head))
            return "image/sgi";
        if (IsXBitmap(head))
            return "image/x-xbitmap";
        if (head.StartsWith("/* XPM */"u8))
            return "image/x-xpixmap";
        return AnyMap(head);
    }

    private static bool IsBitmap(ReadOnlySpan<byte> head) => head.StartsWith("BM"u8) && head.Length >= 18
        && (head.Slice(6, 4).IndexOfAnyExcept((byte)0) < 0 || BinaryPrimitives.ReadUInt32LittleEndian(head[14..]) is 12 or 40 or 52 or 56 or 64 or 108 or 124);

    // ICONDIR and the first entry: some images, a reserved zero, 0 or 1 colour planes, data after the directory.
    private static bool IsIcon(ReadOnlySpan<byte> head) => head is [0, 0, 1, 0, var count, _, _, _, _, 0, 0 or 1, 0, ..] && count > 0
        && head.Length >= 22 && BinaryPrimitives.ReadUInt32LittleEndian(head[18..]) >= 6 + 16u * count;

    // Magic, storage, octets per channel, dimensions 1 to 3.
    private static bool IsSgi(ReadOnlySpan<byte> head) => head is [0x01, 0xDA, 0 or 1, 1 or 2, 0, >= 1 and <= 3, ..];

    private static bool IsXBitmap(ReadOnlySpan<byte> head)
    {
        if (!head.StartsWith("#define "u8))
            return false;
        var lineEnd = head.IndexOf((byte)'\n');
        return lineEnd > 0 && head[..lineEnd].IndexOf("_width "u8) > 0 && head[(lineEnd + 1)..].StartsWith("#define "u8);
    }

    // Netpbm: P1 to P6, then width and height in ASCII, between them white space and comments; P7 is PAM.
    private static string? AnyMap(ReadOnlySpan<byte> head)
    {
        if (head is not [(byte)'P', var kind, var next, ..] || !IsSpace(next))
            return null;
        if (kind == '7' && head[3..].StartsWith("WIDTH"u8))
            return "image/x-portable-arbitrarymap";
        head = head[3..];
        return Number(ref head) && Number(ref head) && (kind is (byte)'1' or (byte)'4' || Number(ref head))
            ? kind switch
            {
                (byte)'1' or (byte)'4' => "image/x-portable-bitmap",
                (byte)'2' or (byte)'5' => "image/x-portable-graymap",
                (byte)'3' or (byte)'6' => "image/x-portable-pixmap",
                _ => null,
            }
            : null;
    }

    private static bool Number(ref ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty && (IsSpace(text[0]) || text[0] == '#'))
        {
            var skipped = text[0] == '#' ? text.IndexOf((byte)'\n') + 1 : 1;
            if (skipped == 0)
                return false;
            text = text[skipped..];
        }
        var digits = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        if (digits is <= 0 or > 10 || !IsSpace(text[digits]))
            return false;
        text = text[digits..];
        return true;
    }

    private static bool IsSpace(byte b) => b is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n';
}
