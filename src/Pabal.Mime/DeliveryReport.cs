using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Pabal.Mime.Reports;
using static Pabal.Localized;

namespace Pabal.Mime;

/// <summary>A delivery status notification (RFC 3464), the same to write one and to read one.</summary>
public sealed record DeliveryReport
{
    /// <summary>What happened, in words for a person.</summary>
    public required string Text { get; init; }

    /// <summary>The server that reports, as <c>dns</c>; null only in a report that lacks it.</summary>
    public required TypedText? ReportingMta { get; init; }

    /// <summary>The recipients that are reported on, one at least.</summary>
    public required ImmutableArray<RecipientReport> Recipients { get; init; }

    /// <summary>The ENVID that the sender gave.</summary>
    public string? OriginalEnvelopeId { get; init; }

    /// <summary>The gateway that made the report from a foreign one.</summary>
    public TypedText? DsnGateway { get; init; }

    /// <summary>The server that the message came from.</summary>
    public TypedText? ReceivedFromMta { get; init; }

    /// <summary>When the message came in.</summary>
    public DateTimeOffset? ArrivalDate { get; init; }

    /// <summary>Further fields on the message as a whole.</summary>
    public HeaderList Extensions { get; init; } = HeaderList.Empty;

    /// <summary>The message that was reported on, returned whole.</summary>
    public MimeMessage? Original { get; init; }

    /// <summary>Its header alone; as a rule where <see cref="Original"/> is null.</summary>
    public HeaderList? OriginalHeaders { get; init; }

    /// <summary>The report as a message, to be sent with an empty envelope sender (RFC 3464 2). Throws <see cref="InvalidOperationException"/> where it lacks what every report has.</summary>
    public MimeMessage ToMessage(Mailbox from, AddressList to, string subject, TimeProvider? clock = null)
    {
        if (ReportingMta is null || Recipients.IsEmpty)
            throw new InvalidOperationException(Say("a delivery report names its ReportingMta and one recipient at least", "배달 보고에는 ReportingMta와 받는 사람이 하나 이상 있어야 합니다"));
        var message = new StatusFields()
            .Text("Original-Envelope-Id", OriginalEnvelopeId)
            .Text("Reporting-MTA", ReportingMta.ToString())
            .Text("DSN-Gateway", DsnGateway?.ToString())
            .Text("Received-From-MTA", ReceivedFromMta?.ToString())
            .Date("Arrival-Date", ArrivalDate)
            .All(Extensions);
        return ReportComposer.Compose(new Email { From = from, To = to, Subject = subject }, Text, "delivery-status",
            [message, .. Recipients.Select(recipient => recipient.ToFields())], Original, OriginalHeaders, clock);
    }

    /// <summary>Reads a report, as lenient as the reports of the world need; false if the message is none, though it may hold one within an attached message.</summary>
    public static bool TryRead(MimeMessage message, [NotNullWhen(true)] out DeliveryReport? report)
    {
        report = null;
        if (ReportParts.Find(message, "delivery-status", "global-delivery-status") is not { Status: [var first, ..] } parts)
            return false;
        var read = new DeliveryReport
        {
            Text = parts.Text,
            ReportingMta = first.Typed("Reporting-MTA"),
            OriginalEnvelopeId = first.Text("Original-Envelope-Id"),
            DsnGateway = first.Typed("DSN-Gateway"),
            ReceivedFromMta = first.Typed("Received-From-MTA"),
            ArrivalDate = first.Date("Arrival-Date"),
            // Some servers leave out the empty line before the first recipient; what further fields there are is then said of that one.
            Recipients = [.. parts.Status.Select(RecipientReport.Read).OfType<RecipientReport>()],
            Extensions = first.Recipient("Final-Recipient") is null ? first.Rest : HeaderList.Empty,
            Original = parts.Original,
            OriginalHeaders = parts.OriginalHeaders,
        };
        report = read.Recipients.IsEmpty ? null : read;
        return report is not null;
    }
}
