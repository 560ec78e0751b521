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

    // What stands before each part, and after the last: preamble, delimiters, epilogue.
    private readonly ImmutableArray<ReadOnlyMemory<byte>> joints;

    /// <summary>Parts under one node of the given subtype: <c>mixed</c>, <c>alternative</c>, <c>related</c> or any other.</summary>
    public Multipart(string subtype, params ReadOnlySpan<MimePart> parts) : this(TypeWithBoundary(subtype), [.. parts]) { }

    internal Multipart(MediaType mediaType, ImmutableArray<MimePart> parts)
        : this(PartHeader.Create(mediaType, null), mediaType, parts, Joints(mediaType["boundary"] ?? "", parts.Length)) { }

    internal Multipart(HeaderList headers, MediaType mediaType, ImmutableArray<MimePart> parts, ImmutableArray<ReadOnlyMemory<byte>> joints)
        : base(headers, mediaType, default)
    {
        Parts = parts;
        this.joints = joints;
    }

    /// <summary>The parts, in order.</summary>
    public ImmutableArray<MimePart> Parts { get; }

    /// <summary>Null: its parts have sizes, it has none.</summary>
    public override long? Size => null;

    /// <summary>The body as it is written, delimiters and all.</summary>
    public override ReadOnlyMemory<byte> Content
    {
        get
        {
            var pieces = new List<Piece>();
            AddBody(pieces);
            return MessageWriter.ToArray(pieces);
        }
    }

    internal static MediaType TypeWithBoundary(string subtype) =>
        new("multipart", subtype, KeyValuePair.Create("boundary", BoundaryStart + RandomNumberGenerator.GetString(BoundaryAlphabet, 22)));

    private protected override MimePart WithHeader(HeaderList headers, MediaType mediaType) => new Multipart(headers, mediaType, Parts, joints);

    internal override void AddBody(List<Piece> pieces)
    {
        for (var i = 0; i < Parts.Length; i++)
        {
            pieces.Add(new Piece(joints[i]));
            Parts[i].AddTo(pieces);
        }
        pieces.Add(new Piece(joints[^1]));
    }

    // The line end before a delimiter belongs to it; the first one follows the empty line at once.
    private static ImmutableArray<ReadOnlyMemory<byte>> Joints(string boundary, int parts)
    {
        ReadOnlyMemory<byte> delimiter = Encoding.ASCII.GetBytes($"\r\n--{boundary}\r\n");
        return [delimiter[2..], .. Enumerable.Repeat(delimiter, Math.Max(0, parts - 1)), Encoding.ASCII.GetBytes($"\r\n--{boundary}--\r\n")];
    }
}
