using System.Globalization;
using Pabal.Cli.Terminal;
using Pabal.Mime;
using Pabal.Smtp;
using Spectre.Console;
using static Pabal.Localized;

namespace Pabal.Cli.Sending;

/// <summary>Shows a mail that arrived as its receiver reads it: taken apart again from the bytes in the file.</summary>
internal static class ArrivedMail
{
    // Of a larger one only the header is read: what there is to see of it is there.
    private const long WholeUpTo = 16 * 1024 * 1024;
    private const int HeaderUpTo = 64 * 1024;

    public static void Describe(string path, Envelope envelope)
    {
        var (message, size, isWhole) = Read(path);
        var grid = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn();
        Row(grid, Say("File", "파일"), $"{path} ({size.ToString("N0", CultureInfo.InvariantCulture)} {Say("octets", "바이트")})");
        Row(grid, Say("Envelope", "봉투"), $"<{envelope.Sender}> → {string.Join(", ", envelope.Recipients)}");
        Row(grid, "From", message.From.ToString());
        Row(grid, "To", message.To.ToString());
        Row(grid, "Cc", message.Cc.ToString());
        Row(grid, "Subject", message.Subject ?? "");
        Row(grid, "Date", message.Headers["Date"] ?? "");
        if (isWhole)
            Row(grid, Say("Text", "본문"), FirstLine(message.TextBody ?? message.HtmlBody ?? ""));
        foreach (var part in isWhole ? message.Attachments : [])
            Row(grid, Say("Attached", "첨부"), $"{part.FileName} ({part.MediaType.Name}, {(part.Size ?? 0).ToString("N0", CultureInfo.InvariantCulture)} {Say("octets", "바이트")})");
        Screen.Out.Write(grid);
    }

    private static (MimeMessage Message, long Size, bool IsWhole) Read(string path)
    {
        using var file = File.OpenRead(path);
        var isWhole = file.Length <= WholeUpTo;
        var bytes = new byte[isWhole ? file.Length : HeaderUpTo];
        file.ReadExactly(bytes);
        return (isWhole ? MimeMessage.Parse(bytes) : MimeMessage.ParseHeader(bytes), file.Length, isWhole);
    }

    private static void Row(Grid grid, string name, string value)
    {
        if (value.Length > 0)
            grid.AddRow($"[grey]{name}[/]", Screen.Cell(value));
    }

    private static string FirstLine(string text)
    {
        var line = text.AsSpan().Trim();
        line = line[..(line.IndexOfAny('\r', '\n') is var end and >= 0 ? end : line.Length)];
        return line.Length <= 70 ? line.ToString() : $"{line[..70]}…";
    }
}
