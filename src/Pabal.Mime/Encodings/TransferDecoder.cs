namespace Pabal.Mime.Encodings;

/// <summary>What a Content-Transfer-Encoding comes to (RFC 2045 6).</summary>
internal enum ContentCoding
{
    Identity,
    Base64,
    QuotedPrintable,
    Uuencode,
    Unknown,
}

/// <summary>Undoes a transfer encoding.</summary>
internal static class TransferDecoder
{
    public static ContentCoding Find(string name) => name switch
    {
        "7bit" or "8bit" or "binary" or "7-bit" or "8-bit" => ContentCoding.Identity,
        "base64" => ContentCoding.Base64,
        "quoted-printable" => ContentCoding.QuotedPrintable,
        "x-uuencode" or "x-uue" or "uuencode" => ContentCoding.Uuencode,
        _ => ContentCoding.Unknown,
    };

    /// <summary>The content; the very same memory where there is nothing to undo. <paramref name="damage"/> counts what the encoding does not allow.</summary>
    public static ReadOnlyMemory<byte> Decode(ReadOnlyMemory<byte> encoded, ContentCoding coding, out int damage)
    {
        damage = 0;
        return coding switch
        {
            ContentCoding.Base64 => LenientBase64.Decode(encoded.Span, out damage),
            ContentCoding.QuotedPrintable => QuotedPrintableDecoder.Decode(encoded.Span, out damage),
            ContentCoding.Uuencode => Uuencode.Decode(encoded.Span, out damage),
            _ => encoded,
        };
    }
}
