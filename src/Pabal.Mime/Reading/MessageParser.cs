using Pabal.Mime.Encodings;
using Pabal.Mime.Writing;

namespace Pabal.Mime.Reading;

/// <summary>
/// Takes a message apart: one pass over one buffer, no recursion, never throwing. Parts become slices of the buffer; nothing is decoded but what tells the structure.
/// </summary>
internal sealed class MessageParser
{
    // A message in base64 or quoted-printable has to be copied to be read, and may hold another.
    private const int MaxEncodedDepth = 3;

    private readonly ReadOnlyMemory<byte> input;
    private readonly MimeLimits limits;
    private readonly DefectLog log;
    private readonly int encodedDepth;
    private readonly List<Frame> frames = [];
    private readonly HeaderReader headers;
    private int partsLeft;

    private MessageParser(ReadOnlyMemory<byte> input, MimeLimits limits, DefectLog log, int encodedDepth)
    {
        this.input = input;
        this.limits = limits;
        this.log = log;
        this.encodedDepth = encodedDepth;
        headers = new HeaderReader(input, limits, log, frames);
        partsLeft = limits.MaxParts;
    }

    /// <summary>Reads a message; one that is cut was longer than what there is of it.</summary>
    public static MimeMessage Parse(ReadOnlyMemory<byte> input, MimeLimits limits, bool isCut = false) => Parse(input, limits, encodedDepth: 0, isCut);

    /// <summary>Reads a part that stands by itself.</summary>
    public static MimePart ParsePart(ReadOnlyMemory<byte> input, MimeLimits limits) =>
        new MessageParser(input, limits, new DefectLog(input, limits), encodedDepth: 0).ReadTree(isMessage: false);

    /// <summary>Reads the header alone; the body stays in one piece.</summary>
    public static MimeMessage ParseHeader(ReadOnlyMemory<byte> input, MimeLimits limits)
    {
        var log = new DefectLog(input, limits);
        var parser = new MessageParser(input, limits, log, MaxEncodedDepth);
        var head = parser.headers.Read(0, isMessage: true, MediaType.Text);
        return new MimeMessage(new BinaryPart(head.Headers, head.MediaType, input[head.BodyStart..]), input, log);
    }

    private static MimeMessage Parse(ReadOnlyMemory<byte> input, MimeLimits limits, int encodedDepth, bool isCut)
    {
        var log = new DefectLog(input, limits);
        if (isCut)
            log.Add(DefectKind.MessageTooLong, input.Length);
        return new MimeMessage(new MessageParser(input, limits, log, encodedDepth).ReadTree(isMessage: true), input, log);
    }

    private MimePart ReadTree(bool isMessage)
    {
        var span = input.Span;
        var head = headers.Read(0, isMessage, MediaType.Text);
        while (true)
        {
            partsLeft--;
            if (IsMessage(head) && TryPush(head))
            {
                head = headers.Read(head.BodyStart, isMessage: true, MediaType.Text);
                continue;
            }
            var isMultipart = head.MediaType.Type == "multipart" && HasBoundary(head) && TryPush(head);
            var at = Delimiter.Find(span, head.BodyStart, head.BodyStart, frames);
            if (Unwind(span, isMultipart ? null : Leaf(head, input[head.BodyStart..at.ContentEnd]), at, out var next) is { } root)
                return root;
            head = headers.Read(next, isMessage: false, frames[^1].Head.MediaType.Subtype == "digest" ? MediaType.Message : MediaType.Text);
        }
    }

    // Closes what ends at the delimiter, up to the multipart in which the next part begins. The root when nothing is left open.
    private MimePart? Unwind(ReadOnlySpan<byte> span, MimePart? part, Delimiter at, out int next)
    {
        next = at.Next;
        while (true)
        {
            if (part is not null)
            {
                if (frames.Count == 0)
                    return part;
                if (!frames[^1].IsMultipart)
                {
                    part = EndMessage(part, at.ContentEnd);
                    continue;
                }
                frames[^1].AddPart(part, at.ContentEnd);
                part = null;
            }
            var frame = frames[^1];
            if (at.Level != frames.Count - 1)
            {
                part = EndMultipart(frame, at.ContentEnd);
                continue;
            }
            at = AfterEmptyParts(span, at);
            if (!at.IsClose && partsLeft > 0)
            {
                frame.AddJoint(input, at.Next);
                next = at.Next;
                return null;
            }
            if (!at.IsClose)
                log.Add(DefectKind.TooManyParts, at.ContentEnd);
            frame.IsClosed = true;
            // The line end after a last delimiter may be the one that belongs to the next (RFC 2046 5.1.1).
            at = Delimiter.Find(span, at.Next, at.Next - LineEnd.LengthAt(span[..at.Next]), frames);
        }
    }

