namespace Pabal.Mime.Reading;

/// <summary>What was repaired or cut while a message was taken apart. Nothing is allocated for a clean one.</summary>
internal sealed class DefectLog(ReadOnlyMemory<byte> input, MimeLimits limits)
{
    /// <summary>A bad message can be bad in a million places.</summary>
    public const int Max = 1000;

    private List<MimeDefect>? defects;

    /// <summary>The bytes that offsets count in.</summary>
    public ReadOnlyMemory<byte> Input => input;

    public MimeLimits Limits => limits;

    public IReadOnlyList<MimeDefect> Defects => defects ?? (IReadOnlyList<MimeDefect>)[];

    /// <summary>Where a slice of the input begins in it; −1 if it is none.</summary>
    public int OffsetOf(ReadOnlySpan<byte> slice) => input.Span.Overlaps(slice, out var offset) ? offset : -1;

    public void Add(DefectKind kind, int offset)
    {
        if ((defects ??= []).Count < Max)
            defects.Add(new MimeDefect(kind, offset, null));
    }
}
