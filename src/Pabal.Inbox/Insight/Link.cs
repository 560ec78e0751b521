namespace Pabal.Inbox.Insight;

/// <summary>A link found in a mail.</summary>
/// <param name="Url">Where it leads.</param>
/// <param name="Text">What stands on it; the address itself in plain text.</param>
internal readonly record struct Link(string Url, string Text);
