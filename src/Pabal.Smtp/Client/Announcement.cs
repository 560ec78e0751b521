using Pabal.Mime;
using static Pabal.Localized;

namespace Pabal.Smtp.Client;

/// <summary>What a server is told of a mail before its content, in keeping with what it offers; throws where it can't be sent to it at all.</summary>
internal static class Announcement
{
    public static SmtpCommand.Mail Mail(Dialogue dialogue, SmtpExtensions extensions, Envelope envelope, MailContent content)
    {
        var host = dialogue.Options.Host;
        var length = content.Length;
        if (extensions.MaxSize is { } most && length > most)
            throw Unfit(Say($"the mail has {length} octets, {host} takes {most} at most", $"메일이 {length}옥텟인데 {host}은(는) {most}옥텟까지만 받습니다"));
        var utf8 = envelope.RequiresUtf8 || content.HasUtf8Header;
        if (utf8 && !extensions.Has("SMTPUTF8"))
            throw Unfit(Say($"an address is not ASCII before its @, and {host} does not offer SMTPUTF8", $"@ 앞이 ASCII가 아닌 주소가 있는데 {host}은(는) SMTPUTF8을 지원하지 않습니다"));
        if (content.IsBinary && !(extensions.Has("BINARYMIME") && extensions.Has("CHUNKING")))
            throw Unfit(Say($"the content is binary, and {host} does not offer BINARYMIME", $"본문이 바이너리인데 {host}은(는) BINARYMIME을 지원하지 않습니다"));
        var is8Bit = !content.IsBinary && content.Is8Bit;
        if (is8Bit && !extensions.Has("8BITMIME"))
            throw Unfit(Say($"the content has octets over 127, and {host} does not offer 8BITMIME", $"본문에 127을 넘는 옥텟이 있는데 {host}은(는) 8BITMIME을 지원하지 않습니다"));
        var dsn = extensions.Has("DSN");
        if (!dsn && (envelope.Notify, envelope.Return, envelope.EnvelopeId, envelope.Requests.Count) is not (DsnNotify.Unset, DsnReturn.Unset, null, 0))
            dialogue.Transcript.Note(Say($"{host} does not offer DSN: sent without the wish for a report", $"{host}이(가) DSN을 지원하지 않아 보고 요청 없이 보냅니다"));
        return new SmtpCommand.Mail(envelope.Sender)
        {
            Size = extensions.Has("SIZE") ? length : null,
            Body = content.IsBinary ? BodyKind.BinaryMime : is8Bit ? BodyKind.EightBitMime : null,
            SmtpUtf8 = utf8,
            Return = dsn ? envelope.Return : DsnReturn.Unset,
            EnvelopeId = dsn ? envelope.EnvelopeId : null,
        };

        SmtpException Unfit(string message) => dialogue.Failure(SmtpStage.Mail, SmtpFailure.BadInput, message);
    }

    public static SmtpCommand.Rcpt Rcpt(SmtpExtensions extensions, Envelope envelope, EmailAddress recipient)
    {
        if (!extensions.Has("DSN"))
            return new SmtpCommand.Rcpt(recipient);
        var asked = envelope.Requests.GetValueOrDefault(recipient);
        return new SmtpCommand.Rcpt(recipient) { Notify = asked is { Notify: not DsnNotify.Unset } ? asked.Notify : envelope.Notify, OriginalRecipient = asked?.OriginalRecipient };
    }
}
