using Pabal.Mime.Reading;

namespace Pabal.Mime;

/// <summary>Something in a message that breaks a rule, and was repaired, cut or passed over while it was read.</summary>
public sealed record MimeDefect
{
    private readonly int more;

    /// <summary>One place; or so many <paramref name="more"/> places, of which this is the first.</summary>
    internal MimeDefect(DefectKind kind, long offset, string? detail, int more = 0)
    {
        Kind = kind;
        Offset = offset;
        Detail = detail;
        this.more = more;
    }

    /// <summary>What it is, for programs: <c>missing-end-boundary</c>. Ids never change.</summary>
    public string Id => DefectText.Id(Kind);

    /// <summary>What it is and what was made of it, for people, in the language that is spoken when it is read. Of one kind twenty are told apart; one more says how many more there are.</summary>
    public string Message => more > 0
        ? $"{DefectText.Message(Kind)} ({Localized.Say($"{more} more like the ones before", $"앞의 것과 같은 것이 {more}개 더 있습니다")})"
        : Detail is null ? DefectText.Message(Kind) : $"{DefectText.Message(Kind)}: {Detail}";

    /// <summary>The octet of the message where it lies, or where the field or part begins that it lies in.</summary>
    public long Offset { get; }

    /// <summary>The rule: <c>RFC 2046 5.1.1</c>; empty when it is a limit of ours.</summary>
    public string RfcSection => DefectText.RfcSection(Kind);

    /// <summary>The name or value it is about, on one line; null when there is none to tell.</summary>
    public string? Detail { get; }

    internal DefectKind Kind { get; }

    /// <summary>Message and offset.</summary>
    public override string ToString() => $"{Message} [{Offset}]";
}
