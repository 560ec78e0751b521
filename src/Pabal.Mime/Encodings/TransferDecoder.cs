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

    /// <summary>A decoder at its beginning; null where there is nothing to undo.</summary>
    public static ContentDecoder? Begin(ContentCoding coding) => coding switch
    {
        ContentCoding.Base64 => new Base64Decoder(),
        ContentCoding.QuotedPrintable => new QuotedPrintableDecoder(),
        ContentCoding.Uuencode => new UuencodeDecoder(),
        _ => null,
    };

    /// <summary>The content; the very same memory where there is nothing to undo.</summary>
    public static ReadOnlyMemory<byte> Decode(ReadOnlyMemory<byte> encoded, ContentCoding coding)
    {
        if (Begin(coding) is not { } decoder)
            return encoded;
        var output = GC.AllocateUninitializedArray<byte>(decoder.MaxLength(encoded.Length));
        return output.AsMemory(0, decoder.Decode(encoded.Span, output));
    }

    /// <summary>The content's size; <paramref name="damage"/> counts what the encoding does not allow.</summary>
    public static long Measure(ReadOnlyMemory<byte> encoded, ContentCoding coding, out int damage)
    {
        damage = 0;
        if (Begin(coding) is not { } decoder)
            return encoded.Length;
        using var stream = new DecodingStream(encoded, decoder);
        var length = 0L;
        while (stream.ReadBlock() is { Length: > 0 } block)
            length += block.Length;
        damage = decoder.Damage;
        return length;
    }
}
