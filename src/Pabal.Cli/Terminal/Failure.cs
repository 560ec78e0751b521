using Pabal.Smtp;

namespace Pabal.Cli.Terminal;

/// <summary>From what went wrong in a session to the exit code of the contract.</summary>
internal static class Failure
{
    public static int ExitCodeOf(SmtpException e) => e.Failure switch
    {
        // Sending everything again would reach those a second time.
        _ when !e.Accepted.IsEmpty => ExitCode.SomeRefused,
        SmtpFailure.BadInput => ExitCode.BadInput,
        SmtpFailure.Protocol => ExitCode.Protocol,
        SmtpFailure.TimedOut or SmtpFailure.Disconnected or SmtpFailure.OutcomeUnknown => ExitCode.TryLater,
        SmtpFailure.Unreachable => ExitCode.Unavailable,
        _ when e.IsTransient => ExitCode.TryLater,
        SmtpFailure.Authentication or SmtpFailure.Tls => ExitCode.NotPermitted,
        _ => IsOfRecipients(e) ? ExitCode.AllRefused : ExitCode.Unavailable,
    };

    // LMTP refuses recipients after the content too.
    private static bool IsOfRecipients(SmtpException e) => e.Stage == SmtpStage.Rcpt || e.Rejected.Any(one => ReferenceEquals(one.Reply, e.Reply));
}
