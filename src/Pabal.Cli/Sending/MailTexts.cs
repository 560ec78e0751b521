namespace Pabal.Cli.Sending;

/// <summary>The bodies of a mail, from options or files.</summary>
internal sealed record MailTexts(string? Text, string? Html, string? Markdown);
