namespace Pabal.Cli.Showing;

/// <summary>What was asked of <c>pabal show</c>.</summary>
internal sealed record ShowRequest
{
    public required string File { get; init; }

    public string? Part { get; init; }

    public string? Extract { get; init; }

    public bool Headers { get; init; }

    public bool Lint { get; init; }

    public bool Json { get; init; }
}
