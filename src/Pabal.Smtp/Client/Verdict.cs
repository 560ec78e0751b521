using Pabal.Mime;
using Pabal.Smtp.Diagnostics;

namespace Pabal.Smtp.Client;

/// <summary>Where every failure of a session is made, so that each gets its diagnosis.</summary>
internal static class Verdict
{
    public static SmtpException Failure(string host, SmtpStage stage, SmtpFailure failure, string message, SmtpReply? reply = null, Exception? inner = null) =>
        new(stage, failure, message, reply, inner) { Diagnosis = Diagnostician.Explain(host, stage, failure, reply, inner) };

    public static RejectedRecipient Rejected(string host, EmailAddress recipient, SmtpReply reply, SmtpStage stage = SmtpStage.Rcpt) =>
        new(recipient, reply, Diagnostician.Explain(host, stage, SmtpFailure.Refused, reply, null));
}
