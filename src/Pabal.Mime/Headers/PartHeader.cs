using System.Text;
using Pabal.Mime.Encodings;

namespace Pabal.Mime.Headers;

/// <summary>The Content-* fields of a part.</summary>
internal static class PartHeader
{
    public static HeaderList Create(MediaType type, string? transferEncoding, string? disposition = null, string? fileName = null, string? contentId = null, Encoding? charset = null)
    {
        var fields = new List<HeaderField> { new("Content-Type", ContentType(type, fileName, charset ?? Charsets.Utf8)) };
        if (transferEncoding is not null)
            fields.Add(new("Content-Transfer-Encoding", HeaderComposer.Tokens("Content-Transfer-Encoding", transferEncoding)));
        if (disposition is not null)
            fields.Add(new("Content-Disposition", ContentDisposition(disposition, fileName)));
        if (contentId is not null)
            fields.Add(new("Content-ID", HeaderComposer.Tokens("Content-ID", $"<{contentId}>")));
        return [.. fields];
    }

    /// <summary>The type that the header names; <paramref name="otherwise"/> where it names none.</summary>
    public static MediaType MediaType(HeaderList headers, MediaType otherwise) =>
        headers.Find("Content-Type") is { } field && Mime.MediaType.Read(ParameterReader.Read(field.RawValue, MimeLimits.Default.MaxParameters)) is { } type ? type : otherwise;

    /// <summary>The transfer encoding in lower case; the first of several fields counts.</summary>
    public static string TransferEncoding(HeaderList headers) =>
        headers.Find("Content-Transfer-Encoding") is { } field && ParameterReader.ReadToken(field.RawValue, out _) is { Length: > 0 } name ? name : "7bit";

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
