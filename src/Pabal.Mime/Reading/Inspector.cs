using System.Text;
using System.Text.Unicode;
using Pabal.Mime.Encodings;

namespace Pabal.Mime.Reading;

/// <summary>Finds what is broken in a message beyond its structure; done only when somebody asks, for it has to decode everything.</summary>
internal sealed class Inspector
{
    private const int MaxLine = 998;   // RFC 5322 2.1.1

    private readonly DefectLog log;
    private readonly DefectTally found = new();

    private Inspector(DefectLog log) => this.log = log;

    /// <summary>Everything found in the message, by offset; what the parser found in it included.</summary>
    public static IReadOnlyList<MimeDefect> Inspect(MimeMessage message, ReadOnlySpan<byte> source, DefectLog log)
    {
        var start = Math.Max(0, log.OffsetOf(source));
        var end = start + source.Length;
        var inspector = new Inspector(log);
        log.CopyTo(inspector.found, start, end);
        if (source.Length == log.Input.Length)
            HeaderInspector.InspectOrigin(message, inspector);
        inspector.InspectTree(message.Root, out var hasBinary);
        if (!hasBinary)
            inspector.InspectLines(source, start);
        return inspector.found.ToList();
    }

    public MimeLimits Limits => log.Limits;

    public void Add(DefectKind kind, ReadOnlySpan<byte> where, string? detail = null) => Add(kind, Math.Max(0, log.OffsetOf(where)), detail);

    private void Add(DefectKind kind, int offset, string? detail = null) => found.Add(new MimeDefect(kind, offset, detail));

    private void InspectTree(MimePart root, out bool hasBinary)
    {
        hasBinary = false;
        var pending = new Stack<MimePart>([root]);
        while (pending.TryPop(out var part))
        {
            HeaderInspector.InspectFields(part.Headers, this);
            // What had to be decoded to be read is no slice of the input.
            if (part is Multipart or MessagePart { Body.IsEmpty: true })
            {
                for (var i = part.Children.Length; i > 0; i--)
                    pending.Push(part.Children[i - 1]);
                continue;
            }
            hasBinary |= part.TransferEncoding == "binary";
            InspectLeaf(part);
        }
    }

    private void InspectLeaf(MimePart part)
    {
        var body = part.Body.Span;
        _ = TransferDecoder.Measure(part.Body, part.Coding, out var damage);
        if (damage > 0)
            Add(part.Coding switch
            {
                ContentCoding.Base64 => DefectKind.BadBase64,
                ContentCoding.QuotedPrintable => DefectKind.BadQuotedPrintable,
                _ => DefectKind.BadUuencode,
            }, body);
        if (part.Coding == ContentCoding.Identity && part.TransferEncoding is not ("8bit" or "8-bit" or "binary") && !Ascii.IsValid(body) && part.MediaType.Type != "multipart")
            Add(DefectKind.Undeclared8Bit, body);
        if (part is TextPart text)
            InspectCharset(text, text.Content.Span);
    }

    private void InspectCharset(TextPart text, ReadOnlySpan<byte> content)
    {
        if (Charsets.IsUnlabelled(text.Charset))
        {
            if (!Ascii.IsValid(content))
                Add(DefectKind.MissingCharset, text.Body.Span);
        }
        else if (Charsets.Find(text.Charset!) is not { } charset)
        {
            Add(DefectKind.UnknownCharset, text.Body.Span, text.Charset);
        }
        else if (Charsets.IsMislabelledUtf8(charset, content))
        {
            Add(DefectKind.MislabelledUtf8, text.Body.Span, text.Charset);
        }
        else if (charset == Charsets.Utf8 ? !Utf8.IsValid(content) : !Charsets.Fits(charset, content, text.Text))
        {
            Add(DefectKind.BadCharset, text.Body.Span, text.Charset);
        }
    }

    // The first place of each kind; there may be one on every line.
    private void InspectLines(ReadOnlySpan<byte> message, int start)
    {
        if (message.IndexOf((byte)0) is var nul and >= 0)
            Add(DefectKind.NulCharacter, start + nul);
        int firstLf = -1, firstCrlf = -1, bareCr = -1, tooLong = -1;
        for (var pos = 0; pos < message.Length;)
        {
            var feed = message[pos..].IndexOf((byte)'\n');
            var line = feed < 0 ? message[pos..] : message.Slice(pos, feed);
            var isCrlf = feed > 0 && line[^1] == '\r';
            if (isCrlf)
                line = line[..^1];
            if (feed >= 0 && (isCrlf ? firstCrlf : firstLf) < 0)
                (isCrlf ? ref firstCrlf : ref firstLf) = pos + line.Length;
            if (tooLong < 0 && line.Length > MaxLine)
                tooLong = pos;
            if (bareCr < 0 && line.IndexOf((byte)'\r') is var cr and >= 0)
                bareCr = pos + cr;
            pos = feed < 0 ? message.Length : pos + feed + 1;
        }
        if (bareCr >= 0)
            Add(DefectKind.BareCarriageReturn, start + bareCr);
        if (tooLong >= 0)
            Add(DefectKind.LineTooLong, start + tooLong);
        if (firstLf >= 0 && firstCrlf >= 0)
            Add(DefectKind.MixedLineEnds, start + Math.Max(firstLf, firstCrlf));
    }
}
