using Pabal.Mime.Writing;

namespace Pabal.Mime;

/// <summary>A node of a message's tree (RFC 2045 2): a header and a body, immutable; the same types when writing and when reading.</summary>
public abstract class MimePart
{
    private protected MimePart(HeaderList headers, MediaType mediaType)
    {
        Headers = headers;
        MediaType = mediaType;
    }

    /// <summary>The header; of the root part it is the message's.</summary>
    public HeaderList Headers { get; }

    /// <summary>The type of the content.</summary>
    public MediaType MediaType { get; }

    /// <summary>The same part with another header.</summary>
    internal abstract MimePart With(HeaderList headers);

    /// <summary>Adds what the body is made of, in order.</summary>
    internal abstract void AddBody(List<Piece> pieces);

    /// <summary>Adds the header, the empty line and the body.</summary>
    internal void AddTo(List<Piece> pieces)
    {
        foreach (var field in Headers)
            pieces.Add(new Piece(field.Raw));
        pieces.Add(Piece.LineEnd);
        AddBody(pieces);
    }
}
