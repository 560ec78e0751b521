using System.Collections.Immutable;

namespace Pabal.Smtp;

/// <summary>Why something failed and the way out, in the language of <see cref="System.Globalization.CultureInfo.CurrentUICulture"/> (English or Korean).</summary>
/// <param name="Id">Stable, in kebab-case, the same in every language: <c>gmail-app-password</c>.</param>
/// <param name="Cause">One sentence.</param>
/// <param name="Remedy">Steps, in order.</param>
/// <param name="Link">A page that helps; null when there is none.</param>
public sealed record Diagnosis(string Id, string Cause, ImmutableArray<string> Remedy, string? Link)
{
    /// <summary>True if the same mail may go through later with nothing changed; how much later, the remedy says. Not the same as a transient reply:
    /// some 4xx stay until something is mended, some 5xx pass with the day.</summary>
    public bool RetryIsUseful { get; init; }

    /// <summary>For a person, one a line: the cause, each step after a hyphen, the link.</summary>
    public override string ToString() => string.Join('\n', [Cause, .. Remedy.Select(step => $"- {step}"), .. Link is null ? [] : (string[])[Link]]);
}
