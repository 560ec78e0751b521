using System.Text;
using static Pabal.Localized;

namespace Pabal.Testing.Showing;

/// <summary>What came, for whoever reads a failed test.</summary>
internal static class MailTable
{
    private const int MostRows = 50;
    private const int LongestCell = 120;

    public static string Of(IReadOnlyList<ReceivedMail> mails)
    {
        if (mails.Count == 0)
            return Say("No mail came at all.", "메일이 한 통도 오지 않았습니다.");
        var table = new StringBuilder(Say($"What came ({mails.Count}):", $"온 메일({mails.Count}):"));
        foreach (var mail in mails.TakeLast(MostRows))
        {
            table.Append(Environment.NewLine).Append("  ").Append(Cell($"“{mail.Message.Subject}”"))
                .Append(Cell($"  {mail.Envelope.Sender?.ToString() ?? "<>"} → {string.Join(", ", mail.Envelope.Recipients)}"));
            if (mail.Message.Attachments.Length is > 0 and var attachments)
                table.Append(Say($"  {attachments} attached", $"  첨부 {attachments}개"));
        }
        return table.ToString();
    }

    private static string Cell(string text) => text.Length > LongestCell ? $"{text[..LongestCell]}…" : text;
}
