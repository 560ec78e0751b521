using Pabal.Smtp;

namespace Pabal.Cli.Sending;

/// <summary>Follows the dialogue, to tell how far it had come when the time ran out.</summary>
internal sealed class StageWatch
{
    /// <summary>The stage of the last command sent; before any connection the making of the mail.</summary>
    public SmtpStage Stage { get; private set; } = SmtpStage.Input;

    public void Resolve() => Stage = SmtpStage.Resolve;

    /// <summary>From here on it is the network that takes its time.</summary>
    public void Begin() => Stage = SmtpStage.Connect;

    public void Hear(TranscriptLine line)
    {
        if (line.Side == TranscriptSide.Note && Stage == SmtpStage.Connect)
            Stage = SmtpStage.Greeting;
        if (line.Side != TranscriptSide.Client)
            return;
        Stage = line.Text.Split(' ')[0] switch
        {
            "EHLO" or "HELO" => SmtpStage.Ehlo,
            "STARTTLS" => SmtpStage.Tls,
            "AUTH" => SmtpStage.Auth,
            "MAIL" => SmtpStage.Mail,
            "RCPT" => SmtpStage.Rcpt,
            "DATA" => SmtpStage.Data,
            "." => SmtpStage.Final,
            "QUIT" => SmtpStage.Quit,
            _ => Stage,
        };
    }
}
