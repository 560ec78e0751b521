using System.Text;
using Pabal.Mime.Encodings;
using Pabal.Mime.Headers;
using Pabal.Mime.Writing;

namespace Pabal.Mime;

/// <summary>A part of type text: a string when written, whatever the charset when read.</summary>
public sealed class TextPart : MimePart
{
    private string? text;

    /// <summary>Text in UTF-8 with the transfer encoding that suits it; line ends of any kind become CRLF.</summary>
    public TextPart(string text, string subtype = "plain") : this(text, subtype, Charsets.Utf8) { }

    /// <summary>Text in another charset, for a reader that knows no UTF-8. Throws <see cref="ArgumentException"/> for an unknown charset, and for text that it can't hold, naming the first such character.</summary>
    public TextPart(string text, string subtype, string charset) : this(text, subtype, TextEncoder.CharsetOf(charset)) { }

    internal TextPart(string text, string subtype, Encoding charset) : this(text, TextEncoder.Encode(text, charset), TypeOf(subtype, charset)) { }

    /// <summary>Text under a type without its charset parameter.</summary>
    internal TextPart(string text, MediaType mediaType, Encoding charset)
        : this(text, TextEncoder.Encode(text, charset), mediaType.With("charset", charset.WebName)) { }

    private TextPart(string text, TextEncoder.Encoded body, MediaType mediaType)
        : this(PartHeader.OfText(mediaType, body.TransferEncoding), mediaType, body.Bytes) => this.text = text;

    internal TextPart(HeaderList headers, MediaType mediaType, ReadOnlyMemory<byte> body) : base(headers, mediaType, body) { }

    /// <summary>Plain text in lines that a reader may join again to fit its window (<c>format=flowed</c>, RFC 3676): each line of the text is a paragraph, one that begins with <c>&gt;</c>
    /// a quoted one. White space at the end of a line is not kept; <see cref="FlowedText"/> gives the rest back.</summary>
    public static TextPart Flowed(string text) =>
        new(Writing.FlowedWriter.Write(text), new MediaType("text", "plain", KeyValuePair.Create("format", "flowed")), Charsets.Utf8);

    /// <summary>The text, decoded: by its charset, where that is missing by the one that an HTML page declares, else by a guess. Line ends are as they stand in the message.</summary>
    public string Text => text ??= Decoded(Content.Span);

    /// <summary>The text with the soft line breaks of <c>format=flowed</c> undone (RFC 3676); of any other text, the text.</summary>
    public string FlowedText => "flowed".Equals(MediaType["format"], StringComparison.OrdinalIgnoreCase)
        ? Reading.Flowed.Join(Text, "yes".Equals(MediaType["delsp"], StringComparison.OrdinalIgnoreCase))
        : Text;

    // A page may say what its header does not.
    private string Decoded(ReadOnlySpan<byte> content) => LabelledText.Decode(content, LabelledText.IsUnlabelled(Charset) && MediaType.Subtype == "html" ? PageCharset.Of(content) : Charset);

    private static MediaType TypeOf(string subtype, Encoding charset) => (subtype, charset == Charsets.Utf8) switch
    {
        ("plain", true) => MediaType.PlainUtf8,
        ("html", true) => MediaType.HtmlUtf8,
        _ => new MediaType("text", subtype, KeyValuePair.Create("charset", charset.WebName)),
    };

    internal override MimePart Under(HeaderList headers, MediaType mediaType) => new TextPart(headers, mediaType, Body);
}
