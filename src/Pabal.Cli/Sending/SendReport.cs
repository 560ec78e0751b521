using Pabal.Cli.Terminal;
using Pabal.Mime;
using Pabal.Smtp;
using Spectre.Console;
using static Pabal.Localized;

namespace Pabal.Cli.Sending;

/// <summary>What became of the mail, for a person or for a program.</summary>
internal static class SendReport
{
    public static void Sent(SendRequest request, SendDocument document, Sandbox? sandbox)
    {
        if (request.Json)
        {
            JsonOutput.Write(document, SendJson.Default.SendDocument);
            return;
        }
        // Laying out a table takes longer than sending a mail does.
        if (document is { Accepted: [var only], Rejected: [] })
            Console.Out.WriteLine(Say($"Accepted for {only}", $"{only}: 받음"));
        else
            Screen.Out.Write(Recipients(document));
        Console.Out.WriteLine($"{Say("Server", "서버")}: {document.Server} ({(document.Tls is null ? Say("not encrypted", "암호화 안 됨") : $"TLS {document.Tls}")})");
        Console.Out.WriteLine($"{Say("It said", "서버의 응답")}: {Screen.Printable($"{document.Reply!.Code} {document.Reply.Enhanced} {document.Reply.Text}")}");
        Console.Out.WriteLine($"Message-ID: {document.MessageId}");
        sandbox?.Describe();
        foreach (var rejected in document.Rejected)
            Explain(rejected.Address, rejected.Diagnosis);
    }

    /// <summary>Nobody was accepted, or the connection broke after some were.</summary>
    public static void Refused(SmtpException e)
    {
        if (!e.Rejected.IsEmpty || !e.Accepted.IsEmpty)
        {
            var table = RecipientTable();
            foreach (var address in e.Accepted)
                table.AddRow(Screen.Cell(address.ToString()), $"[green]{Say("accepted", "받음")}[/]", "");
            foreach (var rejected in e.Rejected)
                table.AddRow(Screen.Cell(rejected.Address.ToString()), $"[red]{Say("refused", "거부")}[/]", Screen.Cell(rejected.Reply.ToString()));
            Screen.Error.Write(table);
        }
        Screen.WriteError(e);
    }

    public static void DryRun(SendRequest request, SendDocument document, Envelope envelope, MimeMessage message)
    {
        if (request.Json)
        {
            JsonOutput.Write(document, SendJson.Default.SendDocument);
            return;
        }
        var size = message.Length is { } length ? Say($"{length:N0} octets", $"{length:N0}바이트") : Say("unknown size", "크기 모름");
        Screen.Out.MarkupLineInterpolated($"{Say("Nothing was sent (--dry-run). The mail is sound", "보내지 않았습니다(--dry-run). 메일에 문제가 없습니다")}: {size}");
        Screen.Out.MarkupLineInterpolated($"{Say("Envelope", "봉투")}: <{envelope.Sender}> → {string.Join(", ", envelope.Recipients)}");
        Screen.Out.MarkupLineInterpolated($"Message-ID: {message.MessageId}");
    }

    private static Table Recipients(SendDocument document)
    {
        var table = RecipientTable();
        foreach (var address in document.Accepted)
            table.AddRow(Screen.Cell(address), $"[green]{Say("accepted", "받음")}[/]", Screen.Cell($"{document.Reply!.Code} {document.Reply.Enhanced}".TrimEnd()));
        foreach (var rejected in document.Rejected)
            table.AddRow(Screen.Cell(rejected.Address), $"[red]{Say("refused", "거부")}[/]", Screen.Cell($"{rejected.Code} {rejected.Enhanced} {rejected.Text}"));
        return table;
    }

    private static Table RecipientTable() => new Table().Border(TableBorder.Rounded)
        .AddColumns(Say("Recipient", "받는 사람"), Say("Result", "결과"), Say("Reply", "응답"));

    private static void Explain(string address, DiagnosisDocument? diagnosis)
    {
        if (diagnosis is not null)
            Screen.WriteError($"{address}: {diagnosis.Cause}", diagnosis.Remedy, diagnosis.Link, diagnosis.Retry);
    }
}
