using System.Collections.Immutable;
using Pabal.Mime.Encodings;
using Pabal.Mime.Headers;
using Pabal.Mime.Writing;

namespace Pabal.Mime.Reports;

/// <summary>From a report to a message: text for people, fields for programs, then what was reported on (RFC 6522).</summary>
internal static class ReportComposer
{
    public static MimeMessage Compose(Email cover, string text, string type, IEnumerable<StatusFields> status, MimeMessage? original, HeaderList? originalHeaders, TimeProvider? clock)
    {
        var fields = EmailFields.Of(cover with { Headers = ["Auto-Submitted: auto-replied"] }, Charsets.Utf8, clock ?? TimeProvider.System);
        var report = new Multipart(Multipart.TypeWithBoundary("report").With("report-type", type), Parts(text, type, status, original, originalHeaders));
        return new MimeMessage(report.With([.. fields, .. report.Headers]));
    }

    private static ImmutableArray<MimePart> Parts(string text, string type, IEnumerable<StatusFields> status, MimeMessage? original, HeaderList? originalHeaders)
    {
        List<Piece> blocks = [];
        foreach (var block in status)
            block.AddTo(blocks);
        var fields = Plain($"message/{type}", $"message/global-{type}", blocks);
        if (original is not null)
            return [new TextPart(text), fields, new MessagePart(original)];
        if (originalHeaders is null)
            return [new TextPart(text), fields];
        List<Piece> header = [];
        HeaderList.Of(originalHeaders.Select(field => field.WithLineEnds(lf: false)), lf: false).AddTo(header);
        return [new TextPart(text), fields, Plain("text/rfc822-headers", "message/global-headers", header)];
    }

    // RFC 6522 3: these travel as they are; with UTF-8 in them under a type of their own (RFC 6533 6).
    private static BinaryPart Plain(MediaType type, MediaType globalType, List<Piece> pieces)
    {
        var bytes = MessageWriter.ToArray(pieces);
        var isAscii = System.Text.Ascii.IsValid(bytes);
        type = isAscii ? type : globalType;
        return new BinaryPart(PartHeader.Create(type, isAscii ? "7bit" : "8bit"), type, bytes);
    }
}
