namespace Pabal.Inbox.Insight;

/// <summary>A picture that HTML shows. Alt is null where nothing stands in for it, and empty where it is mere decoration.</summary>
internal readonly record struct Picture(string Source, string? Alt, bool IsTracker);
