using System.Text.Json.Serialization;
using Pabal.Cli.Sending;
using Pabal.Cli.Terminal;
using Pabal.Smtp;
using static Pabal.Localized;

namespace Pabal.Cli.Merging;

/// <summary>What <c>pabal send --merge --json</c> prints.</summary>
internal sealed record MergeDocument
{
    /// <summary>Mails accepted now, each for at least one recipient.</summary>
    public int Sent { get; init; }

    public int Failed { get; init; }

    /// <summary>Rows that an earlier run has sent.</summary>
    public int Skipped { get; init; }

    /// <summary>Rows that it did not come to before it was stopped.</summary>
    public int Pending { get; init; }

    public IReadOnlyList<RowDocument> Results { get; init; } = [];

    public long DurationMs { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Journal { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool DryRun { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Files { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ErrorDocument? Error { get; init; }
}

/// <summary>What became of one row.</summary>
internal sealed record RowDocument : SendDocument
{
    public int Row { get; init; }

    public RowState Fate { get; init; }

    /// <summary>Whom the row was for.</summary>
    public IReadOnlyList<string> Recipients { get; init; } = [];

    /// <summary>What the exit code of this row alone would be.</summary>
    [JsonIgnore]
    public int ExitCode { get; init; }

    public static RowDocument Of(RowMail mail, SendOutcome outcome)
    {
        var document = new RowDocument
        {
            Row = mail.Row.Number,
            Recipients = [.. outcome.Mail.Envelope.Recipients.Select(address => address.ToString())],
        };
        return outcome.Error switch
        {
            null => document with
            {
                Fate = RowState.Accepted,
                Accepted = [.. outcome.Result!.Accepted.Select(address => address.ToString())],
                Rejected = [.. outcome.Result.Rejected.Select(RejectedDocument.From)],
                Reply = ReplyDocument.From(outcome.Result.Reply),
                ExitCode = outcome.Result.Rejected.IsEmpty ? Terminal.ExitCode.Done : Terminal.ExitCode.SomeRefused,
            },
            SmtpException e => document with
            {
                // Those who have it must not get it again for the sake of the others.
                Fate = e.Accepted.IsEmpty ? StateOf(outcome.Fate) : RowState.Accepted,
                Accepted = [.. e.Accepted.Select(address => address.ToString())],
                Rejected = [.. e.Rejected.Select(RejectedDocument.From)],
                Error = ErrorDocument.From(e),
                ExitCode = Failure.ExitCodeOf(e),
            },
            OperationCanceledException => document with { Fate = StateOf(outcome.Fate), Error = Stopped(outcome.Fate), ExitCode = Terminal.ExitCode.TryLater },
            var e => document with
            {
                Fate = StateOf(outcome.Fate),
                Error = ErrorDocument.From(new CliException(Terminal.ExitCode.NoFile, e.Message)),
                ExitCode = Terminal.ExitCode.NoFile,
            },
        };
    }

    /// <summary>A row that could not be made into a mail any more.</summary>
    public static RowDocument Of(RowMail mail, CliException e) =>
        new() { Row = mail.Row.Number, Fate = RowState.NotSent, Error = ErrorDocument.From(e), ExitCode = e.ExitCode };

    /// <summary>A row of which an earlier run left unknown whether it arrived.</summary>
    public static RowDocument Unknown(RowMail mail, Envelope envelope, string? messageId) => new()
    {
        Row = mail.Row.Number,
        Recipients = [.. envelope.Recipients.Select(address => address.ToString())],
        Fate = RowState.Unknown,
        MessageId = messageId,
        Error = Stopped(MailFate.Unknown),
        ExitCode = Terminal.ExitCode.TryLater,
    };

    private static RowState StateOf(MailFate fate) => fate switch
    {
        MailFate.Accepted => RowState.Accepted,
        MailFate.Refused => RowState.Refused,
        MailFate.NotSent => RowState.NotSent,
        _ => RowState.Unknown,
    };

    private static ErrorDocument Stopped(MailFate fate)
    {
        if (fate != MailFate.Unknown)
        {
            var notSent = Say("interrupted before it was sent", "보내기 전에 중단되었습니다");
            return new("mail", null, null, notSent, true, new DiagnosisDocument("interrupted", notSent, [Say("run the same command again", "같은 명령을 다시 실행하십시오")], null, true));
        }
        var text = Say("interrupted while it was sent; whether it arrived is not known", "보내는 중에 중단되어 도착했는지 알 수 없습니다");
        return new("final", null, null, text, true, new DiagnosisDocument("outcome-unknown", text,
            [Say("ask the recipient; to send it again all the same: --resend-unknown", "받는 사람에게 확인하십시오. 그래도 다시 보내려면 --resend-unknown을 쓰십시오")], null, false));
    }
}

[JsonSerializable(typeof(MergeDocument))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class MergeJson : JsonSerializerContext;
