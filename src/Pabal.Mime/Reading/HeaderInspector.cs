using System.Buffers;
using System.Text.Unicode;
using Pabal.Mime.Encodings;
using Pabal.Mime.Headers;

namespace Pabal.Mime.Reading;

/// <summary>Finds what is broken in header fields.</summary>
internal static class HeaderInspector
{
    // RFC 5322 3.6 and RFC 2045; the other names may stand several times.
    private static readonly string[] Single =
    [
        "From", "Sender", "Reply-To", "To", "Cc", "Bcc", "Subject", "Date", "Message-ID", "In-Reply-To", "References", "MIME-Version",
        "Content-Type", "Content-Transfer-Encoding", "Content-Disposition", "Content-ID", "Content-Description",
    ];

    private static readonly SearchValues<byte> Controls = SearchValues.Create(
        [.. Enumerable.Range(0, 32).Where(c => c is not ('\t' or '\r' or '\n')).Select(c => (byte)c), 127]);

    /// <summary>Who it is from and when it was written; said of a whole message only, for one within another may lack it.</summary>
    public static void InspectOrigin(MimeMessage message, Inspector inspector)
    {
        if (!message.From.Mailboxes.Any())
            inspector.Add(DefectKind.MissingFrom, message.Headers.Find("From") is { } field ? field.Raw.Span : []);
        else if (message.From.Mailboxes.Skip(1).Any() && message.Headers.Find("Sender") is null)
            inspector.Add(DefectKind.MissingSender, message.Headers.Find("From")!.Raw.Span);
        if (message.Headers.Find("Date") is null)
            inspector.Add(DefectKind.MissingDate, []);
    }

    public static void InspectFields(HeaderList headers, Inspector inspector)
    {
        foreach (var field in headers)
        {
            InspectOctets(field, inspector);
            InspectGrammar(field, inspector);
        }
        foreach (var name in Single)
        {
            foreach (var again in headers.FindAll(name).Skip(1))
                inspector.Add(DefectKind.DuplicateField, again.Raw.Span, again.Name);
        }
    }

    private static void InspectOctets(HeaderField field, Inspector inspector)
    {
        var raw = field.Raw.Span;
        if (field.RawName.ContainsAnyExceptInRange((byte)'!', (byte)'~'))
            inspector.Add(DefectKind.BadHeaderName, raw, field.Name);
        if (raw[field.RawName.Length] != ':')
            inspector.Add(DefectKind.SpaceBeforeColon, raw, field.Name);
        if (HasBlankLine(raw))
            inspector.Add(DefectKind.BlankContinuation, raw, field.Name);
        if (!Utf8.IsValid(raw))
            inspector.Add(DefectKind.BadHeaderCharset, raw, field.Name);
        var expanded = EncodedWordReader.Expand(HeaderDecoder.Unfold(field.Readable), out var flaws);
        if (raw.ContainsAny(Controls) || expanded.Any(c => char.IsControl(c) && c is not ('\t' or '\r')))
            inspector.Add(DefectKind.ControlCharacter, raw, field.Name);
        if (flaws.HasFlag(EncodedWordFlaws.Damage))
            inspector.Add(DefectKind.BadEncodedWord, raw, field.Name);
        if (flaws.HasFlag(EncodedWordFlaws.Charset))
            inspector.Add(DefectKind.UnknownWordCharset, raw, field.Name);
    }

    private static bool HasBlankLine(ReadOnlySpan<byte> raw)
    {
        for (int feed; (feed = raw.IndexOf((byte)'\n')) >= 0;)
        {
            if (raw[..feed].Trim(" \t\r"u8).IsEmpty)
                return true;
            raw = raw[(feed + 1)..];
        }
        return !raw.IsEmpty && raw.Trim(" \t\r"u8).IsEmpty;
    }

    private static void InspectGrammar(HeaderField field, Inspector inspector)
    {
        var raw = field.Raw.Span;
        if (field.Is("Content-Type"))
            InspectContentType(field, inspector);
        else if (field.Is("Content-Disposition"))
            InspectDisposition(field, inspector);
        else if (field.Is("Content-Transfer-Encoding"))
            InspectEncoding(field, inspector);
        else if ((field.Is("Date") || field.Is("Resent-Date")) && !MimeDate.TryParse(field.Value, out _))
            inspector.Add(DefectKind.BadDate, raw, field.Value);
        else if (FieldGrammar.Of(field.Name) == FieldKind.Addresses && AddressParser.Parse(HeaderDecoder.Unfold(field.Readable), strict: false).Problem is { } problem)
            inspector.Add(DefectKind.BadAddress, raw, problem);
        else if (FieldGrammar.Of(field.Name) == FieldKind.MessageIds && !AreIds(field))
            inspector.Add(DefectKind.BadMessageId, raw, field.Value);
    }

    // In-Reply-To may hold words of old, Content-ID is rarely unique; a Message-ID has to be one.
    private static bool AreIds(HeaderField field)
    {
        var ids = MessageIds.Read(field);
        var value = field.Value;
        if (!field.Is("Message-ID") && !field.Is("Resent-Message-ID"))
            return value.Length == 0 || (ids.Length > 0 && value.Contains('>'));
        return ids is [var id] && value.Contains(id, StringComparison.Ordinal) && id.IndexOf('@') is var at && at > 1 && at < id.Length - 2;
    }

    private static void InspectContentType(HeaderField field, Inspector inspector)
    {
        var read = ParameterReader.Read(field.RawValue, inspector.Limits.MaxParameters);
        if (MediaType.Read(read) is null)
            inspector.Add(DefectKind.BadContentType, field.Raw.Span, field.Value);
        InspectParameters(read, field, inspector);
    }

    private static void InspectDisposition(HeaderField field, Inspector inspector)
    {
        var read = ParameterReader.Read(field.RawValue, inspector.Limits.MaxParameters);
        if (!MediaType.IsToken(read.Value))
            inspector.Add(DefectKind.BadDisposition, field.Raw.Span, field.Value);
        InspectParameters(read, field, inspector);
    }

    private static void InspectParameters(ParameterizedValue read, HeaderField field, Inspector inspector)
    {
        if ((read.Flaws & (ParameterFlaws.Syntax | ParameterFlaws.Segments)) != 0)
            inspector.Add(DefectKind.BadParameter, field.Raw.Span, field.Name);
        if (read.Flaws.HasFlag(ParameterFlaws.Duplicate))
            inspector.Add(DefectKind.DuplicateParameter, field.Raw.Span, field.Name);
        if (read.Flaws.HasFlag(ParameterFlaws.TooMany))
            inspector.Add(DefectKind.TooManyParameters, field.Raw.Span, field.Name);
    }

    private static void InspectEncoding(HeaderField field, Inspector inspector)
    {
        var name = ParameterReader.ReadToken(field.RawValue, out var isAlone);
        if (TransferDecoder.Find(name) == ContentCoding.Unknown || name is "7-bit" or "8-bit")
            inspector.Add(DefectKind.UnknownEncoding, field.Raw.Span, name);
        else if (!isAlone)
            inspector.Add(DefectKind.BadEncodingField, field.Raw.Span, field.Value);
    }
}
