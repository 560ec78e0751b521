using System.Runtime.ExceptionServices;
using Pabal.Mime;
using static Pabal.Localized;

namespace Pabal.Smtp.Client;

/// <summary>One mail on its way, over one transaction or several, and what has become of each recipient so far.</summary>
internal sealed class Delivery(Dialogue dialogue, Envelope envelope, MailContent content, IProgress<long>? progress = null)
{
    private readonly List<EmailAddress> accepted = [];
    private readonly List<RejectedRecipient> rejected = [];
    private Exception? error;
    private SmtpReply? last;
    private SmtpStage lastRefusal;
    private int offered;

    public Envelope Envelope => envelope;

    public MailContent Content => content;

    public IProgress<long>? Progress => progress;

    /// <summary>Recipients that go in a further transaction, because the server did not take so many at once.</summary>
    public List<EmailAddress> Postponed { get; } = [];

    /// <summary>True when nothing more is to be done for it.</summary>
    public bool IsDone => error is not null || accepted.Count + rejected.Count == envelope.Recipients.Length;

    public bool HasFailed => error is not null;

    /// <summary>The recipients of the next transaction; none when all were offered.</summary>
    public List<EmailAddress> NextBatch(int most)
    {
        var batch = new List<EmailAddress>(Math.Min(most, Postponed.Count + envelope.Recipients.Length - offered));
        var again = Math.Min(most, Postponed.Count);
        batch.AddRange(Postponed[..again]);
        Postponed.RemoveRange(0, again);
        while (batch.Count < most && offered < envelope.Recipients.Length)
            batch.Add(envelope.Recipients[offered++]);
        return batch;
    }

    public void Accept(EmailAddress recipient, SmtpReply reply)
    {
        accepted.Add(recipient);
        last = reply;
    }

    public void Reject(EmailAddress recipient, SmtpReply reply, SmtpStage stage)
    {
        lastRefusal = stage;
        rejected.Add(Verdict.Rejected(dialogue.Options.Host, recipient, reply, stage));
    }

    /// <summary>True when it may have been accepted though no reply says so.</summary>
    public bool IsUnknown { get; private set; }

    /// <summary>Whatever is not settled yet has failed; the first failure counts.</summary>
    public void Fail(Exception failure, bool isUnknown = false)
    {
        error ??= failure;
        IsUnknown |= isUnknown || failure is SmtpException { Failure: SmtpFailure.OutcomeUnknown } or SmtpException { Failure: SmtpFailure.Protocol, Stage: SmtpStage.Final };
    }

    /// <summary>What became of it; throws what it failed with, knowing of those whom it reached all the same.</summary>
    public SendResult Conclude()
    {
        switch (error)
        {
            case null:
                return last is not null ? Result(last) : throw NobodyAccepted();
            case SmtpException { Failure: SmtpFailure.Refused, Reply: { } reply } when last is not null:
                // Some have it already: that the rest was refused is a result as well.
                rejected.AddRange(envelope.Recipients.Except(accepted).Except(rejected.Select(one => one.Address))
                    .Select(recipient => Verdict.Rejected(dialogue.Options.Host, recipient, reply)).ToList());
                return Result(last);
            case SmtpException failure when accepted.Count > 0 || rejected.Count > 0:
                throw failure.After(accepted, rejected);
            case OperationCanceledException when accepted.Count > 0:
                // Who has it already must not be forgotten, or they get it twice.
                throw dialogue.Failure(SmtpStage.Final, SmtpFailure.OutcomeUnknown, Say("interrupted after some recipients were served and before the others", "일부에게 보낸 뒤, 나머지에게 보내기 전에 중단되었습니다"), inner: error)
                    .After(accepted, rejected);
            default:
                ExceptionDispatchInfo.Throw(error);
                throw error;
        }
    }

    private SendResult Result(SmtpReply reply) => new([.. accepted], [.. rejected], reply) { MessageId = content.MessageId };

    private SmtpException NobodyAccepted()
    {
        // One that may be accepted later makes the whole worth another try.
        var reply = (rejected.Find(one => one.Reply.IsTransient) ?? rejected[0]).Reply;
        return dialogue.Failure(lastRefusal, SmtpFailure.Refused,
            Say($"{dialogue.Options.Host} refused every recipient: {reply}", $"{dialogue.Options.Host}이(가) 받는 사람을 모두 거부했습니다: {reply}"), reply).After([], rejected);
    }
}
