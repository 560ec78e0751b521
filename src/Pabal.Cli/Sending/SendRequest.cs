using Pabal.Cli.Settings;

namespace Pabal.Cli.Sending;

/// <summary>What was asked of <c>pabal send</c>, as typed: nothing of it is checked yet.</summary>
internal sealed record SendRequest
{
    public required ServerRequest Server { get; init; }

    public TimeSpan? Timeout { get; init; }

    public string[] To { get; init; } = [];

    public string[] Cc { get; init; } = [];

    public string[] Bcc { get; init; } = [];

    public string[] ReplyTo { get; init; } = [];

    public string? Subject { get; init; }

    public string? Text { get; init; }

    public string? TextFile { get; init; }

    public string? Html { get; init; }

    public string? HtmlFile { get; init; }

    public string? MarkdownFile { get; init; }

    public string[] Attach { get; init; } = [];

    public string[] Inline { get; init; } = [];

    public string[] Headers { get; init; } = [];

    public string? Eml { get; init; }

    public string? Merge { get; init; }

    public string? CsvCharset { get; init; }

    public string? Journal { get; init; }

    public bool ResendUnknown { get; init; }

    public int? Connections { get; init; }

    public int? Rate { get; init; }

    public string? MailFrom { get; init; }

    public string? Dsn { get; init; }

    public string? DsnReturn { get; init; }

    public string[] Dkim { get; init; } = [];

    public string? Save { get; init; }

    public bool DryRun { get; init; }

    public bool Json { get; init; }

    public int Verbosity { get; init; }
}
