using static Pabal.Localized;

namespace Pabal.Mime.Reports;

/// <summary>The Disposition field (RFC 8098 3.2.6): <c>manual-action/MDN-sent-manually; displayed/error</c>.</summary>
internal static class DispositionWords
{
    public static string Of(DispositionReport report)
    {
        if (report.Disposition is not (> DispositionType.Unknown and <= DispositionType.Processed))
            throw new InvalidOperationException(Say("a disposition report says what was done with the message; set Disposition", "수신 확인에는 메시지를 어떻게 했는지 있어야 합니다. Disposition을 정하십시오"));
        if (report.Modifiers.FirstOrDefault(modifier => !MediaType.IsToken(modifier)) is { } bad)
            throw new InvalidOperationException(Say($"“{Headers.HeaderText.OneLine(bad)}” is no disposition modifier; it must be a token", $"“{Headers.HeaderText.OneLine(bad)}”은(는) 수식어가 아닙니다. 토큰이어야 합니다"));
        var action = report.IsAutomaticAction ? "automatic-action" : "manual-action";
        var sending = report.IsSentAutomatically ? "MDN-sent-automatically" : "MDN-sent-manually";
        var modifiers = report.Modifiers.IsEmpty ? "" : "/" + string.Join(',', report.Modifiers);
        return $"{action}/{sending}; {report.Disposition.ToString().ToLowerInvariant()}{modifiers}";
    }

    public static DispositionReport Read(string field, DispositionReport report)
    {
        var semicolon = field.IndexOf(';', StringComparison.Ordinal);
        var (mode, rest) = semicolon < 0 ? ("", field) : (field[..semicolon], field[(semicolon + 1)..]);
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        var type = (slash < 0 ? rest : rest[..slash]).Trim();
        return report with
        {
            Disposition = Enum.TryParse<DispositionType>(type, ignoreCase: true, out var known) && type.Equals(known.ToString(), StringComparison.OrdinalIgnoreCase) ? known : DispositionType.Unknown,
            IsAutomaticAction = mode.Contains("automatic-action", StringComparison.OrdinalIgnoreCase),
            IsSentAutomatically = mode.Contains("MDN-sent-automatically", StringComparison.OrdinalIgnoreCase),
            Modifiers = slash < 0 ? [] : [.. rest[(slash + 1)..].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)],
        };
    }
}
