using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Pabal.Mime.Reports;

namespace Pabal.Mime;

/// <summary>A message disposition notification, as a read receipt is called (RFC 8098), the same to write one and to read one.</summary>
public sealed record DispositionReport
{
    /// <summary>What happened, in words for a person.</summary>
    public required string Text { get; init; }

    /// <summary>The address that the message was delivered to.</summary>
    public required TypedText FinalRecipient { get; init; }

    /// <summary>What was done with the message.</summary>
    public required DispositionType Disposition { get; init; }

    /// <summary>True when a program did it, by a rule for one, and no person.</summary>
    public bool IsAutomaticAction { get; init; }

    /// <summary>True when a program sent the report, and no person was asked.</summary>
    public bool IsSentAutomatically { get; init; }

    /// <summary>What else is to say of it: <c>error</c>, explained in <see cref="Errors"/>.</summary>
    public ImmutableArray<string> Modifiers { get; init; } = [];

    /// <summary>What went wrong, in words.</summary>
    public ImmutableArray<string> Errors { get; init; } = [];

    /// <summary>The program that reports: its host, then a semicolon and its name.</summary>
    public string? ReportingUa { get; init; }

    /// <summary>The gateway that made the report from a foreign one.</summary>
    public TypedText? MdnGateway { get; init; }

    /// <summary>The address as the sender gave it.</summary>
    public TypedText? OriginalRecipient { get; init; }

    /// <summary>The Message-ID of what was reported on, with its angle brackets.</summary>
    public string? OriginalMessageId { get; init; }

    /// <summary>Further fields.</summary>
    public HeaderList Extensions { get; init; } = HeaderList.Empty;

    /// <summary>The message that was reported on, returned whole.</summary>
    public MimeMessage? Original { get; init; }

    /// <summary>Its header alone; as a rule where <see cref="Original"/> is null.</summary>
    public HeaderList? OriginalHeaders { get; init; }

    /// <summary>The report as a message, to be sent with an empty envelope sender (RFC 8098 3). Throws <see cref="InvalidOperationException"/> without a disposition that the standard knows.</summary>
    public MimeMessage ToMessage(Mailbox from, AddressList to, string subject, TimeProvider? clock = null)
    {
        var fields = new StatusFields()
            .Text("Reporting-UA", ReportingUa)
            .Text("MDN-Gateway", MdnGateway?.ToString())
            .Recipient("Original-Recipient", OriginalRecipient)
            .Recipient("Final-Recipient", FinalRecipient)
            .Id("Original-Message-ID", OriginalMessageId)
            .Text("Disposition", DispositionWords.Of(this))
            .Texts("Error", Errors)
            .All(Extensions);
        return ReportComposer.Compose(new Email { From = from, To = to, Subject = subject }, Text, "disposition-notification",
            [fields], Original, OriginalHeaders, clock);
    }

    /// <summary>Reads a report, as lenient as the reports of the world need; false if the message is none.</summary>
    public static bool TryRead(MimeMessage message, [NotNullWhen(true)] out DispositionReport? report)
    {
        report = null;
        if (ReportParts.Find(message, "disposition-notification", "global-disposition-notification") is not { Status: [var fields, ..] } parts)
            return false;
        var original = fields.Recipient("Original-Recipient");
        if (fields.Text("Disposition") is not { } disposition || (fields.Recipient("Final-Recipient") ?? original) is not { } final)
            return false;
        report = DispositionWords.Read(disposition, new DispositionReport
        {
            Text = parts.Text,
            FinalRecipient = final,
            Disposition = DispositionType.Unknown,
            Errors = fields.Texts("Error"),
            ReportingUa = fields.Text("Reporting-UA"),
            MdnGateway = fields.Typed("MDN-Gateway"),
            OriginalRecipient = original,
            OriginalMessageId = fields.Id("Original-Message-ID"),
            Extensions = fields.Rest,
            Original = parts.Original,
            OriginalHeaders = parts.OriginalHeaders,
        });
        return true;
    }
}
