using System.Text;
using Pabal.Mime.Encodings;

namespace Pabal.Mime.Headers;

/// <summary>The Content-* fields of a part.</summary>
internal static class PartHeader
{
    // What nearly every text has is made once.
    private static readonly HeaderField
        Plain = new("Content-Type", ContentType(Mime.MediaType.PlainUtf8, null, Charsets.Utf8)),
        Html = new("Content-Type", ContentType(Mime.MediaType.HtmlUtf8, null, Charsets.Utf8)),
        SevenBit = new("Content-Transfer-Encoding", "7bit"),
        QuotedPrintable = new("Content-Transfer-Encoding", "quoted-printable"),
        Base64 = new("Content-Transfer-Encoding", "base64");

    public static HeaderList Create(MediaType type, string? transferEncoding, string? disposition = null, string? fileName = null, string? contentId = null, Encoding? charset = null)
    {
        var fields = new List<HeaderField>(4) { fileName is null ? ContentType(type) : new("Content-Type", ContentType(type, fileName, charset ?? Charsets.Utf8)) };
        if (transferEncoding is not null)
            fields.Add(TransferEncoding(transferEncoding));
        if (disposition is not null)
            fields.Add(new("Content-Disposition", ContentDisposition(disposition, fileName)));
        if (contentId is not null)
            fields.Add(new("Content-ID", HeaderComposer.Tokens("Content-ID", $"<{contentId}>")));
        return [.. fields];
    }

    public static HeaderList OfText(MediaType type, string transferEncoding) => [ContentType(type), TransferEncoding(transferEncoding)];

    /// <summary>The type that the header names; <paramref name="otherwise"/> where it names none.</summary>
    public static MediaType MediaType(HeaderList headers, MediaType otherwise) =>
        headers.Find("Content-Type") is { } field && Mime.MediaType.Read(ParameterReader.Read(field.RawValue, MimeLimits.Default.MaxParameters)) is { } type ? type : otherwise;

    /// <summary>The transfer encoding in lower case; the first of several fields counts.</summary>
    public static string TransferEncoding(HeaderList headers) =>
        headers.Find("Content-Transfer-Encoding") is { } field && ParameterReader.ReadToken(field.RawValue, out _) is { Length: > 0 } name ? name : "7bit";

    private static HeaderField ContentType(MediaType type) =>
        ReferenceEquals(type, Mime.MediaType.PlainUtf8) ? Plain
        : ReferenceEquals(type, Mime.MediaType.HtmlUtf8) ? Html
        : new("Content-Type", ContentType(type, null, Charsets.Utf8));

    private static HeaderField TransferEncoding(string name) => name switch
    {
        "7bit" => SevenBit,
        "quoted-printable" => QuotedPrintable,
        "base64" => Base64,
        _ => new("Content-Transfer-Encoding", name),
    };

    // Programs that know no RFC 2231 look at name= and decode an encoded-word there, though RFC 2047 forbids one; the others read filename*.
    private static byte[] ContentType(MediaType type, string? fileName, Encoding charset)
    {
        var folder = new HeaderFolder("Content-Type") { Charset = charset };
        folder.Word(" ", type.Name);
        foreach (var (name, value) in type.Parameters)
            ParameterWriter.Write(ref folder, name, value);
        if (fileName is not null)
            ParameterWriter.WriteForOldReaders(ref folder, "name", fileName);
        return folder.Finish();
    }

    private static byte[] ContentDisposition(string disposition, string? fileName)
    {
        var folder = new HeaderFolder("Content-Disposition");
        folder.Word(" ", disposition);
        if (fileName is not null)
            ParameterWriter.Write(ref folder, "filename", fileName);
        return folder.Finish();
    }
}
