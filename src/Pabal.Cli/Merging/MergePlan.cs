using Pabal.Cli.Terminal;
using static Pabal.Localized;

namespace Pabal.Cli.Merging;

/// <summary>Which rows are still to be sent, by what the journal knows of an earlier run.</summary>
/// <param name="ToSend">Those of which nothing is known, or that the server does not have.</param>
/// <param name="Skipped">How many were accepted before.</param>
/// <param name="Unknown">Those that may have arrived.</param>
internal sealed record MergePlan(IReadOnlyList<RowMail> ToSend, int Skipped, IReadOnlyList<RowMail> Unknown)
{
    public static MergePlan Make(CsvTable table, MailTemplate template, Journal? journal, bool resendUnknown)
    {
        var mails = Mails(table, template);
        if (journal is null)
            return new MergePlan(mails, 0, []);
        Check(table, template, journal, mails);
        var byState = mails.ToLookup(mail => journal.Mails.GetValueOrDefault(mail.Key)?.State switch
        {
            RowState.Accepted => RowState.Accepted,
            RowState.Begun or RowState.Unknown when !resendUnknown => RowState.Unknown,
            _ => RowState.NotSent,
        });
        return new MergePlan([.. byState[RowState.NotSent]], byState[RowState.Accepted].Count(), [.. byState[RowState.Unknown]]);
    }

    // The second of two rows that say the same is a mail of its own.
    private static List<RowMail> Mails(CsvTable table, MailTemplate template)
    {
        var seen = new Dictionary<string, int>();
        return [.. table.Rows.Select(row =>
        {
            var hash = template.HashOf(row);
            var count = seen[hash] = seen.GetValueOrDefault(hash) + 1;
            return new RowMail(row, count == 1 ? hash : $"{hash}#{count}");
        })];
    }

    // Whatever may have been sent must still be there as it was, or somebody could get it twice.
    private static void Check(CsvTable table, MailTemplate template, Journal journal, List<RowMail> mails)
    {
        var sent = journal.Mails.Values.Where(line => line.State is RowState.Accepted or RowState.Begun or RowState.Unknown).ToList();
        if (sent.Count == 0)
            return;
        if (journal.Head?.Template != template.Hash)
        {
            throw Changed(Say($"the mail was changed since {sent.Count} of it were sent", $"{sent.Count}통을 보낸 뒤에 메일이 바뀌었습니다"), journal);
        }
        var known = mails.Select(mail => mail.Key).ToHashSet();
        if (sent.Find(line => !known.Contains(line.Mail!)) is { } lost)
            throw Changed(Say($"row {lost.Row} of {table.Path} was changed or removed since it was sent", $"{table.Path}의 {lost.Row}행을 보낸 뒤에 그 행이 바뀌거나 없어졌습니다"), journal);
    }

    private static CliException Changed(string message, Journal journal) => new(ExitCode.BadInput, message,
        Say("undo the change, and the rest is sent without sending anything twice", "바꾼 것을 되돌리면 이미 보낸 것은 빼고 나머지를 보냅니다"),
        Say($"or delete {journal.Path}, and every row is sent, those that were sent before too", $"또는 {journal.Path}을(를) 지우면 보낸 행까지 모두 다시 보냅니다"));
}
