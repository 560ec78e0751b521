using System.Collections.Immutable;
using Pabal.Mime.Headers;

namespace Pabal.Mime;

/// <summary>The fields that tell who sent a message on as it was, and to whom (RFC 5322 3.6.6): for people to see; no program acts on them. Written by <see cref="MimeMessage.Resend"/>.</summary>
public sealed record ResentBlock
{
    /// <summary>Who sent it on.</summary>
    public AddressList From { get; init; } = AddressList.Empty;

    /// <summary>Who really did; null where From says so.</summary>
    public Mailbox? Sender { get; init; }

    /// <summary>To whom.</summary>
    public AddressList To { get; init; } = AddressList.Empty;

    /// <summary>Who got a copy.</summary>
    public AddressList Cc { get; init; } = AddressList.Empty;

    /// <summary>Who got a copy unseen; only where it was not sent yet.</summary>
    public AddressList Bcc { get; init; } = AddressList.Empty;

    /// <summary>When; null without a date that can be read.</summary>
    public DateTimeOffset? Date { get; init; }

    /// <summary>The id it got, with its angle brackets; null without one.</summary>
    public string? MessageId { get; init; }

    /// <summary>The blocks of a header, in order: fields that stand together, none of them twice.</summary>
    internal static ImmutableArray<ResentBlock> ReadAll(HeaderList headers)
    {
        var blocks = ImmutableArray.CreateBuilder<ResentBlock>();
        var block = new List<HeaderField>();
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var field in headers)
        {
            var isResent = field.Name.StartsWith("Resent-", StringComparison.OrdinalIgnoreCase);
            if (!isResent || names.Contains(field.Name))
                Finish();
            if (isResent && names.Add(field.Name))
                block.Add(field);
        }
        Finish();
        return blocks.DrainToImmutable();

        void Finish()
        {
            if (block.Count > 0)
                blocks.Add(Read([.. block]));
            block.Clear();
            names.Clear();
        }
    }

    /// <summary>The fields of this block before those of a header; Bcc is left out.</summary>
    internal HeaderList Before(HeaderList headers, TimeProvider clock)
    {
        List<HeaderField> fields =
        [
            HeaderField.Date("Resent-Date", Date ?? clock.GetLocalNow()),
            HeaderField.Addresses("Resent-From", From),
            HeaderField.Addresses("Resent-To", To),
        ];
        if (Cc.Count > 0)
            fields.Add(HeaderField.Addresses("Resent-Cc", Cc));
        fields.Add(new("Resent-Message-ID", MessageId ?? MessageIds.New(From.Mailboxes.First().Address.AsciiDomain)));
        for (var i = fields.Count - 1; i >= 0; i--)
            headers = headers.Prepend(fields[i]);
        return headers;
    }

    private static ResentBlock Read(HeaderList fields) => new()
    {
        From = fields.Addresses("Resent-From"),
        Sender = fields.Addresses("Resent-Sender").Mailboxes.FirstOrDefault(),
        To = fields.Addresses("Resent-To"),
        Cc = fields.Addresses("Resent-Cc"),
        Bcc = fields.Addresses("Resent-Bcc"),
        Date = MimeDate.TryParse(fields["Resent-Date"], out var date) ? date : null,
        MessageId = MessageIds.Read(fields.Find("Resent-Message-ID")).FirstOrDefault(),
    };
}
