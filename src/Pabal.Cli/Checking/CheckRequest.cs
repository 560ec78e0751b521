using Pabal.Cli.Settings;

namespace Pabal.Cli.Checking;

/// <summary>What was asked of <c>pabal check</c>, as typed.</summary>
internal sealed record CheckRequest
{
    public required ServerRequest Server { get; init; }

    public string? Address { get; init; }

    public TimeSpan? Timeout { get; init; }

    public bool Json { get; init; }

    public int Verbosity { get; init; }
}
