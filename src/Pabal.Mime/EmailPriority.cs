namespace Pabal.Mime;

/// <summary>How urgent a mail is, as mail programs mark it; servers take no notice.</summary>
public enum EmailPriority
{
    /// <summary>Not marked.</summary>
    Normal,

    /// <summary>Marked as important.</summary>
    High,

    /// <summary>Marked as one that can wait.</summary>
    Low,
}
