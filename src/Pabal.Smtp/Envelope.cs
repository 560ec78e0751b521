using System.Collections.Immutable;
using Pabal.Mime;
using static Pabal.Localized;

namespace Pabal.Smtp;

/// <summary>Who a mail comes from and whom it goes to, apart from what its header says (RFC 5321 2.3.1).</summary>
public sealed record Envelope
{
    /// <summary>An envelope; a null sender is the empty reverse-path <c>&lt;&gt;</c>. Repeated recipients collapse.
    /// Throws <see cref="ArgumentException"/> without recipients or for an address that breaks the grammar.</summary>
    public Envelope(EmailAddress? sender, params IEnumerable<EmailAddress> recipients)
    {
        Sender = sender;
        Recipients = recipients is ImmutableArray<EmailAddress> all ? all : [.. recipients];
    }

    /// <summary>The reverse-path: where reports of failure go; null is <c>&lt;&gt;</c>.</summary>
    public EmailAddress? Sender
    {
        get;
        init => field = value is null ? null : Deliverable(value, nameof(value));
    }

    /// <summary>The forward-paths, each once, in order.</summary>
    public ImmutableArray<EmailAddress> Recipients
    {
        get;
        init => field = value.IsDefaultOrEmpty
            ? throw new ArgumentException(Say("there is no recipient; add one to To, Cc or Bcc", "받는 사람이 없습니다. 받는 사람, 참조, 숨은 참조 가운데 하나를 쓰십시오"), nameof(value))
            : Distinct(value);
    }

    /// <summary>When servers are to report (RFC 3461); sent only to a server that offers DSN. Throws <see cref="ArgumentException"/> for <see cref="DsnNotify.Never"/> with another.</summary>
    public DsnNotify Notify
    {
        get;
        init => field = value == DsnNotify.Never || (value & ~(DsnNotify.Success | DsnNotify.Failure | DsnNotify.Delay)) == 0
            ? value
            : throw new ArgumentException(Say("never to report excludes other wishes", "알리지 않음은 다른 것과 함께 쓸 수 없습니다"), nameof(value));
    }

    /// <summary>What is asked for single recipients, going before <see cref="Notify"/>; a recipient not in it asks nothing of its own.</summary>
    public ImmutableDictionary<EmailAddress, DsnRequest> Requests { get; init; } = ImmutableDictionary<EmailAddress, DsnRequest>.Empty;

    /// <summary>How much a report returns (RFC 3461); sent only to a server that offers DSN.</summary>
    public DsnReturn Return { get; init; }

    /// <summary>The sender's own name for this mail, given back in reports (ENVID of RFC 3461 4.4): 1 to 100 printable ASCII characters.</summary>
    public string? EnvelopeId
    {
        get;
        init => field = value is null || (value.Length is >= 1 and <= 100 && !value.AsSpan().ContainsAnyExceptInRange(' ', '~'))
            ? value
            : throw new ArgumentException(Say("an envelope id is 1 to 100 printable ASCII characters", "봉투 ID는 인쇄할 수 있는 ASCII 1자에서 100자입니다"), nameof(value));
    }

    /// <summary>Who submitted the mail first (AUTH= of RFC 4954 5), an address or <c>&lt;&gt;</c> for nobody to be told; sent only to a server that knows who says so, after a login.</summary>
    public string? SubmittedBy
    {
        get;
        init => field = value is null or "<>" || EmailAddress.TryParse(value, out _)
            ? value
            : throw new ArgumentException(Say("a submitter is an address, or <> for none", "제출자는 주소이거나 없음을 뜻하는 <>입니다"), nameof(value));
    }

    /// <summary>True sends it only to a server that promises to pass it on by TLS with certificates that hold, and over such a connection (REQUIRETLS, RFC 8689).
    /// The opposite, that it may go on in clear, is a field of its header: <c>TLS-Required: No</c>.</summary>
    public bool RequireTls { get; init; }

