namespace Pabal.Smtp.Diagnostics;

internal static class Diagnostician
{
    public static Diagnosis? Explain(string host, SmtpStage stage, SmtpFailure failure, SmtpReply? reply, Exception? inner) =>
        (host, stage, failure, reply, inner) is (null, _, _, _, _) ? new Diagnosis("", "", [], null) : null;
}
