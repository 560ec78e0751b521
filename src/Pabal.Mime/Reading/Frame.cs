namespace Pabal.Mime.Reading;

/// <summary>A multipart or a message whose end has not been seen yet.</summary>
internal sealed class Frame(in PartHead head)
{
    private readonly List<MimePart> parts = [];
    private readonly List<ReadOnlyMemory<byte>> joints = [];
    private int jointStart = head.BodyStart;

    public PartHead Head { get; } = head;

    public ReadOnlyMemory<byte> Boundary { get; } = head.Boundary;

    public bool IsMultipart { get; } = head.MediaType.Type == "multipart";

    /// <summary>True as long as a line may be its delimiter.</summary>
    public bool IsOpen => IsMultipart && !IsClosed;

    /// <summary>True after the last delimiter: what follows is the epilogue.</summary>
    public bool IsClosed { get; set; }

    public bool HasParts => joints.Count > 0;

    /// <summary>Ends a joint: the next part begins at <paramref name="end"/>, or the multipart ends there.</summary>
    public void AddJoint(ReadOnlyMemory<byte> input, int end) => joints.Add(input[jointStart..end]);

    public void AddPart(MimePart part, int end)
    {
        parts.Add(part);
        jointStart = end;
    }

    public Multipart ToMultipart() => new(Head.Headers, Head.MediaType, [.. parts], [.. joints]);
}
