using System.Runtime.CompilerServices;
using Pabal.Mime;

namespace Pabal.Smtp.Client;

/// <summary>
/// One MAIL, its recipients and its content. What is said and what is heard of it are apart, so that a server with PIPELINING (RFC 2920)
/// can be told much at once; each reply is matched with the step that it answers, in order.
/// </summary>
internal sealed class Transaction(Dialogue dialogue, SmtpExtensions extensions, Delivery delivery, SmtpCommand.Mail mail, List<EmailAddress> recipients)
{
    private readonly Queue<Step> owed = new(recipients.Count + 3);
    private readonly List<EmailAddress> taken = new(recipients.Count);
    private bool isMailRefused, isFull;

    public Delivery Delivery => delivery;

    public SmtpCommand.Mail Mail => mail;

    /// <summary>True when the content goes by BDAT.</summary>
    public bool IsByChunks { get; init; }

    /// <summary>How much content rides along with it.</summary>
    public int Octets { get; set; }

    /// <summary>How many replies before the content are still to be heard.</summary>
    public int Owed => owed.Count;

    /// <summary>True when the server waits for content, be it that nobody is left to get it.</summary>
    public bool AwaitsContent { get; private set; }

    /// <summary>True when somebody is there to get the content.</summary>
    public bool HasTakers => taken.Count > 0;

    /// <summary>How many replies the end of the content has: one for all from SMTP, one for each recipient from LMTP (RFC 2033 4.2). A BDAT for nobody is refused once.</summary>
    public int EndReplies => dialogue.Options.Protocol != SmtpProtocol.Lmtp ? 1 : IsByChunks ? Math.Max(1, taken.Count) : taken.Count;

    /// <summary>True if the server may still hold the sender and recipients of this transaction, which must not get into the next one.</summary>
    public bool IsLeftOpen { get; private set; }

    /// <summary>What is to be said up to the content, in order; as it was refused already, the rest is left out.</summary>
    public IEnumerable<(SmtpCommand Command, SmtpStage Stage)> Commands(bool withReset, bool withData)
    {
        if (withReset)
            yield return Said(new SmtpCommand.Plain("RSET"), new Step(StepKind.Reset, null));
        dialogue.MailCount++;
        yield return Said(mail, new Step(StepKind.Mail, null));
        for (var i = 0; i < recipients.Count && !isMailRefused; i++)
        {
            if (isFull)
            {
                delivery.Postponed.AddRange(recipients[i..]);
                break;
            }
            yield return Said(Announcement.Rcpt(extensions, delivery.Envelope, recipients[i]), new Step(StepKind.Recipient, recipients[i]));
        }
        // Where replies are still owed, nobody knows yet whether there is anyone to send to.
        if (withData && (HasTakers || owed.Count > 0))
            yield return Said(new SmtpCommand.Plain("DATA"), new Step(StepKind.Data, null));
    }

    /// <summary>Hears every reply that is owed before the content.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask HearAsync(CancellationToken cancellationToken)
    {
        while (owed.TryPeek(out var step))
        {
            var reply = await dialogue.ListenAsync(step.Stage, TimeFor(step.Stage), cancellationToken).ConfigureAwait(false);
            owed.Dequeue();
            if (reply.Code == 421)
                throw dialogue.Refused(step.Stage, reply);
            if (reply.Code / 100 == 3 && (step.Kind != StepKind.Data || reply.Code != 354))
                throw dialogue.Break(step.Stage, SmtpFailure.Protocol, Dialogue.OutOfTurn(step.Stage, reply), reply);
            Heard(step, reply);
        }
    }

    /// <summary>Hears what became of the content.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask HearEndAsync(CancellationToken cancellationToken)
    {
        var isEach = dialogue.Options.Protocol == SmtpProtocol.Lmtp && HasTakers;
        if (IsByChunks)
            dialogue.Owe(EndReplies - 1);   // that there would be more than one was not known when BDAT was said
        for (var i = 0; i < EndReplies; i++)
        {
            var reply = await dialogue.ListenAsync(SmtpStage.Final, dialogue.Options.Timeouts.Final, cancellationToken).ConfigureAwait(false);
            if (reply.Code / 100 == 3)
                throw dialogue.Break(SmtpStage.Final, SmtpFailure.Protocol, Dialogue.OutOfTurn(SmtpStage.Final, reply), reply);
            if (reply.Code == 421)
                throw dialogue.Refused(SmtpStage.Final, reply);
            Conclude(reply, isEach ? taken.GetRange(i, 1) : taken, isEach);
        }
    }

