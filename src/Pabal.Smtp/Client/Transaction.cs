using Pabal.Mime;
using static Pabal.Localized;

namespace Pabal.Smtp.Client;

/// <summary>The sending of one mail: one transaction, or several where the server takes only so many recipients at once.</summary>
internal sealed class Transaction(SmtpConnection connection, Dialogue dialogue, Envelope envelope, MailContent content, IProgress<long>? progress)
{
    private readonly List<EmailAddress> accepted = [];
    private readonly List<RejectedRecipient> rejected = [];

    private List<EmailAddress> Rest => [.. envelope.Recipients.Except(accepted).Except(rejected.Select(one => one.Address))];

    public async Task<SendResult> RunAsync(CancellationToken cancellationToken)
    {
        var mail = Announce();
        SmtpReply? last = null;
        try
        {
            while (Rest is { Count: > 0 } rest)
                last = await RunOneAsync(mail, rest, cancellationToken).ConfigureAwait(false) ?? last;
        }
        catch (SmtpException failure) when (accepted.Count > 0 && failure is { Failure: SmtpFailure.Refused, Reply: not null })
        {
            // Some have it already: that the rest was refused is a result as well.
            rejected.AddRange(Rest.Select(recipient => Verdict.Rejected(dialogue.Options.Host, recipient, failure.Reply)));
        }
        catch (SmtpException failure) when (accepted.Count > 0 || rejected.Count > 0)
        {
            throw failure.After(accepted, rejected);
        }
        catch (OperationCanceledException interruption) when (accepted.Count > 0)
        {
            // Who has it already must not be forgotten, or they get it twice.
            throw dialogue.Failure(SmtpStage.Final, SmtpFailure.OutcomeUnknown, Say("interrupted after some recipients were served and before the others", "일부에게 보낸 뒤, 나머지에게 보내기 전에 중단되었습니다"), inner: interruption)
                .After(accepted, rejected);
        }
        finally
        {
            await TakeBackAsync(cancellationToken).ConfigureAwait(false);
        }
        return last is not null ? new SendResult([.. accepted], [.. rejected], last) { MessageId = content.MessageId } : throw NobodyAccepted();
    }

    // The reply to the content; null if no recipient was accepted in this transaction.
    private async Task<SmtpReply?> RunOneAsync(SmtpCommand.Mail mail, List<EmailAddress> recipients, CancellationToken cancellationToken)
    {
        await connection.MailAsync(mail, cancellationToken).ConfigureAwait(false);
        var notify = connection.Extensions.Has("DSN") ? envelope.Notify : DsnNotify.Unset;
        var most = content.CanBeWrittenAgain ? connection.Extensions.MaxRecipients ?? int.MaxValue : int.MaxValue;
        var taken = new List<EmailAddress>();
        foreach (var recipient in recipients)
        {
            if (taken.Count == most)
                break;
            var reply = await connection.RcptAsync(new SmtpCommand.Rcpt(recipient) { Notify = notify }, cancellationToken).ConfigureAwait(false);
            if (reply.IsPositive)
                taken.Add(recipient);
            else if (taken.Count > 0 && content.CanBeWrittenAgain && IsForTheirNumber(reply))
                break;
            else
                rejected.Add(Verdict.Rejected(dialogue.Options.Host, recipient, reply));
        }
        if (taken.Count == 0)
        {
            await TakeBackAsync(cancellationToken).ConfigureAwait(false);
            return null;
        }
        var final = await connection.DataAsync(content, progress, cancellationToken).ConfigureAwait(false);
        accepted.AddRange(taken);
        return final;
    }

    // No address of this mail may get into the next one. That RSET fails too is no news beside what led to it, but the end of the connection.
    private async Task TakeBackAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (connection is { IsOpen: true, IsInTransaction: true })
                await connection.RsetAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (SmtpException)
        {
            dialogue.End();
        }
    }

    // RFC 5321 4.5.3.1.10 and RFC 3463 X.5.3. A 452 without an enhanced status may mean anything; the further transaction shows what.
    private static bool IsForTheirNumber(SmtpReply reply) => reply.Code is 451 or 452
        && (reply.Enhanced is { Subject: 5, Detail: 3 }
            || (reply.Enhanced is null && (reply.Code == 452 || reply.Text.Contains("too many", StringComparison.OrdinalIgnoreCase))));

    private SmtpCommand.Mail Announce()
    {
        var extensions = connection.Extensions;
        if (extensions.MaxSize is { } most && content.Length > most)
            throw Unfit(Say(
                $"the mail has {content.Length} octets, {dialogue.Options.Host} takes {most} at most",
                $"메일이 {content.Length}옥텟인데 {dialogue.Options.Host}은(는) {most}옥텟까지만 받습니다"));
        var utf8 = envelope.RequiresUtf8 || content.HasUtf8Header;
        if (utf8 && !extensions.Has("SMTPUTF8"))
            throw Unfit(Say(
                $"an address is not ASCII before its @, and {dialogue.Options.Host} does not offer SMTPUTF8",
                $"@ 앞이 ASCII가 아닌 주소가 있는데 {dialogue.Options.Host}은(는) SMTPUTF8을 지원하지 않습니다"));
        var is8Bit = content.Is8Bit;
        if (is8Bit && !extensions.Has("8BITMIME"))
            throw Unfit(Say(
                $"the content has octets over 127, and {dialogue.Options.Host} does not offer 8BITMIME",
                $"본문에 127을 넘는 옥텟이 있는데 {dialogue.Options.Host}은(는) 8BITMIME을 지원하지 않습니다"));
        var dsn = extensions.Has("DSN");
        if (!dsn && (envelope.Notify, envelope.Return, envelope.EnvelopeId) is not (DsnNotify.Unset, DsnReturn.Unset, null))
            dialogue.Transcript.Note(Say(
                $"{dialogue.Options.Host} does not offer DSN: sent without the wish for a report",
                $"{dialogue.Options.Host}이(가) DSN을 지원하지 않아 보고 요청 없이 보냅니다"));
        return new SmtpCommand.Mail(envelope.Sender)
        {
            Size = extensions.Has("SIZE") ? content.Length : null,
            Body = is8Bit ? BodyKind.EightBitMime : null,
            SmtpUtf8 = utf8,
            Return = dsn ? envelope.Return : DsnReturn.Unset,
            EnvelopeId = dsn ? envelope.EnvelopeId : null,
        };
    }

    private SmtpException Unfit(string message) => dialogue.Failure(SmtpStage.Mail, SmtpFailure.BadInput, message);

    private SmtpException NobodyAccepted()
    {
        // One that may be accepted later makes the whole worth another try.
        var reply = (rejected.Find(one => one.Reply.IsTransient) ?? rejected[0]).Reply;
        return dialogue.Failure(SmtpStage.Rcpt, SmtpFailure.Refused,
            Say($"{dialogue.Options.Host} refused every recipient: {reply}", $"{dialogue.Options.Host}이(가) 받는 사람을 모두 거절했습니다: {reply}"), reply).After([], rejected);
    }
}
