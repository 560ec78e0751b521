namespace Pabal.Cli.Receiving;

/// <summary>What was asked of <c>pabal inbox</c>.</summary>
internal sealed record InboxRequest
{
    public required string Smtp { get; init; }

    public required string Http { get; init; }

    public string? Pop3 { get; init; }

    public string? Folder { get; init; }

    public string? User { get; init; }

    public string? PasswordFile { get; init; }

    public string? TlsCert { get; init; }

    public string? TlsKey { get; init; }

    public long MaxSize { get; init; }

    public int MaxMessages { get; init; }

    public long MaxBytes { get; init; }

    public TimeSpan? MaxAge { get; init; }

    public IReadOnlyList<string> Inboxes { get; init; } = [];

    public IReadOnlyList<string> AllowHosts { get; init; } = [];

    public string? ReleaseTo { get; init; }

    public IReadOnlyList<string> ReleaseAllow { get; init; } = [];

    public IReadOnlyList<string> Faults { get; init; } = [];

    /// <summary>1 shows the SMTP dialogue on standard error.</summary>
    public int Verbosity { get; init; }

    public bool Json { get; init; }
}
