using System.Globalization;
using Pabal.Cli.Terminal;
using Pabal.Mime;
using Spectre.Console;
using static Pabal.Localized;

namespace Pabal.Cli.Showing;

/// <summary>A mail on a terminal: who, what, the tree of its parts, the text, and what is broken.</summary>
internal static class MessageScreen
{
    private const int MaxText = 4000;

    public static void Show(MimeMessage message, ShowRequest request, IReadOnlyList<ExtractedFile> extracted)
    {
        if (request.Headers)
        {
            Screen.WriteRows(message.Headers.Select(field => (field.Name, (string?)field.Value)));
            return;
        }
        Screen.WriteRows(Summary(message));
        Screen.Out.WriteLine();
        Screen.Out.Write(Tree(message));
        if ((message.TextBody ?? message.HtmlBody) is { } text)
        {
            Screen.Out.WriteLine();
            Screen.Out.WriteLine(Screen.Printable(Shortened(text.ReplaceLineEndings("\n").Trim('\n'))));
        }
        Defects(message);
        if (request.Lint)
            LintReport.Show(message);
        foreach (var file in extracted)
            Screen.Out.MarkupLineInterpolated($"{Say("written", "저장함")}: {Screen.Printable(file.Path)} ({Size(file.Size)})");
    }

    private static IEnumerable<(string, string?)> Summary(MimeMessage message)
    {
        yield return ("From", message.From.ToString());
        if (message.Sender is not null)
            yield return ("Sender", message.Sender.ToString());
        yield return ("Reply-To", message.ReplyTo.ToString());
        yield return ("To", message.To.ToString());
        yield return ("Cc", message.Cc.ToString());
        yield return ("Bcc", message.Bcc.ToString());
        yield return ("Subject", message.Subject);
        yield return ("Date", message.Date is { } date ? date.ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture) : message.Headers["Date"]);
        yield return ("Message-ID", message.MessageId);
    }

    private static Tree Tree(MimeMessage message)
    {
        var tree = new Tree(Label("1", message.Root));
        var nodes = new Dictionary<string, IHasTreeNodes> { ["1"] = tree };
        foreach (var (path, part) in message.Parts.Skip(1))
            nodes[path] = nodes[path[..path.LastIndexOf('.')]].AddNode(Label(path, part));
        return tree;
    }

    private static string Label(string path, MimePart part)
    {
        var facts = new List<string>();
        if (part is MessagePart { Message.Subject: { } subject })
            facts.Add($"“{subject}”");
        if (part.FileName is { } name)
            facts.Add(name);
        if (part.Charset is { } charset)
            facts.Add(charset);
        if (part is not (Multipart or MessagePart))
            facts.Add(part.TransferEncoding);
        if (part.Disposition is { } disposition)
            facts.Add(disposition);
        if (part.ContentId is { } id)
            facts.Add($"cid:{id}");
        if (part.Size is { } size)
            facts.Add(Size(size));
        return $"{Screen.Cell(path)} [bold]{Screen.Cell(part.MediaType.Name)}[/] {Screen.Cell(string.Join(", ", facts))}".TrimEnd();
    }

    private static void Defects(MimeMessage message)
    {
        if (message.Defects.Count == 0)
            return;
        Screen.Out.WriteLine();
        var table = new Table().Border(TableBorder.Rounded).AddColumns(Say("Defect", "결함"), Say("What was found", "발견한 것"), Say("At", "위치"), Say("Rule", "규칙"));
        foreach (var defect in message.Defects)
            table.AddRow(Screen.Cell(defect.Id), Screen.Cell(defect.Message), defect.Offset.ToString(CultureInfo.InvariantCulture), Screen.Cell(defect.RfcSection));
        Screen.Out.Write(table);
    }

    private static string Size(long octets) => string.Create(CultureInfo.InvariantCulture, $"{octets:N0} {Say("octets", "바이트")}");

    private static string Shortened(string text) => text.Length <= MaxText ? text
        : $"{text[..MaxText]}\n[… {Say("the rest: --part or --json", "나머지는 --part나 --json")}]";
}
