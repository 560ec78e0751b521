namespace Pabal.Mime.Linting;

/// <summary>All checks of a message that is about to be sent.</summary>
internal static class Linter
{
    public static IReadOnlyList<LintFinding> Run(MimeMessage message) =>
        [.. HeaderChecks.Run(message), .. AuthorChecks.Run(message), .. LineChecks.Run(message), .. ContentChecks.Run(message)];
}
