using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Pabal.Mime.Headers;
using Pabal.Mime.Writing;

namespace Pabal.Mime;

/// <summary>A part made of parts (RFC 2046 5.1).</summary>
public sealed class Multipart : MimePart
{
    // "=_" can come out of neither base64 nor quoted-printable; the rest is 128 random bits.
    private const string BoundaryStart = "=_";
    private const string BoundaryAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private readonly string boundary;

    /// <summary>Parts under one node of the given subtype: <c>mixed</c>, <c>alternative</c>, <c>related</c> or any other.</summary>
    public Multipart(string subtype, params ReadOnlySpan<MimePart> parts) : this(TypeWithBoundary(subtype), [.. parts]) { }

    internal Multipart(MediaType mediaType, ImmutableArray<MimePart> parts) : this(PartHeader.Create(mediaType, null), mediaType, parts) { }

    private Multipart(HeaderList headers, MediaType mediaType, ImmutableArray<MimePart> parts) : base(headers, mediaType)
    {
        Parts = parts;
        boundary = mediaType["boundary"] ?? "";
    }

    /// <summary>The parts, in order.</summary>
    public ImmutableArray<MimePart> Parts { get; }

    internal static MediaType TypeWithBoundary(string subtype) =>
        new("multipart", subtype, KeyValuePair.Create("boundary", BoundaryStart + RandomNumberGenerator.GetString(BoundaryAlphabet, 22)));

    internal override MimePart With(HeaderList headers) => new Multipart(headers, MediaType, Parts);

    internal override void AddBody(List<Piece> pieces)
    {
        var delimiter = Encoding.ASCII.GetBytes($"\r\n--{boundary}\r\n");
        for (var i = 0; i < Parts.Length; i++)
        {
            // The line end before a delimiter belongs to it; the first one follows the empty line at once.
            pieces.Add(new Piece(delimiter.AsMemory(i == 0 ? 2 : 0)));
            Parts[i].AddTo(pieces);
        }
        pieces.Add(new Piece(Encoding.ASCII.GetBytes($"\r\n--{boundary}--\r\n")));
    }
}
