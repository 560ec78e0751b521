using Pabal.Mime.Reading;

namespace Pabal.Mime;

/// <summary>Something in a message that breaks a rule, and was repaired, cut or passed over while it was read.</summary>
public sealed record MimeDefect
{
    private readonly DefectKind kind;

    internal MimeDefect(DefectKind kind, long offset, string? detail)
    {
        this.kind = kind;
        Offset = offset;
        Detail = detail;
    }

    /// <summary>What it is, for programs: <c>missing-end-boundary</c>. Ids never change.</summary>
    public string Id => DefectText.Id(kind);

    /// <summary>What it is and what was made of it, for people, in the language that is spoken when it is read.</summary>
    public string Message => Detail is null ? DefectText.Message(kind) : $"{DefectText.Message(kind)}: {Detail}";

    /// <summary>The octet of the message where it lies, or where the field or part begins that it lies in.</summary>
    public long Offset { get; }

    /// <summary>The rule: <c>RFC 2046 5.1.1</c>; empty when it is a limit of ours.</summary>
    public string RfcSection => DefectText.RfcSection(kind);

    /// <summary>The name or value it is about, on one line; null when there is none to tell.</summary>
    public string? Detail { get; }

    /// <summary>Message and offset.</summary>
    public override string ToString() => $"{Message} [{Offset}]";
}
