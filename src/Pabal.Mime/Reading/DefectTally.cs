namespace Pabal.Mime.Reading;

/// <summary>Defects as a person can take them in: of each kind the first few, and then how many more there are.</summary>
internal sealed class DefectTally
{
    private const int Most = 20;   // of one kind

    private readonly List<MimeDefect> found = [];
    private readonly Dictionary<DefectKind, (int Count, long Next)> kinds = [];

    public void Add(MimeDefect defect)
    {
        var (count, _) = kinds.GetValueOrDefault(defect.Kind);
        if (count < Most)
            found.Add(defect);
        Count(defect.Kind, 1, defect.Offset);
    }

    /// <summary>So many that are not told apart, the first of them there.</summary>
    public void Count(DefectKind kind, int count, long offset)
    {
        var (before, next) = kinds.GetValueOrDefault(kind);
        kinds[kind] = (before + count, before <= Most ? offset : next);
    }

    /// <summary>By offset.</summary>
    public IReadOnlyList<MimeDefect> ToList()
    {
        foreach (var (kind, (count, next)) in kinds)
        {
            if (count > Most)
                found.Add(new MimeDefect(kind, next, null, count - Most));
        }
        return [.. found.OrderBy(defect => defect.Offset)];
    }
}
