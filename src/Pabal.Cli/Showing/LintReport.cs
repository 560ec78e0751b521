using Pabal.Cli.Terminal;
using Pabal.Mime;
using Spectre.Console;
using static Pabal.Localized;

namespace Pabal.Cli.Showing;

/// <summary><c>--lint</c>: what providers refuse, as a table.</summary>
internal static class LintReport
{
    public static void Show(MimeMessage message)
    {
        var findings = message.Lint();
        Screen.Out.WriteLine();
        if (findings.Count == 0)
        {
            Screen.Out.WriteLine(Say("Lint: nothing to find fault with.", "검사: 문제를 찾지 못했습니다."));
            return;
        }
        var table = new Table().Border(TableBorder.Rounded).AddColumns(Say("Finding", "검사 결과"), "", Say("What", "내용"), Say("Remedy", "해결책"));
        foreach (var finding in findings)
            table.AddRow(Markup.Escape(finding.Id), Severity(finding), Screen.Cell(finding.Message), Screen.Cell(finding.Remedy));
        Screen.Out.Write(table);
    }

    private static string Severity(LintFinding finding) =>
        finding.Severity == LintSeverity.Refused ? $"[red]{Say("refused", "거부")}[/]" : $"[yellow]{Say("warning", "주의")}[/]";
}
