namespace Pabal.Mime.Reading;

/// <summary>What was repaired or cut while a message was taken apart. Nothing is allocated for a clean one.</summary>
internal sealed class DefectLog(ReadOnlyMemory<byte> input, MimeLimits limits)
{
    // A bad message can be bad in a million places; the places beyond are only counted.
    private const int Max = 1000;

    private readonly List<MimeDefect> listed = [];
    private Dictionary<DefectKind, int>? unlisted;

    /// <summary>The bytes that offsets count in.</summary>
    public ReadOnlyMemory<byte> Input => input;

    public MimeLimits Limits => limits;

    /// <summary>Where a slice of the input begins in it; −1 if it is none.</summary>
    public int OffsetOf(ReadOnlySpan<byte> slice) => input.Span.Overlaps(slice, out var offset) ? offset : -1;

    public void Add(DefectKind kind, int offset)
    {
        if (listed.Count < Max)
            listed.Add(new MimeDefect(kind, offset, null));
        else
            (unlisted ??= [])[kind] = unlisted.GetValueOrDefault(kind) + 1;
    }

    /// <summary>Hands on what lies within a stretch of the input, and what was only counted if that is all of it.</summary>
    public void CopyTo(DefectTally tally, int start, int end)
    {
        foreach (var defect in listed)
        {
            if (defect.Offset >= start && defect.Offset <= end)
                tally.Add(defect);
        }
        if (unlisted is null || end - start < input.Length)
            return;
        foreach (var (kind, count) in unlisted)
            tally.Count(kind, count, end);
    }
}
