using System.Buffers;
using Pabal.Mime.Encodings;
using Pabal.Mime.Headers;

namespace Pabal.Mime.Reading;

/// <summary>Reads headers (RFC 5322 2.2): one pass over their lines, which become slices of the input.</summary>
internal sealed class HeaderReader(ReadOnlyMemory<byte> input, MimeLimits limits, DefectLog log, List<Frame> frames)
{
    private const int MaxName = 998;   // a line's length, RFC 5322 2.1.1

    // What makes a line a field even in a file that may be none; controls and octets over 127 are taken in a name only after a first field.
    private static readonly SearchValues<byte> NotInNames = SearchValues.Create([.. Enumerable.Range(0, 33).Concat(Enumerable.Range(127, 129)).Select(c => (byte)c)]);

    private readonly List<HeaderField> fields = new(24);
    private int fieldsLeft = (int)Math.Min(limits.MaxHeaders * 10L, int.MaxValue);
    private long readable;        // octets of this header that are decoded
    private int fieldStart;
    private int nameLength;

    /// <summary>The header that begins here, to the empty line, a delimiter, or a line that can only be the body's.</summary>
    public PartHead Read(int start, bool isMessage, MediaType defaultType)
    {
        var span = input.Span;
        var pos = SkipLead(span, start, isMessage);
        var lead = input[start..pos];
        var end = ReadFields(span, pos, out var bodyStart);
        var list = end == start && bodyStart == start + 2 ? HeaderList.OnlyEmptyLine : new HeaderList(lead, [.. fields], input[end..bodyStart]);
        fields.Clear();
        return Describe(list, defaultType, start, bodyStart);
    }

    /// <summary>True when text begins as a header does.</summary>
    public static bool BeginsWithField(ReadOnlySpan<byte> text) => !text.IsEmpty && IsField(text, 0, isSure: true, out _);

    // A byte order mark, an mbox line, or continuation lines with nothing to continue; these only where a header follows.
    private int SkipLead(ReadOnlySpan<byte> span, int start, bool isMessage)
    {
        if (isMessage && span[start..].StartsWith("\uFEFF"u8))
        {
            log.Add(DefectKind.ByteOrderMark, start);
            start += 3;
        }
        var pos = start;
        if (isMessage && (span[pos..].StartsWith("From "u8) || span[pos..].StartsWith(">From "u8)) && !IsField(span, pos, isSure: true, out _))
        {
            log.Add(DefectKind.MboxLine, pos);
            return NextLine(span, pos);
        }
        while (pos < span.Length && IsBlank(span[pos]))
            pos = NextLine(span, pos);
        if (pos == start)
            return start;
        if (pos == span.Length || (!IsEmptyLine(span, pos, out _) && !IsField(span, pos, isSure: true, out _)))
            return start;
        log.Add(DefectKind.LeadingContinuation, start);
        return pos;
    }

    private int ReadFields(ReadOnlySpan<byte> span, int start, out int bodyStart)
    {
        var pos = start;
        var fieldsEnd = -1;   // where what is over a limit begins
        nameLength = 0;
        readable = 0;
        while (pos < span.Length)
        {
            if (IsEmptyLine(span, pos, out bodyStart))
                return End(pos, fieldsEnd);
            if (IsDelimiter(span, pos))
                break;
            var next = NextLine(span, pos);
            if (IsField(span, pos, isSure: nameLength == 0, out var length))
            {
                AddField(pos);
                if (fieldsEnd < 0 && (fields.Count >= limits.MaxHeaders || fieldsLeft <= 0 || readable >= limits.MaxHeaderBlock))
                {
                    fieldsEnd = pos;
                    log.Add(DefectKind.TooManyHeaders, pos);
                }
                (fieldStart, nameLength) = (pos, fieldsEnd < 0 ? length : -1);
            }
            else if (!IsBlank(span[pos]) || nameLength == 0)
            {
                var field = nameLength == 0 ? -1 : FieldAfter(span, next);
                if (field < 0)
                    break;
                log.Add(DefectKind.UnindentedLine, pos);
                next = field;
            }
            pos = next;
        }
        bodyStart = pos;
        // Header and end of input, or header and delimiter, are a message or a part without a body (RFC 5322 3.5, RFC 2046 5.1.1).
        if (nameLength == 0)
            log.Add(DefectKind.MissingHeader, pos);
        else if (pos < span.Length && !IsDelimiter(span, pos))
            log.Add(DefectKind.MissingBlankLine, pos);
        return End(pos, fieldsEnd);
    }

