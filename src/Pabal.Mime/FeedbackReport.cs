using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using Pabal.Mime.Reports;

namespace Pabal.Mime;

/// <summary>A report on unwanted mail (ARF, RFC 5965), as providers send them for complaints of their users; the same to write one and to read one.</summary>
public sealed record FeedbackReport
{
    private const string Subtype = "feedback-report";

    /// <summary>What happened, in words for a person.</summary>
    public required string Text { get; init; }

    /// <summary>What kind of report it is, in lower case: <c>abuse</c>, <c>fraud</c>, <c>virus</c>, <c>not-spam</c>, <c>auth-failure</c>, <c>other</c> (RFC 5965 3.5).</summary>
    public required string FeedbackType { get; init; }

    /// <summary>The program that reports; null only in a report that lacks it.</summary>
    public required string? UserAgent { get; init; }

    /// <summary>The ENVID that the sender gave.</summary>
    public string? OriginalEnvelopeId { get; init; }

    /// <summary>The envelope sender of the message; null where it is empty or not told.</summary>
    public EmailAddress? OriginalMailFrom { get; init; }

    /// <summary>The envelope recipients.</summary>
    public ImmutableArray<EmailAddress> OriginalRecipients { get; init; } = [];

    /// <summary>When the message came in.</summary>
    public DateTimeOffset? ArrivalDate { get; init; }

    /// <summary>The server that reports, as <c>dns</c>.</summary>
    public TypedText? ReportingMta { get; init; }

    /// <summary>Where the message came from.</summary>
    public IPAddress? SourceIp { get; init; }

    /// <summary>How many messages this report stands for.</summary>
    public int? Incidents { get; init; }

    /// <summary>What authentication said of the message: see <see cref="Mime.AuthenticationResults"/>.</summary>
    public ImmutableArray<string> AuthenticationResults { get; init; } = [];

    /// <summary>The domains that are complained of.</summary>
    public ImmutableArray<string> ReportedDomains { get; init; } = [];

    /// <summary>The addresses in the message that are complained of.</summary>
    public ImmutableArray<string> ReportedUris { get; init; } = [];

    /// <summary>Further fields, those of RFC 6591 for one.</summary>
    public HeaderList Extensions { get; init; } = HeaderList.Empty;

    /// <summary>The message that is reported, returned whole.</summary>
    public MimeMessage? Original { get; init; }

    /// <summary>Its header alone; as a rule where <see cref="Original"/> is null.</summary>
    public HeaderList? OriginalHeaders { get; init; }

    /// <summary>The report as a message. Throws <see cref="InvalidOperationException"/> where it lacks what every report has: a kind, a program, and the message or its header.</summary>
    public MimeMessage ToMessage(Mailbox from, AddressList to, string subject, TimeProvider? clock = null)
    {
        if (!MediaType.IsToken(FeedbackType) || UserAgent is null || (Original is null && OriginalHeaders is null))
            throw new InvalidOperationException(Localized.Say("a feedback report has a FeedbackType that is one word, a UserAgent, and the Original or its headers", "신고 보고에는 한 단어로 된 FeedbackType, UserAgent, 그리고 Original이나 그 헤더가 있어야 합니다"));
        var fields = new StatusFields()
            .Text("Feedback-Type", FeedbackType)
            .Text("User-Agent", UserAgent)
            .Text("Version", "1")
            .Text("Original-Envelope-Id", OriginalEnvelopeId)
            .Text("Original-Mail-From", OriginalMailFrom is null ? null : $"<{OriginalMailFrom}>")
            .Texts("Original-Rcpt-To", OriginalRecipients.Select(recipient => $"<{recipient}>"))
            .Date("Arrival-Date", ArrivalDate)
            .Text("Reporting-MTA", ReportingMta?.ToString())
            .Text("Source-IP", SourceIp?.ToString())
            .Text("Incidents", Incidents?.ToString(CultureInfo.InvariantCulture))
            .Texts("Authentication-Results", AuthenticationResults)
            .Texts("Reported-Domain", ReportedDomains)
            .Texts("Reported-URI", ReportedUris)
            .All(Extensions);
        return ReportComposer.Compose(new Email { From = from, To = to, Subject = subject }, Text, Subtype, [fields], Original, OriginalHeaders, clock);
    }

    /// <summary>Reads a report, as lenient as the reports of the world need; false if the message is none.</summary>
    public static bool TryRead(MimeMessage message, [NotNullWhen(true)] out FeedbackReport? report)
    {
        report = null;
        if (ReportParts.Find(message, Subtype, Subtype) is not { Status: [var fields, ..] } parts || fields.Word("Feedback-Type") is not { Length: > 0 } type)
            return false;
        _ = fields.Text("Version");
        report = new FeedbackReport
        {
            Text = parts.Text,
            FeedbackType = type.ToLowerInvariant(),
            UserAgent = fields.Text("User-Agent"),
            OriginalEnvelopeId = fields.Text("Original-Envelope-Id"),
            OriginalMailFrom = Address(fields.Text("Original-Mail-From")),
            OriginalRecipients = [.. fields.Texts("Original-Rcpt-To").Select(Address).OfType<EmailAddress>()],
            ArrivalDate = fields.Date("Arrival-Date") ?? fields.Date("Received-Date"),
            ReportingMta = fields.Typed("Reporting-MTA"),
            SourceIp = IPAddress.TryParse(fields.Word("Source-IP"), out var source) ? source : null,
            Incidents = int.TryParse(fields.Word("Incidents"), NumberStyles.None, CultureInfo.InvariantCulture, out var incidents) ? incidents : null,
            AuthenticationResults = fields.Texts("Authentication-Results"),
            ReportedDomains = fields.Texts("Reported-Domain"),
            ReportedUris = fields.Texts("Reported-URI"),
            Extensions = fields.Rest,
            Original = parts.Original,
            OriginalHeaders = parts.OriginalHeaders,
        };
        return true;
    }

    private static EmailAddress? Address(string? text) => EmailAddress.TryParse(text, out var address) ? address : null;
}
