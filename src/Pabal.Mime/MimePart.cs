using System.Collections.Immutable;
using Pabal.Mime.Encodings;
using Pabal.Mime.Headers;
using Pabal.Mime.Writing;

namespace Pabal.Mime;

/// <summary>A node of a message's tree (RFC 2045 2): a header and a body, immutable; the same types when writing and when reading.</summary>
public abstract class MimePart
{
    private protected MimePart(HeaderList headers, MediaType mediaType, ReadOnlyMemory<byte> body)
    {
        Headers = headers;
        MediaType = mediaType;
        Body = body;
    }

    /// <summary>The header; of the root part it is the message's.</summary>
    public HeaderList Headers { get; }

    /// <summary>The type of the content; <c>text/plain</c> where the header names none.</summary>
    public MediaType MediaType { get; }

    /// <summary>The parts directly within: of a multipart its parts, of a message part the root of the message; none of any other.</summary>
    public virtual ImmutableArray<MimePart> Children => [];

    /// <summary>The charset parameter as it stands in the header; null without one.</summary>
    public string? Charset => MediaType.Charset;

    /// <summary>The transfer encoding in lower case; <c>7bit</c> where the header names none (RFC 2045 6.1).</summary>
    public string TransferEncoding => PartHeader.TransferEncoding(Headers);

    /// <summary>The disposition in lower case, as a rule <c>attachment</c> or <c>inline</c>; null where the header names none (RFC 2183).</summary>
    public string? Disposition => ContentDisposition is { Value.Length: > 0 } disposition ? disposition.Value : null;

    /// <summary>The file name as the sender wrote it, decoded, without control characters; to save under it use <see cref="SafeFileName"/>.</summary>
    public string? FileName => ContentDisposition?["filename"] ?? MediaType["name"];

    /// <summary>The file name made harmless: no folders, no control or direction characters, no dot or hyphen at the beginning, at most 200 octets, no name that a system reserves.</summary>
    public string? SafeFileName => FileName is { } name ? Reading.FileNames.MakeSafe(name) : null;

    /// <summary>The id by which HTML shows the part as <c>cid:ID</c>, without angle brackets.</summary>
    public string? ContentId => MessageIds.Read(Headers.Find("Content-ID")) is [var id, ..] ? id[1..^1] : null;

    /// <summary>What Content-Description says.</summary>
    public string? Description => Headers["Content-Description"];

    /// <summary>The address that the content is to be found under, as it stands (RFC 2557 4); an address is folded without white space of its own, so there is none in it.</summary>
    public string? Location => Headers["Content-Location"] is { } location ? string.Concat(location.Where(c => c is not (' ' or '\t'))) : null;

    /// <summary>The languages of the content, as in <c>ko</c> or <c>en-GB</c> (RFC 3282).</summary>
    public ImmutableArray<string> Languages => ContentFacts.Languages(Headers);

    /// <summary>How long the content plays (RFC 3803); null where the header does not say.</summary>
    public TimeSpan? Duration => ContentFacts.Duration(Headers);

    /// <summary>Whether the content is that which its Content-MD5 was made of (RFC 1864), so that it was not damaged on the way; null without the field. No protection against intent.</summary>
    public bool? MatchesMd5 => ContentFacts.MatchesMd5(this);

    /// <summary>The size of the content in octets, its transfer encoding undone; null on a multipart, or when it is not known before it is read.</summary>
    public virtual long? Size => TransferDecoder.Measure(Body, Coding, out _);

    /// <summary>The content, its transfer encoding undone, all of it in memory; decoded anew each time.</summary>
    public virtual ReadOnlyMemory<byte> Content => TransferDecoder.Decode(Body, Coding);

    /// <summary>The body as it is written; empty where it is made of parts or comes from a source.</summary>
    internal ReadOnlyMemory<byte> Body { get; }

    internal ContentCoding Coding => TransferDecoder.Find(TransferEncoding);

    private ParameterizedValue? ContentDisposition => field ??=
        Headers.Find("Content-Disposition") is { } found ? ParameterReader.Read(found.RawValue, MimeLimits.Default.MaxParameters) : null;

    /// <summary>Opens the content, its transfer encoding undone while it is read, so that it is never whole in memory; the caller closes the stream.</summary>
    public virtual Stream OpenRead() => TransferDecoder.Begin(Coding) is { } decoder ? new DecodingStream(Body, decoder) : new ContentSource.Memory(Content).Open();

    /// <summary>The same part under another header. A field that stays keeps its very bytes; a new one takes the line ends of the others.</summary>
    public MimePart With(HeaderList headers)
    {
        headers = headers.InPlaceOf(Headers);
        var isSameType = ReferenceEquals(headers.Find("Content-Type"), Headers.Find("Content-Type"));
        return Under(headers, isSameType ? MediaType : PartHeader.MediaType(headers, MediaType));
    }

    /// <summary>The same content under another type, parameters written as RFC 2231 has them; a multipart keeps its boundary.
    /// Throws <see cref="ArgumentException"/> if it would become another kind of part: text, multipart, message or other.</summary>
    public MimePart With(MediaType mediaType)
    {
        if (Kind(mediaType) != Kind(MediaType))
        {
            throw new ArgumentException(Localized.Say($"a part of type {MediaType.Name} can't become {mediaType.Name}; make a new one of its content",
                $"{MediaType.Name} 부분은 {mediaType.Name}(으)로 바꿀 수 없습니다. 그 내용으로 새로 만드십시오"), nameof(mediaType));
        }
        if (mediaType.Type == "multipart" && MediaType["boundary"] is { } boundary)
            mediaType = mediaType.With("boundary", boundary);
        return With(Headers.Set(PartHeader.Create(mediaType, null)[0]));

        static string Kind(MediaType type) => type.Type is "text" or "multipart" or "message" ? type.Type : "";
    }

    /// <summary>The same body under exactly this header.</summary>
    internal abstract MimePart Under(HeaderList headers, MediaType mediaType);

    /// <summary>Adds what the body is made of, in order.</summary>
    internal virtual void AddBody(List<Piece> pieces)
    {
        if (!Body.IsEmpty)
            pieces.Add(new Piece(Body));
    }

    /// <summary>Adds the header, the empty line and the body.</summary>
    internal void AddTo(List<Piece> pieces)
    {
        Headers.AddTo(pieces);
        AddBody(pieces);
    }
}