    private int End(int pos, int fieldsEnd)
    {
        AddField(pos);
        return fieldsEnd < 0 ? pos : fieldsEnd;
    }

    private void AddField(int end)
    {
        if (nameLength <= 0)
            return;
        if (end - fieldStart > limits.MaxHeader)
            log.Add(DefectKind.HeaderTooLong, fieldStart + limits.MaxHeader);
        fieldsLeft--;
        // Of a field over its limit only that much is decoded, so the ones behind it are still to be had.
        var decoded = Math.Min(end - fieldStart, Math.Max(limits.MaxHeader, nameLength + 1));
        readable += decoded;
        fields.Add(new HeaderField(input[fieldStart..end], nameLength, decoded));
    }

    // RFC 7103 7.2: a line that is no field belongs to the field before it if the header goes on after it. −1 if it does not.
    private int FieldAfter(ReadOnlySpan<byte> span, int pos)
    {
        for (; pos < span.Length && !IsEmptyLine(span, pos, out _) && !IsDelimiter(span, pos); pos = NextLine(span, pos))
        {
            if (IsField(span, pos, isSure: true, out _))
                return pos;
        }
        return -1;
    }

    private PartHead Describe(HeaderList list, MediaType defaultType, int start, int bodyStart)
    {
        var type = defaultType;
        ReadOnlyMemory<byte> boundary = default;
        if (list.Find("Content-Type") is { } field)
        {
            var value = ParameterReader.Read(field.RawValue, limits.MaxParameters);
            type = MediaType.Read(value) ?? MediaType.Text;
            boundary = value.Boundary;
        }
        return new(list, type, boundary, TransferDecoder.Find(PartHeader.TransferEncoding(list)), start, bodyStart);
    }

    private bool IsDelimiter(ReadOnlySpan<byte> span, int pos) =>
        frames.Count > 0 && span[pos] == '-' && Delimiter.TryMatch(span, pos, frames, out _, out _, out _);

    // CR CR LF counts too: some gateway made it of CR LF.
    private static bool IsEmptyLine(ReadOnlySpan<byte> span, int pos, out int next)
    {
        next = pos;
        while (next < span.Length && span[next] == '\r')
            next++;
        return next < span.Length && span[next++] == '\n';
    }

    // White space before the colon is obsolete (RFC 5322 4.5), white space within the name makes it prose.
    private static bool IsField(ReadOnlySpan<byte> span, int pos, bool isSure, out int length)
    {
        length = 0;
        if (IsBlank(span[pos]))
            return false;
        var line = span.Slice(pos, Math.Min(MaxName, span.Length - pos));
        var stop = line.IndexOfAny((byte)':', (byte)'\n');
        if (stop <= 0 || line[stop] != ':')
            return false;
        var name = line[..stop].TrimEnd(" \t"u8);
        length = name.Length;
        return isSure ? !name.ContainsAny(NotInNames) : name.IndexOfAny((byte)' ', (byte)'\t', (byte)'\r') < 0;
    }

    private static bool IsBlank(byte c) => c is (byte)' ' or (byte)'\t';

    /// <summary>Where the line after this one begins.</summary>
    public static int NextLine(ReadOnlySpan<byte> span, int pos) => span[pos..].IndexOf((byte)'\n') is var feed and >= 0 ? pos + feed + 1 : span.Length;
}
