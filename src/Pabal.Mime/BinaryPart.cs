using Pabal.Mime.Headers;
using Pabal.Mime.Writing;

namespace Pabal.Mime;

/// <summary>A part of any other type than text, multipart and message; written in base64, streamed from its source.</summary>
public sealed class BinaryPart : MimePart
{
    private readonly ContentSource content;

    internal BinaryPart(ContentSource content, HeaderList headers, MediaType mediaType) : base(headers, mediaType) => this.content = content;

    /// <summary>A part that holds these bytes.</summary>
    public BinaryPart(MediaType mediaType, ReadOnlyMemory<byte> content)
        : this(new ContentSource.Memory(content), PartHeader.Create(mediaType, "base64"), mediaType) { }

    /// <summary>The size of the content in octets, decoded; null when it is not known before it is read.</summary>
    public long? Size => content.Length;

    /// <summary>Opens the content, decoded; the caller closes the stream. Throws <see cref="InvalidOperationException"/> if it came from a stream that can be read only once, and was.</summary>
    public Stream OpenRead() => content.Open();

    internal override MimePart With(HeaderList headers) => new BinaryPart(content, headers, MediaType);

    internal override void AddBody(List<Piece> pieces) => pieces.Add(new Piece(content));
}
