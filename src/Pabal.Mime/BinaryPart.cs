using Pabal.Mime.Headers;
using Pabal.Mime.Writing;

namespace Pabal.Mime;

/// <summary>A part of any other type than text, multipart and message, or one that could not be taken apart. A new one is written in base64, streamed from its source.</summary>
public sealed class BinaryPart : MimePart
{
    private readonly ContentSource? source;

    internal BinaryPart(ContentSource source, HeaderList headers, MediaType mediaType) : base(headers, mediaType, default) => this.source = source;

    internal BinaryPart(HeaderList headers, MediaType mediaType, ReadOnlyMemory<byte> body) : base(headers, mediaType, body) { }

    /// <summary>A part that holds these bytes.</summary>
    public BinaryPart(MediaType mediaType, ReadOnlyMemory<byte> content)
        : this(new ContentSource.Memory(content), PartHeader.Create(mediaType, "base64"), mediaType) { }

    /// <inheritdoc/>
    public override long? Size => source is null ? base.Size : source.Length;

    /// <inheritdoc/>
    public override ReadOnlyMemory<byte> Content
    {
        get
        {
            if (source is null)
                return base.Content;
            if (source is ContentSource.Memory memory)
                return memory.Bytes;
            using var stream = source.Open();
            var copy = new MemoryStream();
            stream.CopyTo(copy);
            return copy.ToArray();
        }
    }

    /// <summary>Opens the content, its transfer encoding undone; the caller closes the stream. Throws <see cref="InvalidOperationException"/> if it came from a stream that can be read only once, and was.</summary>
    public override Stream OpenRead() => source is null ? base.OpenRead() : source.Open();

    internal override MimePart Under(HeaderList headers, MediaType mediaType) =>
        source is null ? new BinaryPart(headers, mediaType, Body) : new BinaryPart(source, headers, mediaType);

    internal override void AddBody(List<Piece> pieces)
    {
        if (source is null)
            base.AddBody(pieces);
        else
            pieces.Add(source is ContentSource.Encoded encoded ? new Piece(encoded.Base64) : new Piece(source));
    }
}
