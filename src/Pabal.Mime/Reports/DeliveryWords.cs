using static Pabal.Localized;

namespace Pabal.Mime.Reports;

/// <summary>The words of delivery reports (RFC 3464 2.3.3 and 2.3.4).</summary>
internal static class DeliveryWords
{
    public static string Of(DeliveryAction action) => action is > DeliveryAction.Unknown and <= DeliveryAction.Expanded
        ? action.ToString().ToLowerInvariant()
        : throw new InvalidOperationException(Say("a delivery report says what became of the message; set Action", "배달 보고에는 메시지가 어떻게 되었는지 있어야 합니다. Action을 정하십시오"));

    public static DeliveryAction Read(string word) =>
        Enum.TryParse<DeliveryAction>(word, ignoreCase: true, out var action) && word.Equals(action.ToString(), StringComparison.OrdinalIgnoreCase) ? action : DeliveryAction.Unknown;

    public static string CheckedStatus(string status) =>
        status.Split('.') is [[>= '0' and <= '9'] _, var subject, var detail] && IsNumber(subject) && IsNumber(detail)
            ? status
            : throw new InvalidOperationException(Say($"“{Headers.HeaderText.OneLine(status)}” is no status code; write it like 5.1.1 (RFC 3463)", $"“{Headers.HeaderText.OneLine(status)}”은(는) 상태 코드가 아닙니다. 5.1.1처럼 쓰십시오(RFC 3463)"));

    private static bool IsNumber(string digits) => digits.Length is >= 1 and <= 3 && digits.All(char.IsAsciiDigit) && (digits[0] != '0' || digits.Length == 1);
}
