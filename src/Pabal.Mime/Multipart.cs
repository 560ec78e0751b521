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

    /// <inheritdoc/>
    public override ImmutableArray<MimePart> Children => Parts;

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

    /// <summary>The same with another part at that place; all bytes but its own stay. Throws <see cref="ArgumentException"/> if a line of it would be taken for a delimiter.</summary>
    public Multipart Replace(int index, MimePart part)
    {
        part = TreeEdit.Fitted(part, Parts[index], DelimiterLine.Span, Headers.UsesLf);
        return new(Headers, MediaType, Parts.SetItem(index, part), TreeEdit.EndAlike(part, Parts[index]) ? joints : Apart(joints, index + 1));
    }

    /// <summary>The same with one more part before the one at that place, or after the last. Throws <see cref="ArgumentException"/> if a line of it would be taken for a delimiter.</summary>
    public Multipart Insert(int index, MimePart part)
    {
        part = TreeEdit.Fitted(part, null, DelimiterLine.Span, Headers.UsesLf);
        var between = joints.Length == Parts.Length + 1 ? joints.Insert(Math.Min(index + 1, Parts.Length), Delimiter) : joints;
        return new(Headers, MediaType, Parts.Insert(index, part), Apart(between, index + 1));
    }

    /// <summary>The same without the part at that place. Throws <see cref="InvalidOperationException"/> if it is the only one (RFC 2046 5.1.1).</summary>
    public Multipart RemoveAt(int index)
    {
        if (Parts.Length < 2)
            throw new InvalidOperationException(Localized.Say("a multipart has one part at least", "multipart에는 부분이 하나는 있어야 합니다"));
        var between = joints.RemoveAt(Math.Max(index, 1));
        return new(Headers, MediaType, Parts.RemoveAt(index), index > 0 && BeginsWithLineEnd(joints[index]) ? Apart(between, index) : between);
    }

    /// <summary>New delimiters around parts as they are.</summary>
    internal static Multipart Around(HeaderList headers, MediaType type, bool lf, ImmutableArray<MimePart> parts) =>
        new(headers, type, parts, [.. Joints(type["boundary"]!, parts.Length).Select(joint => LineEnd.Convert(joint, lf))]);

    internal override MimePart Under(HeaderList headers, MediaType mediaType) => new Multipart(headers, mediaType, Parts, joints);

    internal override void AddBody(List<Piece> pieces)
    {
        for (var i = 0; i < Parts.Length; i++)
        {
            pieces.Add(new Piece(joints[i]));
            Parts[i].AddTo(pieces);
        }
        pieces.Add(new Piece(joints[^1]));
    }

    private ReadOnlyMemory<byte> DelimiterLine
    {
        get
        {
            var lead = joints[0];
            var line = lead[..LineEnd.TrimmedLength(lead.Span)];
            return line[(line.Span.LastIndexOf((byte)'\n') + 1)..];
        }
    }

    private ReadOnlyMemory<byte> Delimiter
    {
        get
        {
            var end = LineEnd.Of(Headers.UsesLf).Span;
            return new([.. end, .. DelimiterLine.Span, .. end]);
        }
    }

    // What follows a new part must not run into it: where a delimiter has no line end of its own, it gets one.
    private ImmutableArray<ReadOnlyMemory<byte>> Apart(ImmutableArray<ReadOnlyMemory<byte>> between, int index) =>
        between[index].IsEmpty || BeginsWithLineEnd(between[index])
            ? between
            : between.SetItem(index, new([.. LineEnd.Of(Headers.UsesLf).Span, .. between[index].Span]));

    private static bool BeginsWithLineEnd(ReadOnlyMemory<byte> joint) => joint.Span.StartsWith((byte)'\n') || joint.Span.StartsWith("\r\n"u8);

    // The line end before a delimiter belongs to it; the first one follows the empty line at once.
    private static ImmutableArray<ReadOnlyMemory<byte>> Joints(string boundary, int parts)
    {
        ReadOnlyMemory<byte> delimiter = Encoding.ASCII.GetBytes($"\r\n--{boundary}\r\n");
        return [delimiter[2..], .. Enumerable.Repeat(delimiter, Math.Max(0, parts - 1)), Encoding.ASCII.GetBytes($"\r\n--{boundary}--\r\n")];
    }
}
