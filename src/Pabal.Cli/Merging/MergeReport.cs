using System.Globalization;
using Pabal.Cli.Sending;
using Pabal.Cli.Terminal;
using Spectre.Console;
using static Pabal.Localized;

namespace Pabal.Cli.Merging;

/// <summary>What became of the rows, for a person: how many, which not, and why.</summary>
internal static class MergeReport
{
    private const int RowsShown = 50;

    public static void Write(MergeDocument document, bool interrupted)
    {
        Console.WriteLine(document.DryRun
            ? Say($"Nothing was sent (--dry-run). All {Count(document.Pending)} mails are sound.", $"보내지 않았습니다(--dry-run). 메일 {Count(document.Pending)}통에 모두 문제가 없습니다.")
            : Say($"Sent {Count(document.Sent)}, failed {Count(document.Failed)}", $"보냄 {Count(document.Sent)}, 실패 {Count(document.Failed)}")
                + (document.Skipped > 0 ? Say($", sent before {Count(document.Skipped)}", $", 전에 보냄 {Count(document.Skipped)}") : "")
                + (document.Pending > 0 ? Say($", not come to {Count(document.Pending)}", $", 아직 안 보냄 {Count(document.Pending)}") : ""));
        var failures = document.Results.Where(row => row.ExitCode != ExitCode.Done).ToList();
        if (failures.Count > 0)
            Screen.Out.Write(Table(failures));
        if (failures.Count > RowsShown)
            Console.WriteLine(Say($"… and {Count(failures.Count - RowsShown)} more; --json lists all", $"… 그 밖에 {Count(failures.Count - RowsShown)}행. --json은 모두 보여 줍니다"));
        foreach (var diagnosis in failures.SelectMany(Diagnoses).DistinctBy(diagnosis => diagnosis.Id))
            Screen.WriteError(diagnosis.Cause, diagnosis.Remedy, diagnosis.Link, diagnosis.Retry);
        if (document.Journal is not null && (interrupted || failures.Count > 0))
        {
            Screen.WriteNote(Say($"what was sent is written down in {document.Journal}: the same command sends the rest and nothing twice",
                                 $"보낸 것은 {document.Journal}에 적혀 있습니다. 같은 명령을 다시 실행하면 나머지만 보냅니다"));
        }
    }

    private static Table Table(List<RowDocument> failures)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns(Say("Row", "행"), Say("Recipient", "받는 사람"), Say("Result", "결과"), Say("Reason", "이유"));
        foreach (var row in failures.Take(RowsShown))
        {
            if (row.Rejected.Count == 0)
                table.AddRow(Count(row.Row), Screen.Cell(string.Join(", ", row.Recipients)), Fate(row), Screen.Cell(Reason(row)));
            foreach (var rejected in row.Rejected)
                table.AddRow(Count(row.Row), Screen.Cell(rejected.Address), $"[red]{Say("refused", "거부")}[/]", Screen.Cell($"{rejected.Code} {rejected.Enhanced} {rejected.Text}"));
        }
        return table;
    }

    private static string Fate(RowDocument row) => row.Fate switch
    {
        RowState.Refused => $"[red]{Say("refused", "거부")}[/]",
        RowState.NotSent => $"[red]{Say("not sent", "안 보냄")}[/]",
        RowState.Unknown => $"[yellow]{Say("unknown", "알 수 없음")}[/]",
        _ => $"[green]{Say("accepted", "받음")}[/]",
    };

    private static string Reason(RowDocument row) => row.Error is { } error ? $"{error.Code} {error.Enhanced} {error.Text}".Trim() : "";

    private static IEnumerable<DiagnosisDocument> Diagnoses(RowDocument row) =>
        row.Rejected.Select(rejected => rejected.Diagnosis).Append(row.Error?.Diagnosis).OfType<DiagnosisDocument>();

    private static string Count(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
