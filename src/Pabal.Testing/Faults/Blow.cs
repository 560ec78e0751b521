using Pabal.Smtp;

namespace Pabal.Testing.Faults;

/// <summary>What the faults of one stage come to.</summary>
/// <param name="Delay">How long to wait.</param>
/// <param name="Reply">What to say instead, or null.</param>
internal readonly record struct Blow(TimeSpan Delay, SmtpReply? Reply);