    /// <summary>By when it is to be delivered. <see cref="DeliverByMode.Return"/> fails at a server that can't promise it; <see cref="DeliverByMode.Notify"/> is a wish.</summary>
    public DeliverBy? DeliverBy { get; init; }

    /// <summary>How long the server is to hold it; fails at a server that does not, or not so long.</summary>
    public FutureRelease? Hold { get; init; }

    /// <summary>How urgent it is among others, -9 to 9 and 0 as usual (MT-PRIORITY, RFC 6710): a wish. Throws <see cref="ArgumentOutOfRangeException"/> beyond.</summary>
    public int? Priority
    {
        get;
        init => field = value is null or (>= -9 and <= 9) ? value : throw new ArgumentOutOfRangeException(nameof(value), Say("a priority is -9 to 9", "우선순위는 -9에서 9까지입니다"));
    }

    /// <summary>True when an address in it is not ASCII, so that the server must offer SMTPUTF8.</summary>
    public bool RequiresUtf8 => Sender is { RequiresUtf8: true } || Recipients.Any(recipient => recipient.RequiresUtf8);

    /// <summary>The envelope of an e-mail: from its Sender or else its first From; to To, Cc and Bcc.</summary>
    public static Envelope For(Email email)
    {
        var recipients = ImmutableArray.CreateBuilder<EmailAddress>(email.To.Count + email.Cc.Count + email.Bcc.Count);
        AddAll(email.To);
        AddAll(email.Cc);
        AddAll(email.Bcc);
        return new Envelope(
            email.Sender?.Address ?? (email.From is [Mailbox author, ..] ? author : email.From.Mailboxes.FirstOrDefault())?.Address
                ?? throw new ArgumentException(Say("the mail has no From address", "메일에 보내는 사람(From)이 없습니다"), nameof(email)),
            recipients.DrainToImmutable());

        void AddAll(AddressList addresses)
        {
            for (var i = 0; i < addresses.Count; i++)
            {
                if (addresses[i] is Mailbox mailbox)
                    recipients.Add(mailbox.Address);
                else
                    recipients.AddRange(addresses[i].Mailboxes.Select(member => member.Address));
            }
        }
    }

    /// <summary>Envelopes are equal when all in them is, the recipients in order.</summary>
    public bool Equals(Envelope? other) => other is not null && Equals(Sender, other.Sender) && Recipients.SequenceEqual(other.Recipients)
        && Notify == other.Notify && Return == other.Return && EnvelopeId == other.EnvelopeId && SubmittedBy == other.SubmittedBy
        && RequireTls == other.RequireTls && DeliverBy == other.DeliverBy && Hold == other.Hold && Priority == other.Priority
        && Requests.Count == other.Requests.Count && Requests.All(request => other.Requests.TryGetValue(request.Key, out var theirs) && request.Value == theirs);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Sender, Recipients[0], Recipients.Length, EnvelopeId);

    // What everybody has are a few recipients, each once: then the list is as it should be already.
    private static ImmutableArray<EmailAddress> Distinct(ImmutableArray<EmailAddress> recipients)
    {
        foreach (var recipient in recipients)
            Deliverable(recipient, nameof(recipients));
        if (recipients.Length > 8)
            return [.. recipients.Distinct()];
        for (var i = 1; i < recipients.Length; i++)
        {
            if (recipients.AsSpan()[..i].Contains(recipients[i]))
                return [.. recipients.Distinct()];
        }
        return recipients;
    }

    /// <summary>The address itself if mail can be sent to it; else throws <see cref="ArgumentException"/>.</summary>
    internal static EmailAddress Deliverable(EmailAddress address, string parameter) => address.IsValid
        ? address
        : throw new ArgumentException(Say($"“{address}” is no address that mail can be sent to", $"“{address}”은(는) 메일을 보낼 수 있는 주소가 아닙니다"), parameter);
}
