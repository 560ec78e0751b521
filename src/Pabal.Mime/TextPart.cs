using Pabal.Mime.Headers;
using Pabal.Mime.Writing;

namespace Pabal.Mime;

/// <summary>A part of type text: a string when written, whatever the charset when read.</summary>
public sealed class TextPart : MimePart
{
    private readonly ReadOnlyMemory<byte> encoded;

    /// <summary>Text in UTF-8 with the transfer encoding that suits it; line ends of any kind become CRLF.</summary>
    public TextPart(string text, string subtype = "plain") : this(text, TextEncoder.Encode(text), new MediaType("text", subtype, KeyValuePair.Create("charset", "utf-8"))) { }

    private TextPart(string text, TextEncoder.Encoded body, MediaType mediaType)
        : this(text, body.Bytes, PartHeader.Create(mediaType, body.TransferEncoding), mediaType) { }

    private TextPart(string text, ReadOnlyMemory<byte> encoded, HeaderList headers, MediaType mediaType) : base(headers, mediaType)
    {
        Text = text;
        this.encoded = encoded;
    }

    /// <summary>The text, decoded.</summary>
    public string Text { get; }

    internal override MimePart With(HeaderList headers) => new TextPart(Text, encoded, headers, MediaType);

    internal override void AddBody(List<Piece> pieces) => pieces.Add(new Piece(encoded));
}
