namespace Pabal.Mime.Writing;

/// <summary>A stretch of a message: bytes that are written as they are, or a source that is written in base64.</summary>
internal readonly struct Piece
{
    public Piece(ReadOnlyMemory<byte> bytes) => Bytes = bytes;

    public Piece(ContentSource source) => Source = source;

    public ReadOnlyMemory<byte> Bytes { get; }

    public ContentSource? Source { get; }
}