    // One delimiter right after another has no part before it, not even the empty line of an empty one.
    private Delimiter AfterEmptyParts(ReadOnlySpan<byte> span, Delimiter at)
    {
        while (!at.IsClose && Delimiter.TryMatch(span, at.Next, frames, out var level, out var isClose, out var next) && level == at.Level)
        {
            log.Add(DefectKind.EmptyPart, at.Next);
            at = at with { Next = next, IsClose = isClose };
        }
        return at;
    }

    private MessagePart EndMessage(MimePart root, int end)
    {
        var head = Pop().Head;
        return new MessagePart(head.Headers, head.MediaType, new MimeMessage(root, input[head.BodyStart..end], log), default);
    }

    private MimePart EndMultipart(Frame frame, int end)
    {
        Pop();
        if (!frame.HasParts)
        {
            log.Add(DefectKind.MissingStartBoundary, frame.Head.BodyStart);
            return new BinaryPart(frame.Head.Headers, frame.Head.MediaType, input[frame.Head.BodyStart..end]);
        }
        if (!frame.IsClosed)
            log.Add(DefectKind.MissingEndBoundary, end);
        frame.AddJoint(input, end);
        return frame.ToMultipart();
    }

    private Frame Pop()
    {
        var frame = frames[^1];
        frames.RemoveAt(frames.Count - 1);
        return frame;
    }

    private bool TryPush(in PartHead head)
    {
        if (frames.Count >= limits.MaxDepth)
        {
            log.Add(DefectKind.TooDeep, head.Start);
            return false;
        }
        if (head.Coding != ContentCoding.Identity)
            log.Add(DefectKind.EncodedComposite, head.Start);
        frames.Add(new Frame(head));
        return true;
    }

    private bool HasBoundary(in PartHead head)
    {
        if (head.Boundary.IsEmpty || head.Boundary.Length > limits.MaxBoundary)
        {
            log.Add(head.Boundary.IsEmpty ? DefectKind.MissingBoundary : DefectKind.BoundaryTooLong, head.Start);
            return false;
        }
        foreach (var frame in frames)
        {
            if (frame.IsOpen && frame.Boundary.Span.SequenceEqual(head.Boundary.Span))
                log.Add(DefectKind.BoundaryReused, head.Start);
        }
        return true;
    }

    // A transfer encoding is not allowed here, and where there is one, the body may be plain nevertheless.
    private bool IsMessage(in PartHead head) =>
        IsMessageType(head.MediaType) && (head.Coding == ContentCoding.Identity || HeaderReader.BeginsWithField(input.Span[head.BodyStart..]));

    private static bool IsMessageType(MediaType type) => type is { Type: "message", Subtype: "rfc822" or "global" or "news" };

    private MimePart Leaf(in PartHead head, ReadOnlyMemory<byte> body)
    {
        if (head.Coding is not (ContentCoding.Identity or ContentCoding.Unknown) && IsMessageType(head.MediaType))
        {
            log.Add(DefectKind.EncodedComposite, head.Start);
            if (encodedDepth < MaxEncodedDepth && frames.Count < limits.MaxDepth)
            {
                var within = limits with { MaxDepth = limits.MaxDepth - frames.Count - 1, MaxParts = Math.Max(1, partsLeft) };
                return new MessagePart(head.Headers, head.MediaType, Parse(TransferDecoder.Decode(body, head.Coding), within, encodedDepth + 1, isCut: false), body);
            }
        }
        if (StatusPart.IsStatus(head.MediaType) && head.Coding != ContentCoding.Unknown)
            return new StatusPart(head.Headers, head.MediaType, body);
        return head.MediaType.Type == "text" && head.Coding != ContentCoding.Unknown
            ? new TextPart(head.Headers, head.MediaType, body)
            : new BinaryPart(head.Headers, head.MediaType, body);
    }
}
