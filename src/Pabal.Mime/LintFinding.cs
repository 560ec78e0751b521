namespace Pabal.Mime;

/// <summary>How bad a <see cref="LintFinding"/> is.</summary>
public enum LintSeverity
{
    /// <summary>It is delivered, but shown wrong or trusted less.</summary>
    Warning,

    /// <summary>Large providers refuse it.</summary>
    Refused,
}

/// <summary>Something about a message that providers refuse or programs show wrong; text in the language of <see cref="System.Globalization.CultureInfo.CurrentUICulture"/>.</summary>
/// <param name="Id">Stable, in kebab-case: <c>missing-message-id</c>.</param>
/// <param name="Severity">Whether it is refused.</param>
/// <param name="Message">What was found, naming the field, line or part.</param>
/// <param name="Remedy">What to do about it.</param>
public sealed record LintFinding(string Id, LintSeverity Severity, string Message, string Remedy);
