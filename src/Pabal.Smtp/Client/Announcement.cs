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
            throw Unfit(Say($"the mail has {length} octets, {host} takes {most} at most", $"메일이 {length}바이트인데 {host}은(는) {most}바이트까지만 받습니다"));
        var utf8 = envelope.RequiresUtf8 || content.HasUtf8Header;
        if (utf8 && !extensions.Has("SMTPUTF8"))
            throw Unfit(envelope.RequiresUtf8
                ? Say($"an address is not ASCII before its @, and {host} does not offer SMTPUTF8", $"@ 앞이 ASCII가 아닌 주소가 있는데 {host}은(는) SMTPUTF8을 지원하지 않습니다")
                : Say($"the header has octets over 127, and {host} does not offer SMTPUTF8", $"머리글에 127을 넘는 옥텟이 있는데 {host}은(는) SMTPUTF8을 지원하지 않습니다"));
        if (content.IsBinary && !(extensions.Has("BINARYMIME") && extensions.Has("CHUNKING")))
            throw Unfit(Say($"the content is binary, and {host} does not offer BINARYMIME", $"본문이 바이너리인데 {host}은(는) BINARYMIME을 지원하지 않습니다"));
        var is8Bit = !content.IsBinary && content.Is8Bit;
        if (is8Bit && !extensions.Has("8BITMIME"))
            throw Unfit(Say($"the content has octets over 127, and {host} does not offer 8BITMIME", $"본문에 127을 넘는 바이트가 있는데 {host}은(는) 8BITMIME을 지원하지 않습니다"));
        var dsn = extensions.Has("DSN");
        if (!dsn && (envelope.Notify, envelope.Return, envelope.EnvelopeId, envelope.Requests.Count) is not (DsnNotify.Unset, DsnReturn.Unset, null, 0))
            dialogue.Transcript.Note(Say($"{host} does not offer DSN: sent without the wish for a report", $"{host}이(가) DSN을 지원하지 않아 보고 요청 없이 보냅니다"));
        CheckDemands(dialogue, extensions, envelope);
        if (!extensions.Has("DELIVERBY") && envelope.DeliverBy is not null)
            dialogue.Transcript.Note(Say($"{host} does not offer DELIVERBY: sent without a time to deliver by", $"{host}이(가) DELIVERBY를 지원하지 않아 배달 기한 없이 보냅니다"));
        if (!extensions.Has("MT-PRIORITY") && envelope.Priority is not null)
            dialogue.Transcript.Note(Say($"{host} does not offer MT-PRIORITY: sent without a priority", $"{host}이(가) MT-PRIORITY를 지원하지 않아 우선순위 없이 보냅니다"));
        var isSubmitterHeard = dialogue.IsLoggedIn && extensions.Has("AUTH");
        if (!isSubmitterHeard && envelope.SubmittedBy is not null)
            dialogue.Transcript.Note(Say("nobody is logged in: sent without saying who submitted it", "로그인하지 않아 제출자를 밝히지 않고 보냅니다"));
        return new SmtpCommand.Mail(envelope.Sender)
        {
            Size = extensions.Has("SIZE") ? length : null,
            Body = content.IsBinary ? BodyKind.BinaryMime : is8Bit ? BodyKind.EightBitMime : null,
            SmtpUtf8 = utf8,
            Return = dsn ? envelope.Return : DsnReturn.Unset,
            EnvelopeId = dsn ? envelope.EnvelopeId : null,
            SubmittedBy = isSubmitterHeard ? envelope.SubmittedBy : null,
            RequireTls = envelope.RequireTls,
            DeliverBy = extensions.Has("DELIVERBY") ? envelope.DeliverBy : null,
            Hold = envelope.Hold,
            Priority = extensions.Has("MT-PRIORITY") ? envelope.Priority : null,
        };

        SmtpException Unfit(string message) => dialogue.Failure(SmtpStage.Mail, SmtpFailure.BadInput, message);
    }

    // What must not be left out in silence: better no mail than one that goes where or when it must not.
    private static void CheckDemands(Dialogue dialogue, SmtpExtensions extensions, Envelope envelope)
    {
        var host = dialogue.Options.Host;
        if (envelope.RequireTls && dialogue.Tls is not { Objection: null })
            throw Unfit(Say(
                $"the mail requires TLS with a certificate that holds, and the connection to {host} has none; use smtps:// or tls=required",
                $"메일이 인증서가 확인된 TLS를 요구하는데 {host}와의 연결은 그렇지 않습니다. smtps://나 tls=required를 쓰십시오"));
        if (envelope.RequireTls && !extensions.Has("REQUIRETLS"))
            throw Unfit(Say(
                $"the mail requires TLS all the way, and {host} does not offer REQUIRETLS; send it without RequireTls, or by a server that does",
                $"메일이 끝까지 TLS를 요구하는데 {host}은(는) REQUIRETLS를 지원하지 않습니다. RequireTls 없이 보내거나 이를 지원하는 서버로 보내십시오"));
        if (envelope.DeliverBy is { Mode: DeliverByMode.Return } by && (!extensions.Has("DELIVERBY") || by.Time < extensions.MinDeliverBy))
            throw Unfit(extensions.MinDeliverBy is { } least
                ? Say($"{host} promises delivery within {least.TotalSeconds} s at best; give it more time", $"{host}은(는) 아무리 빨라도 {least.TotalSeconds}초 안의 배달을 약속합니다. 기한을 늘리십시오")
                : Say($"{host} does not offer DELIVERBY; send it with DeliverByMode.Notify, or without a time", $"{host}은(는) DELIVERBY를 지원하지 않습니다. DeliverByMode.Notify로, 또는 기한 없이 보내십시오"));
        if (envelope.Hold is null)
            return;
        if (!extensions.Has("FUTURERELEASE"))
            throw Unfit(Say($"{host} does not offer FUTURERELEASE; keep the mail and send it when it is time", $"{host}은(는) FUTURERELEASE를 지원하지 않습니다. 메일을 두었다가 때가 되면 보내십시오"));
        if (envelope.Hold.Interval > extensions.MaxHold || envelope.Hold.Time > extensions.MaxHoldTime)
            throw Unfit(Say(
                $"{host} holds a mail no longer than {extensions.MaxHold}, until {extensions.MaxHoldTime:u}; keep it and send it later",
                $"{host}은(는) 메일을 {extensions.MaxHold}, {extensions.MaxHoldTime:u}까지만 보류합니다. 두었다가 나중에 보내십시오"));

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