    private void Conclude(SmtpReply reply, List<EmailAddress> whom, bool isEach)
    {
        // The end of DATA ends the transaction, whatever the reply (RFC 5321 4.1.1.4); after a BDAT that was refused it may go on (RFC 3030 2).
        IsLeftOpen = IsByChunks && !reply.IsPositive;
        foreach (var recipient in whom)
        {
            if (reply.IsPositive)
                delivery.Accept(recipient, reply);
            else if (isEach)
                delivery.Reject(recipient, reply, SmtpStage.Final);
        }
        if (!reply.IsPositive && !isEach && HasTakers)
            delivery.Fail(dialogue.Refused(SmtpStage.Final, reply));
    }

    private void Heard(Step step, SmtpReply reply)
    {
        switch (step.Kind)
        {
            case StepKind.Reset when !reply.IsPositive:
                // Nothing can be said of the mails that follow, but that it is not they that were refused.
                throw dialogue.Lost(SmtpStage.Mail, dialogue.Refused(SmtpStage.Mail, reply));
            case StepKind.Mail:
                IsLeftOpen = reply.IsPositive;
                isMailRefused = !reply.IsPositive;
                if (isMailRefused)
                    delivery.Fail(dialogue.Refused(SmtpStage.Mail, reply));
                break;
            case StepKind.Recipient when reply.IsPositive && isMailRefused:
                // Recipients of nobody's mail: whatever it is that this server answers, it is not what was said.
                throw dialogue.Break(SmtpStage.Rcpt, SmtpFailure.Protocol, Dialogue.OutOfTurn(SmtpStage.Rcpt, reply), reply);
            case StepKind.Recipient when reply.IsPositive:
                taken.Add(step.Recipient!);
                break;
            case StepKind.Recipient when HasTakers && delivery.Content.CanBeWrittenAgain && IsForTheirNumber(reply):
                delivery.Postponed.Add(step.Recipient!);
                isFull = true;
                break;
            case StepKind.Recipient when !isMailRefused:
                delivery.Reject(step.Recipient!, reply, SmtpStage.Rcpt);
                break;
            case StepKind.Data:
                AwaitsContent = reply.Code == 354;
                if (reply.IsPositive)
                    throw dialogue.Break(SmtpStage.Data, SmtpFailure.Protocol, Dialogue.OutOfTurn(SmtpStage.Data, reply), reply);
                if (!AwaitsContent && HasTakers)
                    delivery.Fail(dialogue.Refused(SmtpStage.Data, reply));
                break;
        }
    }

    private (SmtpCommand, SmtpStage) Said(SmtpCommand command, Step step)
    {
        owed.Enqueue(step);
        return (command, step.Stage);
    }

    private TimeSpan TimeFor(SmtpStage stage) => stage == SmtpStage.Data ? dialogue.Options.Timeouts.Data : dialogue.Options.Timeouts.Envelope;

    // RFC 5321 4.5.3.1.10, with the 552 of older servers, and RFC 3463 X.5.3. A 452 without an enhanced status may mean anything; the further transaction shows what.
    private static bool IsForTheirNumber(SmtpReply reply) => reply.Code is 450 or 451 or 452 or 552
        && (reply.Enhanced is { Subject: 5, Detail: 3 }
            || (reply.Enhanced is null && (reply.Code == 452 || reply.Text.Contains("too many", StringComparison.OrdinalIgnoreCase))));

    private enum StepKind
    {
        Reset,
        Mail,
        Recipient,
        Data,
    }

    private readonly record struct Step(StepKind Kind, EmailAddress? Recipient)
    {
        public SmtpStage Stage => Kind switch
        {
            StepKind.Recipient => SmtpStage.Rcpt,
            StepKind.Data => SmtpStage.Data,
            _ => SmtpStage.Mail,
        };
    }
}
