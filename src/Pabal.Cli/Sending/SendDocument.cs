using System.Text.Json.Serialization;
using Pabal.Cli.Terminal;
using Pabal.Smtp;

namespace Pabal.Cli.Sending;

/// <summary>What <c>pabal send --json</c> prints: names and shape are fixed.</summary>
internal record SendDocument
{
    public IReadOnlyList<string> Accepted { get; init; } = [];

    public IReadOnlyList<RejectedDocument> Rejected { get; init; } = [];

    public ReplyDocument? Reply { get; init; }

    public string? MessageId { get; init; }

    public string? Server { get; init; }

    public string? Tls { get; init; }

    public long DurationMs { get; init; }

    /// <summary>Where the sandbox or <c>--save</c> put the mail.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Files { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool DryRun { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ErrorDocument? Error { get; init; }
}

internal sealed record ReplyDocument(int Code, string? Enhanced, string Text)
{
    public static ReplyDocument? From(SmtpReply? reply) => reply is null ? null : new(reply.Code, reply.Enhanced?.ToString(), reply.Text);
}

internal sealed record RejectedDocument(string Address, int Code, string? Enhanced, string Text, DiagnosisDocument? Diagnosis)
{
    public static RejectedDocument From(RejectedRecipient rejected) =>
        new(rejected.Address.ToString(), rejected.Reply.Code, rejected.Reply.Enhanced?.ToString(), rejected.Reply.Text, DiagnosisDocument.From(rejected.Diagnosis));
}

internal sealed record ErrorDocument(string Stage, int? Code, string? Enhanced, string Text, bool Transient, DiagnosisDocument? Diagnosis)
{
    /// <summary>What went wrong before or without any server.</summary>
    public static ErrorDocument From(CliException e) =>
        new(NameOf(SmtpStage.Input), null, null, e.Message, false, new DiagnosisDocument(DiagnosisDocument.IdOf(e.ExitCode), e.Message, e.Remedy, null, false));

    public static string NameOf(SmtpStage stage) => stage.ToString().ToLowerInvariant();

    public static ErrorDocument From(SmtpException e) => new(
        NameOf(e.Stage), e.Reply?.Code, e.Reply?.Enhanced?.ToString(), e.Reply?.Text ?? e.Message, e.IsTransient, DiagnosisDocument.From(e.Diagnosis));
}

/// <summary>What a command prints that has nothing but an error to tell.</summary>
internal sealed record FailureDocument(ErrorDocument Error);

/// <summary>A <see cref="Diagnosis"/>; of its names the first four are fixed.</summary>
internal sealed record DiagnosisDocument(string Id, string Cause, IReadOnlyList<string> Remedy, string? Link, bool Retry)
{
    public static string IdOf(int exitCode) => exitCode switch
    {
        ExitCode.Usage => "usage",
        ExitCode.BadInput => "bad-input",
        ExitCode.NoFile => "file-unreadable",
        _ => "configuration",
    };

    public static DiagnosisDocument? From(Diagnosis? diagnosis) => diagnosis is null ? null : new(diagnosis.Id, diagnosis.Cause, diagnosis.Remedy, diagnosis.Link, diagnosis.RetryIsUseful);
}

[JsonSerializable(typeof(SendDocument))]
[JsonSerializable(typeof(FailureDocument))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class SendJson : JsonSerializerContext;
