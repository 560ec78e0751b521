using Pabal.Mime.Reports;

namespace Pabal.Mime;

/// <summary>What a delivery report says of one recipient (RFC 3464 2.3).</summary>
public sealed record RecipientReport
{
    /// <summary>The address that delivery was tried to.</summary>
    public required TypedText FinalRecipient { get; init; }

    /// <summary>The address as the sender gave it, by the ORCPT parameter.</summary>
    public TypedText? OriginalRecipient { get; init; }

    /// <summary>What became of it.</summary>
    public required DeliveryAction Action { get; init; }

    /// <summary>The status code: <c>5.1.1</c> (RFC 3463); empty in a report that lacks it.</summary>
    public required string Status { get; init; }

    /// <summary>The server that refused it, as <c>dns</c>.</summary>
    public TypedText? RemoteMta { get; init; }

    /// <summary>What that server answered, as <c>smtp</c>.</summary>
    public TypedText? DiagnosticCode { get; init; }

    /// <summary>When delivery was last tried.</summary>
    public DateTimeOffset? LastAttemptDate { get; init; }

    /// <summary>Under what id the log of the last server has it.</summary>
    public string? FinalLogId { get; init; }

    /// <summary>Until when delivery is tried; only while it is delayed.</summary>
    public DateTimeOffset? WillRetryUntil { get; init; }

    /// <summary>Further fields.</summary>
    public HeaderList Extensions { get; init; } = HeaderList.Empty;

    internal StatusFields ToFields() => new StatusFields()
        .Recipient("Original-Recipient", OriginalRecipient)
        .Recipient("Final-Recipient", FinalRecipient)
        .Text("Action", DeliveryWords.Of(Action))
        .Text("Status", DeliveryWords.CheckedStatus(Status))
        .Text("Remote-MTA", RemoteMta?.ToString())
        .Text("Diagnostic-Code", DiagnosticCode?.ToString())
        .Date("Last-Attempt-Date", LastAttemptDate)
        .Text("Final-Log-ID", FinalLogId)
        .Date("Will-Retry-Until", WillRetryUntil)
        .All(Extensions);

    internal static RecipientReport? Read(StatusReader fields)
    {
        var original = fields.Recipient("Original-Recipient");
        var final = fields.Recipient("Final-Recipient") ?? original;
        if (final is null)
            return null;
        return new RecipientReport
        {
            FinalRecipient = final,
            OriginalRecipient = original,
            Action = DeliveryWords.Read(fields.Word("Action")),
            Status = fields.Word("Status"),
            RemoteMta = fields.Typed("Remote-MTA"),
            DiagnosticCode = fields.Typed("Diagnostic-Code"),
            LastAttemptDate = fields.Date("Last-Attempt-Date"),
            FinalLogId = fields.Text("Final-Log-ID"),
            WillRetryUntil = fields.Date("Will-Retry-Until"),
            Extensions = fields.Rest,
        };
    }
}
